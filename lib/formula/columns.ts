import { isFieldKey, type LeadKind, FIELDS } from '../domain/lead/fields.ts';
import type { CustomColumn, LeadKey } from '../domain/lead/custom.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { shownText } from '../domain/view/filter.ts';
import { compileFormula, type ColumnKind, type Formula } from './compile.ts';

/** What formulas may read: the fields of the kind and the columns that hold values. One formula does not read another, so none goes round in circles. */
export const formulaKinds = (kind: LeadKind, columns: readonly CustomColumn[]) => (key: string): ColumnKind | undefined => {
  if (isFieldKey(key)) return (FIELDS[key].kinds as readonly LeadKind[]).includes(kind) ? kindOf(FIELDS[key].type) : undefined;
  const column = columns.find((c) => c.key === key && c.kind === kind && c.formula === undefined);
  return column && kindOf(column.type);
};
const kindOf = (type: string): ColumnKind => (type === 'number' ? 'number' : 'text');

/** Reads any column of a lead: what shows of it, or what its formula makes of the others. `now`: milliseconds since 1970, what TODAY() means. */
export type ReadCell = (lead: Lead, key: LeadKey, now: number) => string | undefined;

/** One reader for a whole table; formulas are read once, not once per row. A formula whose columns are gone shows nothing. */
export function cellReader(kind: LeadKind, columns: readonly CustomColumn[]): ReadCell {
  const formulas = new Map<LeadKey, Formula>();
  for (const { key, formula } of columns) {
    if (formula === undefined) continue;
    const compiled = compileFormula(formula, formulaKinds(kind, columns));
    if (compiled.ok) formulas.set(key, compiled.value);
  }
  if (formulas.size === 0) return shownText;
  return (lead, key, now) => {
    const formula = formulas.get(key);
    return formula ? formula.read((column) => shownText(lead, column as LeadKey), now) : shownText(lead, key);
  };
}
