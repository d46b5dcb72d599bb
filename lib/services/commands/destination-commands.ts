import type { DESTINATION_COMMANDS } from '../../contracts/destination-commands.ts';
import { ok } from '../../core/result.ts';
import { micro } from '../../domain/ledger/amount.ts';
import type { Deps } from '../deps.ts';
import { confirmDelivery, pauseDelivery, resumeDelivery, retryDelivery, stopDelivery } from '../destinations/control.ts';
import { previewDelivery, proposeMapping } from '../destinations/preview.ts';
import { startDelivery, type DeliveryRefusal } from '../destinations/start.ts';
import { removeTarget, restoreTarget, saveTarget, testTarget } from '../destinations/targets.ts';
import { gone, refuse, type Handlers } from './handler.ts';

const TARGET = 'This destination';
const DELIVERY = 'This delivery';
const REFUSALS: Readonly<Record<DeliveryRefusal, readonly [string, string]>> = {
  'not-found': ['not_found', 'The destination or the table is not there any more. Nothing was sent.'],
  nothing: ['not_found', 'There is nobody to send any more. Nothing was sent.'],
  'too-many': ['bad_input', 'At most 100,000 leads go in one delivery. Nothing was sent.'],
};

/** Destinations, and what is sent to them. */
export function destinationCommands(deps: Deps): Handlers<keyof typeof DESTINATION_COMMANDS> {
  const turned = (what: boolean) => (what ? ok(null) : refuse('conflict', `${DELIVERY} is not in a state for that any more. Nothing was changed.`));
  return {
    'destination.list': async () => ok([...deps.destinations.values()].map(({ facts, check }) => ({ ...facts, canCheck: check !== null }))),
    'target.save': async ({ id, destinationId, name, settings, isOwn }) => {
      const saved = await saveTarget(deps, { destinationId, name, settings, isOwn: isOwn ?? false, ...(id === undefined ? {} : { id }) });
      return ok(saved.ok ? { id: saved.value.id } : { problem: saved.error });
    },
    'target.test': async ({ id, kind, sample }) => {
      const tested = await testTarget(deps, id, kind, sample ?? false);
      if (!tested) return gone(TARGET);
      return ok(tested.works ? { works: true, fields: tested.fields, ...(tested.says ? { detail: tested.says } : {}) } : { works: false, because: tested.because, ...(tested.detail ? { detail: tested.detail } : {}) });
    },
    'target.remove': async ({ id }) => ((await removeTarget(deps, id)) ? ok(null) : gone(TARGET)),
    'target.restore': async ({ id }) => ((await restoreTarget(deps, id)) ? ok(null) : gone(TARGET)),
    'delivery.propose': async ({ targetId, tableId }) => {
      const proposal = await proposeMapping(deps, targetId, tableId);
      return proposal ? ok(proposal) : gone(TARGET);
    },
    'delivery.preview': async ({ targetId, tableId, leadIds, mapping, again }) => {
      const preview = await previewDelivery(deps, { targetId, tableId, mapping, again: again ?? false, ...(leadIds ? { leadIds } : {}) });
      return preview ? ok(preview) : gone(TARGET);
    },
    'delivery.start': async ({ targetId, tableId, leadIds, mapping, again, cap }) => {
      const started = await startDelivery(deps, { targetId, tableId, mapping, again: again ?? false, cap: micro(cap), ...(leadIds ? { leadIds } : {}) });
      return started.ok ? ok({ deliveryId: started.value }) : refuse(...REFUSALS[started.error]);
    },
    'delivery.pause': async ({ id }) => turned(await pauseDelivery(deps, id)),
    'delivery.resume': async ({ id }) => turned(await resumeDelivery(deps, id)),
    'delivery.stop': async ({ id }) => turned(await stopDelivery(deps, id)),
    'delivery.retry': async ({ id, states, cap }) => ok({ rows: await retryDelivery(deps, id, states, micro(cap)) }),
    'delivery.confirm': async ({ id }) => ok({ rows: await confirmDelivery(deps, id) }),
  };
}
