import type { LinkOutputs } from '../../contracts/link-commands.ts';
import { ok } from '../../core/result.ts';
import { leadLabel } from '../../domain/enrichment/plan.ts';
import type { Deps } from '../deps.ts';
import { gone, type Handlers } from './handler.ts';

/** The company of a person by hand. Free. */
export function linkCommands(deps: Pick<Deps, 'store' | 'now' | 'newId'>): Handlers<keyof LinkOutputs> {
  return {
    'lead.link': async ({ leadId, to }) => {
      const [activityId, at] = [deps.newId(), deps.now()];
      const done = await deps.store.links.set(leadId, to, at, (lead, company) => ({
        id: activityId, at, kind: 'lead-edited', leadId: lead.id, tableId: lead.tableId, detail: 'By hand · free',
        title: `${leadLabel(lead)}: ${company ? `linked to ${leadLabel(company)}` : to === 'none' ? 'linked to no company' : 'company found by domain and name again'}`,
      }));
      return done === null ? gone('This lead, or the company,') : ok({ activityId: done === 'changed' ? activityId : null });
    },
  };
}
