import type { EraseOutputs } from '../../contracts/erase-commands.ts';
import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import { eraseLeads, moveErasures } from '../erase-leads.ts';
import { gone, type Handlers } from './handler.ts';

/** Erasing leads everywhere. The answer does not wait for the end: the job is a row that the face watches. */
export function eraseCommands(deps: Deps): Handlers<keyof EraseOutputs> {
  return {
    'lead.erase': async ({ eraseId, leadIds, keepAway }) => {
      const job = await eraseLeads(deps, { id: eraseId, leadIds, keepAway });
      if (!job) return gone(leadIds.length === 1 ? 'This lead' : 'These leads');
      void moveErasures(deps, true).catch((error: unknown) => {
        deps.report('erase', error);
        deps.wakeIn(0);
      });
      return ok({ leads: job.leads });
    },
  };
}
