import { isCustomKey, labelOf, typeOf, type CustomColumn, type LeadKey } from '../../domain/lead/custom.ts';
import { fieldsOf, type FieldType, type LeadKind } from '../../domain/lead/fields.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import type { Cell, CellType, Column } from '../../files/cells.ts';

/** A column of an exported table: a field of the leads, where they were found, or whether they must be left alone. */
export interface LeadColumn extends Column {
  readonly key: LeadKey | 'source' | 'listed';
}

const CELL_TYPES: Readonly<Record<FieldType, CellType>> = { text: 'text', email: 'text', phone: 'text', url: 'link', domain: 'text', image: 'link', number: 'number', date: 'date' };

/** Columns that at least one lead has, in the order of the vocabulary, then a person's own and those that are reckoned; the name always comes first, the source last, then, where somebody is on it, the do-not-contact list. */
export async function columnsOf(kind: LeadKind, batches: AsyncIterable<readonly Lead[]>, names: readonly CustomColumn[], isListed: (lead: Lead) => boolean): Promise<LeadColumn[]> {
  const used = new Set<string>(['name']);
  let hasListed = false;
  for await (const leads of batches) {
    for (const lead of leads) {
      for (const key in lead.fields) used.add(key);
      hasListed ||= isListed(lead);
    }
  }
  for (const column of names) if (column.kind === kind && column.formula !== undefined) used.add(column.key);
  const keys: LeadKey[] = [...fieldsOf(kind).filter((key) => used.has(key)), ...[...used].filter(isCustomKey).sort()];
  return [...keys.map((key): LeadColumn => ({ key, label: labelOf(key, names), type: CELL_TYPES[typeOf(key, names)] })), { key: 'source', label: 'Source', type: 'link' }, ...(hasListed ? [{ key: 'listed', label: 'Do not contact', type: 'text' } as const] : [])];
}

export const rowOf = (lead: Lead, columns: readonly LeadColumn[], read: (lead: Lead, key: LeadColumn['key']) => string | undefined): Cell[] => columns.map(({ key, type }) => cellOf(read(lead, key) ?? '', type));

/** A number or a date where the text says exactly that and nothing would be lost; else the text as it stands. */
function cellOf(text: string, type: CellType): Cell {
  if (text === '') return null;
  if (type === 'number' && String(Number(text)) === text) return Number(text);
  if (type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = new Date(`${text}T00:00:00Z`);
    if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return day;
  }
  return text;
}
