import type { SavedTogether } from '../contracts/clip-commands.ts';
import type { LeadId, TableId } from '../core/ids.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import { listNames } from './words.ts';
import type { Deps } from './deps.ts';
import { currentTable } from './save-lead.ts';
import type { SavedLead, SaveLead } from '../storage/lead-store.ts';

export interface LeadToSave {
  readonly kind: LeadKind;
  readonly fields: LeadFields;
  readonly sourceUrl?: string;
  readonly clipsOf?: string;
}

/** Saves leads to the current tables of their kinds, as one deed with one undo. `saved` follows the order of the leads. */
export async function saveAllLeads(deps: Pick<Deps, 'store' | 'now' | 'newId'>, leads: readonly LeadToSave[], from: string): Promise<SavedTogether & { saved: (SavedLead | null)[]; tables: string }> {
  const tables = new Map<LeadKind, { id: string; name: string }>();
  for (const { kind } of leads) if (!tables.has(kind)) tables.set(kind, await currentTable(deps, kind));
  const inputs = leads.map((lead): SaveLead => ({
    newId: deps.newId() as LeadId,
    activityId: deps.newId(),
    table: (tables.get(lead.kind)?.id ?? '') as TableId,
    kind: lead.kind,
    fields: lead.fields,
    now: deps.now(),
    ...(lead.sourceUrl ? { sourceUrl: lead.sourceUrl } : {}),
    ...(lead.clipsOf === undefined ? {} : { clipsOf: lead.clipsOf }),
    activityOf: () => ({ title: '', detail: '' }),
  }));
  const names = listNames([...tables.values()].map((table) => table.name));
  const { saved, activityId } = await deps.store.leads.saveTogether(inputs, (done) => {
    const { added, merged } = countsOf(done);
    return { id: deps.newId(), at: deps.now(), kind: added > 0 ? 'lead-added' : 'lead-merged', title: added > 0 ? `${added} ${added === 1 ? 'lead' : 'leads'} added to ${names}` : `${merged} ${merged === 1 ? 'lead' : 'leads'} updated in ${names}`, detail: `${from} · free`, ...(tables.size === 1 ? { tableId: [...tables.values()][0]?.id ?? '' } : {}) };
  });
  return { ...countsOf(saved.filter((one) => one !== null)), activityId, saved, tables: names };
}

function countsOf(saved: readonly SavedLead[]): { added: number; merged: number; unchanged: number } {
  const of = (outcome: SavedLead['outcome']): number => saved.filter((one) => one.outcome === outcome).length;
  return { added: of('added'), merged: of('merged'), unchanged: of('unchanged') };
}
