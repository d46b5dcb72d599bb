import type { LeadId, TableId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import type { Cap } from '../../domain/enrichment/caps.ts';
import { micro, type Amounts } from '../../domain/ledger/amount.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { pageKeyOf } from '../../domain/lead/page-key.ts';
import { toSummary } from '../../providers/catalogue.ts';
import { checkKey, removeKey, setKey } from '../keys.ts';
import { findWaterfall } from '../waterfalls.ts';
import { failedLeads, pauseRun, quote, quoteFor, resumeRun, startRun, stopRun, type RunRefusal } from '../runs.ts';
import { currentTable, fittingTable, saveLead, shortUrl } from '../save-lead.ts';
import type { Deps } from '../deps.ts';
import { gone, movedOn, refuse, type Handlers } from './handler.ts';

type RunCommand = 'run.quote' | 'run.start' | 'run.stop' | 'run.pause' | 'run.resume' | 'run.retry' | 'catalogue.list' | 'key.set' | 'key.check' | 'key.remove';

const REFUSED: Record<RunRefusal, [string, string]> = {
  'not-found': ['not_found', 'There is nothing to ask. Nothing was charged.'],
  'price-changed': ['price_changed', 'The price has changed since it was shown. Nothing was charged. Look at the new price and start again.'],
  blocked: ['blocked', 'This cannot be asked now. Nothing was charged.'],
  'already-asked': ['conflict', 'This is being asked already. Nothing more is charged.'],
};

interface Wire {
  readonly actions: number;
  readonly credits: number;
}
const amounts = ({ actions, credits }: Wire): Amounts => ({ actions: micro(actions), credits: micro(credits) });
const limitOf = ({ actions, credits }: { readonly [K in keyof Wire]?: number | undefined }): Cap => ({ ...(actions === undefined ? {} : { actions: micro(actions) }), ...(credits === undefined ? {} : { credits: micro(credits) }) });

/** Quotes, runs, the catalogue and the person's own keys. A run is only stored here: whoever looks at the rows next moves it. */
export function runCommands(deps: Deps): Handlers<RunCommand> {
  const start = async (leadIds: readonly string[], waterfallId: string, cap: Wire, { expected, stopAt }: { readonly expected?: Wire | undefined; readonly stopAt?: { readonly [K in keyof Wire]?: number | undefined } | undefined } = {}) => {
    const run = await startRun(deps, { leadIds, waterfallId, cap: amounts(cap), ...(expected ? { expected: amounts(expected) } : {}), ...(stopAt ? { stopAt: limitOf(stopAt) } : {}) });
    if (!run.ok) return refuse(...REFUSED[run.error]);
    return ok({ runId: run.value });
  };

  return {
    'run.quote': async (input) => {
      if ('leadIds' in input) {
        const price = await quoteFor(deps, input.leadIds, input.waterfallId);
        return price ? ok(price) : gone('This waterfall');
      }
      const [waterfall, lead] = await Promise.all([findWaterfall(deps, input.waterfallId), unsavedLead(deps, input.tabId)]);
      if (!waterfall || !lead || lead.kind !== waterfall.kind) return gone('What was read from this page');
      return ok(await quote(deps, waterfall, [lead]));
    },
    'run.start': async (input) => {
      if ('leadIds' in input) return start(input.leadIds, input.waterfallId, input.cap, input);
      const row = await deps.store.captures.get(input.tabId);
      if (!row?.capture) return gone('What was read from this page');
      if (row.capture.url !== input.url) return movedOn();
      const { kind, fields, url } = row.capture;
      const table = await currentTable(deps, kind);
      const saved = await saveLead(deps, { tableId: table.id, kind, fields, sourceUrl: url, clipsOf: pageKeyOf(url), from: shortUrl(url) });
      return saved ? start([saved.lead.id], input.waterfallId, input.cap) : gone('This table');
    },
    'run.stop': async ({ runId }) => {
      return ok({ callsOut: await stopRun(deps, runId) });
    },
    'run.pause': async ({ runId }) => {
      const callsOut = await pauseRun(deps, runId);
      return callsOut === null ? refuse('conflict', 'This run is not under way.') : ok({ callsOut });
    },
    'run.resume': async ({ runId }) => ((await resumeRun(deps, runId)) === null ? refuse('conflict', 'This run is not paused.') : ok(null)),
    'run.retry': async ({ runId, cap }) => {
      const failed = await failedLeads(deps, runId);
      return failed && failed.leadIds.length > 0 ? start(failed.leadIds, failed.waterfallId, cap) : refuse('conflict', 'Nothing of this run has failed. Nothing was charged.');
    },
    'catalogue.list': async () => ok([...deps.catalogue.values()].map(toSummary)),
    'key.set': async ({ providerId, key }) => (deps.catalogue.has(providerId) ? ok(await setKey(deps, providerId, key)) : gone('This provider')),
    'key.check': async ({ providerId }) => {
      const check = deps.catalogue.has(providerId) ? await checkKey(deps, providerId) : null;
      return check ? ok(check) : gone('This key');
    },
    'key.remove': async ({ providerId }) => {
      await removeKey(deps, providerId);
      return ok(null);
    },
  };
}

/** A lead as it would be saved, so that the price can stand on the button before anything is stored. */
async function unsavedLead(deps: Deps, tabId: number): Promise<Lead | null> {
  const row = await deps.store.captures.get(tabId);
  if (!row?.capture) return null;
  const { kind, fields } = row.capture;
  const now = deps.now();
  // The limits of the table that it would go to are those that count.
  const tableId = (await fittingTable(deps, kind))?.id ?? ('unsaved' as TableId);
  return { id: 'unsaved' as LeadId, tableId, kind, fields, keys: [], order: 0, createdAt: now, updatedAt: now };
}
