import { isFieldKey, type LeadKind, FIELDS } from '../domain/lead/fields.ts';
import type { CustomColumn, LeadKey } from '../domain/lead/custom.ts';
import { compileFormula, type ColumnKind, type Formula } from './compile.ts';

/** What formulas may read: the fields of the kind and the columns that hold values. One formula does not read another, so none goes round in circles. */
export const formulaKinds = (kind: LeadKind, columns: readonly CustomColumn[]) => (key: string): ColumnKind | undefined => {
  if (isFieldKey(key)) return (FIELDS[key].kinds as readonly LeadKind[]).includes(kind) ? kindOf(FIELDS[key].type) : undefined;
  const column = columns.find((c) => c.key === key && c.kind === kind && c.formula === undefined);
  return column && kindOf(column.type);
};
const kindOf = (type: string): ColumnKind => (type === 'number' ? 'number' : 'text');

type TextOf = (key: LeadKey) => string | undefined;
/** What any column shows: the text that is stored, or what its formula makes of the others. `now`: milliseconds since 1970, what TODAY() means. */
export type ReadCell = (stored: TextOf, key: LeadKey, now: number) => string | undefined;

/** One reader for a whole table; formulas are read once, not once per row. A formula whose columns are gone shows nothing. */
export function cellReader(kind: LeadKind, columns: readonly CustomColumn[]): ReadCell {
  const formulas = new Map<LeadKey, Formula | null>();
  for (const { key, formula } of columns) {
    if (formula === undefined) continue;
    const compiled = compileFormula(formula, formulaKinds(kind, columns));
    formulas.set(key, compiled.ok ? compiled.value : null);
  }
  return (stored, key, now) => {
    const formula = formulas.get(key);
    return formula === undefined ? stored(key) : formula?.read((column) => stored(column as LeadKey), now);
  };
}
