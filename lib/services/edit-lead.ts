import { labelOf, type LeadKey } from '../domain/lead/custom.ts';
import { isFieldKey, type FieldKey } from '../domain/lead/fields.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { FieldState, FieldValue, Lead, LeadFields } from '../domain/lead/lead.ts';
import { chosenValue, mergeValues } from '../domain/lead/merge.ts';
import { isTags, tagsByHand, tagsOf } from '../domain/lead/tags.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import type { Deps } from './deps.ts';

type EditDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
type Edited = { readonly outcome: 'changed' | 'unchanged'; readonly activityId: string } | null;

/** What a person types: certain, theirs, and shown whatever else is known. */
export function typedFields(entries: Readonly<Partial<Record<FieldKey, string>>>, at: number): LeadFields {
  const fields: { -readonly [K in FieldKey]?: FieldState } = {};
  for (const [key, text] of Object.entries(entries)) {
    const value = text?.trim();
    if (value && isFieldKey(key)) fields[key] = { values: [{ value, confidence: 100, provenance: { origin: 'person', at } }], pinned: value };
  }
  return fields;
}

async function change(deps: EditDeps, leadId: string, field: LeadKey, next: (state: FieldState | undefined) => FieldState | undefined): Promise<Edited> {
  const activityId = deps.newId();
  const at = deps.now();
  const columns = await deps.store.columns.list();
  const apply = (lead: Lead): Lead => {
    const state = next(lead.fields[field]);
    if (state === lead.fields[field]) return lead;
    const { [field]: _gone, ...rest } = lead.fields;
    const fields = state ? { ...rest, [field]: state } : rest;
    return { ...lead, fields, keys: identityKeys(lead.kind, fields), updatedAt: at };
  };
  const outcome = await deps.store.leads.change(leadId, apply, (lead) => ({
    id: activityId, at, kind: 'lead-edited', leadId: lead.id, tableId: lead.tableId,
    title: `${leadLabel(lead)}: ${labelOf(field, columns)} edited`, detail: 'By hand · free',
  }));
  return outcome && { outcome, activityId };
}

/** What a field holds when a person has typed this: it shows, and what was known before stays beside it. Tags are those that were typed, and no others. */
export function typedState(state: FieldState | undefined, value: string, field: LeadKey, at: number): FieldState | undefined {
  if (isTags(field)) return tagsByHand(tagsOf(value), at);
  const typed: FieldValue = { value, confidence: 100, provenance: { origin: 'person', at } };
  return { values: mergeValues(state?.values ?? [], [typed]), pinned: value };
}

/** Sets a value by hand. An empty text takes back what was typed; values from elsewhere stay as rivals. */
export function editLead(deps: EditDeps, leadId: string, field: LeadKey, text: string): Promise<Edited> {
  const value = text.trim();
  return change(deps, leadId, field, (state) => {
    if (value === '' && !isTags(field)) {
      const values = (state?.values ?? []).filter((v) => v.provenance.origin !== 'person');
      return state && values.length === state.values.length && state.pinned === undefined ? state : values.length > 0 ? { values } : undefined;
    }
    if (chosenValue(state)?.value === value && (isTags(field) || state?.pinned === value)) return state;
    return typedState(state, value, field, deps.now());
  });
}

/** Pins one of the known values; the others are kept. */
export function chooseValue(deps: EditDeps, leadId: string, field: LeadKey, value: string): Promise<Edited> {
  return change(deps, leadId, field, (state) => (state?.values.some((v) => v.value === value) && state.pinned !== value ? { ...state, pinned: value } : state));
}
