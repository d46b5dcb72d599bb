import type { DuplicateOutputs } from '../../contracts/duplicate-commands.ts';
import type { LeadId, TableId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import { leadLabel } from '../../domain/enrichment/plan.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Duplicates: merging, telling apart, and looking at all of them again. Free. */
export function duplicateCommands(deps: Deps): Handlers<keyof DuplicateOutputs> {
  return {
    'duplicate.merge': async ({ activityId, tableId, groups }) => {
      if (!(await deps.store.leads.getTable(tableId))) return gone('This table');
      const wishes = groups.map(({ keepId, goneIds, picks = {} }) => ({ keepId: keepId as LeadId, goneIds: goneIds as LeadId[], picks }));
      const done = await deps.store.merges.merge(tableId, activityId, wishes, deps.now(), (count, records, kept) => ({
        id: activityId, at: deps.now(), kind: 'lead-merged', tableId, ...(kept ? { leadId: kept.id } : {}),
        title: kept ? `${leadLabel(kept)}: ${duplicates(records)} merged` : `${duplicates(records)} merged into ${count} leads`,
        detail: 'Undo brings every record back · free',
      }));
      if (!done) return refuse('conflict', 'This merge was undone meanwhile. Nothing more was merged.');
      return done.groups === 0 ? gone(groups.length === 1 ? 'One of these leads' : 'What was to be merged') : ok(done);
    },
    'duplicate.skip': async ({ activityId, tableId, leadIds }) => {
      const leads = (await deps.store.leads.getLeads(leadIds)).filter((lead) => lead.tableId === tableId);
      const [first] = leads;
      if (!first || leads.length < 2) return gone('One of these leads');
      const pairs = await deps.store.merges.tellApart(tableId as TableId, leads.map(({ id }) => id), {
        id: activityId, at: deps.now(), kind: 'duplicate-skipped', tableId, leadId: first.id,
        title: `${leadLabel(first)}: not the same as ${leads.length === 2 ? leadLabel(leads[1] ?? first) : `${leads.length - 1} others`}`, detail: 'Not proposed again as duplicates · free',
      });
      return ok({ pairs });
    },
    'duplicate.forget': async ({ tableId }) => ok({ forgotten: await deps.store.merges.forgetApart(tableId) }),
  };
}

const duplicates = (n: number): string => `${n} ${n === 1 ? 'duplicate' : 'duplicates'}`;
