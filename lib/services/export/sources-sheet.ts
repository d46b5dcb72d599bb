import { labelOf, type CustomColumn, type LeadKey } from '../../domain/lead/custom.ts';
import type { FieldValue, Lead } from '../../domain/lead/lead.ts';
import { chosenValue, textOf } from '../../domain/lead/merge.ts';
import type { Cell, Column } from '../../files/cells.ts';

/** Where every value comes from: one row per value that is known, the one that shows told from its rivals. */
export const SOURCE_COLUMNS: readonly Column[] = [
  { label: 'Lead', type: 'text' }, { label: 'Field', type: 'text' }, { label: 'Value', type: 'text' }, { label: 'Shown', type: 'boolean' }, { label: 'Confidence', type: 'number' },
  { label: 'From', type: 'text' }, { label: 'Source', type: 'link' }, { label: 'Paid by', type: 'text' }, { label: 'At', type: 'date' }, { label: 'As it stood', type: 'text' }, { label: 'Sandbox', type: 'boolean' },
];
const FROM = { page: 'Page', provider: 'Provider', person: 'Person', import: 'Import', guess: 'Guess' } as const;
const PAID = { own: 'Own key', free: 'Free source', account: 'Account', practice: 'Practice' } as const;

/** How many rows of a lead there are. */
export const sourceCount = ({ fields }: Lead): number => Object.values(fields).reduce((sum, state) => sum + (state?.values.length ?? 0), 0);

export function sourceRows(lead: Lead, names: readonly CustomColumn[]): Cell[][] {
  const who = textOf(lead.fields, 'name') ?? lead.id;
  return (Object.keys(lead.fields) as LeadKey[]).flatMap((key) => {
    const state = lead.fields[key];
    const shown = chosenValue(state);
    return (state?.values ?? []).map((value): Cell[] => [who, labelOf(key, names), value.value, value === shown, value.confidence, ...provenance(value)]);
  });
}

function provenance({ provenance: p, original }: FieldValue): Cell[] {
  return [FROM[p.origin], p.providerId ?? p.pageUrl ?? p.fileName ?? null, p.route ? PAID[p.route] : null, new Date(p.at), original ?? null, p.sandbox === true];
}
