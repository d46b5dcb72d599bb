/**
 * A formula as people write it, into the Common Expression Language: columns stand in braces (`{workEmail}`), functions are called
 * in any case (`upper(...)`), `=`, `<>` and `&` mean what they mean in a spreadsheet, and all numbers have fractions.
 */
export interface Translated {
  readonly source: string;
  /** Keys of the columns in the order of their variables: `v0`, `v1`... */
  readonly columns: readonly string[];
  /** Where a place in `source` stood in what was written, from 0. */
  placeOf(at: number): number;
}
/** Something that cannot be read, and where it stands, from 0. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Texts, columns, numbers, words and signs; anything else stands by itself. */
const PART = /\s+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{[^{}]*\}|\d+(?:\.\d+)?|[A-Za-z_]\w*|==|<>|<=|>=|!=|&&|\|\||./gsu;
const SIGNS: Readonly<Record<string, string>> = { '=': '==', '<>': '!=', '&': '+' };

/** @throws FormulaError for a text or a column that does not end, and for signs that a formula has no use for */
export function translate(written: string, isFunction: (name: string) => boolean): Translated {
  const columns: string[] = [];
  const starts: { readonly from: number; readonly to: number }[] = [];
  let source = '';
  for (const { 0: part, index } of written.matchAll(PART)) {
    starts.push({ from: index, to: source.length });
    source += translated(part, index, written, columns, isFunction);
  }
  starts.push({ from: written.length, to: source.length });
  return {
    source,
    columns,
    placeOf: (at) => starts.findLast(({ to }) => to <= at)?.from ?? 0,
  };
}

function translated(part: string, at: number, written: string, columns: string[], isFunction: (name: string) => boolean): string {
  if (part.startsWith('{') && part.length > 1) return variableOf(part.slice(1, -1).trim(), columns);
  if (part === '{' || part === '}') throw new FormulaError('A column stands in braces: {Work email}.', at);
  if (part === '"' || part === "'") throw new FormulaError('This text does not end: it needs the same quotation mark at its end.', at);
  if (/^\d+$/.test(part)) return `${part}.0`;
  if (/^[A-Za-z_]/.test(part)) return wordOf(part, at, written, isFunction);
  if (part === ';') throw new FormulaError('A comma stands between what a function is given.', at);
  return SIGNS[part] ?? part;
}

function variableOf(key: string, columns: string[]): string {
  const known = columns.indexOf(key);
  return `v${known === -1 ? columns.push(key) - 1 : known}`;
}

const WORDS: Readonly<Record<string, string>> = { true: 'true', false: 'false' };
function wordOf(word: string, at: number, written: string, isFunction: (name: string) => boolean): string {
  const name = word.toUpperCase();
  if (/^\s*\(/.test(written.slice(at + word.length))) {
    if (isFunction(name)) return name;
    throw new FormulaError(`There is no function ${name}.`, at);
  }
  const known = WORDS[word.toLowerCase()];
  if (known !== undefined) return known;
  throw new FormulaError(`${word} is not known here. A column stands in braces: {${word}}. A text stands between quotation marks: "${word}".`, at);
}
