/** A column that a person makes or changes, as its dialog holds it. Pure. */
import type { ColumnDraft, ColumnType } from '../contracts/view-commands.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';

export const COLUMN_TYPE_LABELS: Readonly<Record<ColumnType, string>> = {
  text: 'Text', number: 'Number', currency: 'Money', date: 'Date', email: 'Email', url: 'Web address', select: 'One of several', 'multi-select': 'Several of several', checkbox: 'Box to tick', formula: 'Formula',
};

/** Everything that stands in the dialog, whatever the type: what one type does not need is kept for the way back. */
export interface ColumnForm {
  readonly name: string;
  readonly type: ColumnType;
  /** One choice per line. */
  readonly options: string;
  readonly currency: string;
  /** With names in braces, see `shownFormula`. */
  readonly formula: string;
}
export const EMPTY_FORM: ColumnForm = { name: '', type: 'text', options: '', currency: 'EUR', formula: '' };

export function formOf(column: CustomColumn, labelOf: (key: string) => string): ColumnForm {
  const { name, type, options = [], currency = EMPTY_FORM.currency, formula } = column;
  const base = { ...EMPTY_FORM, name, options: options.join('\n'), currency };
  if (formula !== undefined) return { ...base, type: 'formula', formula: shownFormula(formula, labelOf) };
  if (column.isCheck) return { ...base, type: 'checkbox', options: '' };
  if (column.options) return { ...base, type: column.many ? 'multi-select' : 'select' };
  return { ...base, type: column.currency === undefined ? type : 'currency' };
}

export function draftOf({ name, type, options, currency, formula }: ColumnForm, keyOf: (label: string) => string | undefined): ColumnDraft {
  switch (type) {
    case 'formula':
      return { type, name, formula: keptFormula(formula, keyOf) };
    case 'currency':
      return { type, name, currency: currency.trim().toUpperCase() };
    case 'select':
    case 'multi-select':
      return { type, name, options: [...new Set(options.split('\n').map((line) => line.trim()).filter((line) => line !== ''))] };
    default:
      return { type, name };
  }
}

/** Columns in braces outside of texts. */
const COLUMNS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{([^{}]*)\}/g;
const replaced = (formula: string, of: (inner: string) => string | undefined): string => formula.replace(COLUMNS, (all: string, inner: string | undefined) => (inner === undefined ? all : `{${of(inner.trim()) ?? inner}}`));

/** A formula is kept with keys, which stay when a column is renamed, and shown with names. A name that two columns have stays a key. */
export const shownFormula = (formula: string, labelOf: (key: string) => string): string => replaced(formula, labelOf);
export const keptFormula = (formula: string, keyOf: (label: string) => string | undefined): string => replaced(formula, keyOf);

interface Named {
  readonly key: string;
  readonly label: string;
}
/** Names for keys and keys for names, whatever their capitals; a key is its own name too. */
export function namesOf(columns: readonly Named[]): { labelOf(key: string): string; keyOf(label: string): string | undefined } {
  const fold = (text: string): string => text.trim().toLocaleLowerCase('en');
  const byLabel = new Map<string, string | null>();
  for (const { key, label } of columns) byLabel.set(fold(label), byLabel.has(fold(label)) ? null : key);
  const keys = new Set(columns.map(({ key }) => key));
  return {
    labelOf(key) {
      const label = columns.find((column) => column.key === key)?.label;
      return label !== undefined && byLabel.get(fold(label)) === key && !/[{}]/.test(label) ? label : key;
    },
    keyOf: (label) => (keys.has(label) ? label : (byLabel.get(fold(label)) ?? undefined)),
  };
}

/** Why the dialog cannot be kept yet; null when it can. */
export function missingIn({ name, type, options, currency, formula }: ColumnForm): string | null {
  if (name.trim() === '') return 'A column needs a name.';
  if (type === 'currency' && !/^[A-Za-z]{3}$/.test(currency.trim())) return 'A currency is three letters, such as EUR.';
  if ((type === 'select' || type === 'multi-select') && options.trim() === '') return 'Write the choices, one per line.';
  if ((type === 'select' || type === 'multi-select') && options.includes(',')) return 'A choice has no comma in it.';
  if (type === 'formula' && formula.trim() === '') return 'Write a formula.';
  return null;
}
