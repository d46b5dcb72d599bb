import { FORMULA_TEXT } from '../core/limits.ts';
import { bounds, dayOf } from '../domain/lead/text-test.ts';

type Arg = string | number | boolean;
export interface FormulaFunction {
  readonly name: string;
  /** As it is called, for the list of functions: `LEFT(text, count)`. */
  readonly call: string;
  readonly help: string;
  readonly group: 'Logic' | 'Text' | 'Numbers' | 'Dates' | 'Leads';
  /** What it takes and gives, in the words of CEL; several for several kinds of arguments. */
  readonly forms: readonly string[];
  readonly run: (...args: never[]) => Arg;
}

const DAY_MS = 86_400_000;
const cut = (text: string): string => text.slice(0, FORMULA_TEXT);
const isoOf = (day: number): string => (Number.isFinite(day) && Math.abs(day) < 1e8 ? new Date(day * DAY_MS).toISOString().slice(0, 10) : '');
const points = (text: string): string[] => [...text];
const count = (n: number): number => (n > 0 ? Math.min(Math.trunc(n), FORMULA_TEXT) : 0);

/** Half away from zero, as in spreadsheets. */
function round(n: number, digits: number): number {
  const scale = 10 ** Math.max(-12, Math.min(12, Math.trunc(digits)));
  return (Math.sign(n) * Math.round(Math.abs(n) * scale * (1 + Number.EPSILON))) / scale;
}
const partOf = (iso: string, now: number, at: number, length: number): number => {
  const day = dayOf(iso, now);
  return day === undefined ? NaN : Number(isoOf(day).slice(at, at + length));
};
function domainOf(text: string): string {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text.trim())?.[1] ?? '';
  return host.includes('.') ? host.toLowerCase().replace(/^www\./, '') : '';
}
const upToFour = (type: string, result: string): string[] => [2, 3, 4, 5, 6].map((n) => `(${Array.from({ length: n }, () => type).join(', ')}): ${result}`);

/**
 * What a formula can call. Names are those of spreadsheets. Unknown numbers are NaN and stay so through every reckoning; unknown
 * texts are empty. Nothing throws, nothing reads a clock but through `now`.
 * @param now milliseconds since 1970, of the reading
 */
export const functionsAt = (now: () => number): readonly FormulaFunction[] => [
  { name: 'IF', group: 'Logic', call: 'IF(test, then, otherwise)', help: 'One of two values.', forms: ['(bool, string, string): string', '(bool, double, double): double', '(bool, bool, bool): bool'], run: (test: boolean, yes: Arg, no: Arg) => (test ? yes : no) },
  { name: 'AND', group: 'Logic', call: 'AND(test, test, …)', help: 'Whether all of them hold.', forms: upToFour('bool', 'bool'), run: (...tests: boolean[]) => tests.every(Boolean) },
  { name: 'OR', group: 'Logic', call: 'OR(test, test, …)', help: 'Whether one of them holds.', forms: upToFour('bool', 'bool'), run: (...tests: boolean[]) => tests.some(Boolean) },
  { name: 'NOT', group: 'Logic', call: 'NOT(test)', help: 'The opposite.', forms: ['(bool): bool'], run: (test: boolean) => !test },
  { name: 'ISBLANK', group: 'Logic', call: 'ISBLANK(value)', help: 'Whether nothing is known.', forms: ['(string): bool', '(double): bool'], run: (value: Arg) => value === '' || Number.isNaN(value) },
  { name: 'UPPER', group: 'Text', call: 'UPPER(text)', help: 'In capitals.', forms: ['(string): string'], run: (text: string) => cut(text.toLocaleUpperCase('en')) },
  { name: 'LOWER', group: 'Text', call: 'LOWER(text)', help: 'In small letters.', forms: ['(string): string'], run: (text: string) => cut(text.toLocaleLowerCase('en')) },
  { name: 'PROPER', group: 'Text', call: 'PROPER(text)', help: 'Each word with a capital.', forms: ['(string): string'], run: (text: string) => cut(text.toLocaleLowerCase('en').replace(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toLocaleUpperCase('en'))) },
  { name: 'TRIM', group: 'Text', call: 'TRIM(text)', help: 'Without spaces around it, and with single ones inside.', forms: ['(string): string'], run: (text: string) => text.trim().replace(/\s+/g, ' ') },
  { name: 'LEFT', group: 'Text', call: 'LEFT(text, count)', help: 'The first letters.', forms: ['(string, double): string'], run: (text: string, n: number) => points(text).slice(0, count(n)).join('') },
  { name: 'RIGHT', group: 'Text', call: 'RIGHT(text, count)', help: 'The last letters.', forms: ['(string, double): string'], run: (text: string, n: number) => (count(n) === 0 ? '' : points(text).slice(-count(n)).join('')) },
  { name: 'MID', group: 'Text', call: 'MID(text, from, count)', help: 'Letters from the middle; the first is 1.', forms: ['(string, double, double): string'], run: (text: string, from: number, n: number) => points(text).slice(Math.max(0, Math.trunc(from || 1) - 1)).slice(0, count(n)).join('') },
  { name: 'LEN', group: 'Text', call: 'LEN(text)', help: 'How many letters.', forms: ['(string): double'], run: (text: string) => points(text).length },
  { name: 'FIND', group: 'Text', call: 'FIND(what, text)', help: 'Where it stands, from 1; nothing when it does not.', forms: ['(string, string): double'], run: (what: string, text: string) => (text.includes(what) ? points(text.slice(0, text.indexOf(what))).length + 1 : NaN) },
  { name: 'CONTAINS', group: 'Text', call: 'CONTAINS(text, what)', help: 'Whether it stands in the text, in capitals or not.', forms: ['(string, string): bool'], run: (text: string, what: string) => text.toLocaleLowerCase('en').includes(what.toLocaleLowerCase('en')) },
  { name: 'SUBSTITUTE', group: 'Text', call: 'SUBSTITUTE(text, old, new)', help: 'The text with every old replaced.', forms: ['(string, string, string): string'], run: (text: string, old: string, fresh: string) => (old === '' ? text : cut(text.split(old).join(fresh.slice(0, 200)))) },
  { name: 'SPLIT', group: 'Text', call: 'SPLIT(text, separator, number)', help: 'One of the parts between separators; the first is 1, the last -1.', forms: ['(string, string, double): string'], run: (text: string, by: string, n: number) => text.split(by).at(n > 0 ? Math.trunc(n) - 1 : Math.trunc(n))?.trim() ?? '' },
  { name: 'TEXT', group: 'Text', call: 'TEXT(number)', help: 'A number as a text.', forms: ['(double): string', '(string): string', '(bool): string'], run: (value: Arg) => textOfValue(value) ?? '' },
  { name: 'VALUE', group: 'Numbers', call: 'VALUE(text)', help: 'The number in a text: "1,200", "$5M", the lower end of "51-200".', forms: ['(string): double'], run: (text: string) => bounds(text)[0] ?? NaN },
  { name: 'ROUND', group: 'Numbers', call: 'ROUND(number, digits)', help: 'Rounded to so many digits.', forms: ['(double): double', '(double, double): double'], run: (n: number, digits: number = 0) => round(n, digits) },
  { name: 'FLOOR', group: 'Numbers', call: 'FLOOR(number)', help: 'The next whole number below.', forms: ['(double): double'], run: (n: number) => Math.floor(n) },
  { name: 'CEILING', group: 'Numbers', call: 'CEILING(number)', help: 'The next whole number above.', forms: ['(double): double'], run: (n: number) => Math.ceil(n) },
  { name: 'ABS', group: 'Numbers', call: 'ABS(number)', help: 'Without its sign.', forms: ['(double): double'], run: (n: number) => Math.abs(n) },
  { name: 'MIN', group: 'Numbers', call: 'MIN(number, number, …)', help: 'The least of those that are known.', forms: upToFour('double', 'double'), run: (...all: number[]) => leastOf(all, Math.min) },
  { name: 'MAX', group: 'Numbers', call: 'MAX(number, number, …)', help: 'The greatest of those that are known.', forms: upToFour('double', 'double'), run: (...all: number[]) => leastOf(all, Math.max) },
  { name: 'TODAY', group: 'Dates', call: 'TODAY()', help: 'The day of today: 2026-01-31.', forms: ['(): string'], run: () => isoOf(Math.floor(now() / DAY_MS)) },
  { name: 'YEAR', group: 'Dates', call: 'YEAR(date)', help: 'Its year.', forms: ['(string): double'], run: (date: string) => partOf(date, now(), 0, 4) },
  { name: 'MONTH', group: 'Dates', call: 'MONTH(date)', help: 'Its month, from 1.', forms: ['(string): double'], run: (date: string) => partOf(date, now(), 5, 2) },
  { name: 'DAY', group: 'Dates', call: 'DAY(date)', help: 'Its day of the month.', forms: ['(string): double'], run: (date: string) => partOf(date, now(), 8, 2) },
  { name: 'DAYS', group: 'Dates', call: 'DAYS(end, start)', help: 'Days from one date to another.', forms: ['(string, string): double'], run: (end: string, start: string) => (dayOf(end, now()) ?? NaN) - (dayOf(start, now()) ?? NaN) },
  { name: 'ADDDAYS', group: 'Dates', call: 'ADDDAYS(date, days)', help: 'So many days later.', forms: ['(string, double): string'], run: (date: string, days: number) => isoOf((dayOf(date, now()) ?? NaN) + Math.trunc(days)) },
  { name: 'DOMAIN', group: 'Leads', call: 'DOMAIN(address)', help: 'The domain of an email address or a website.', forms: ['(string): string'], run: (text: string) => domainOf(text) },
  { name: 'FIRSTNAME', group: 'Leads', call: 'FIRSTNAME(name)', help: 'The first word of a name.', forms: ['(string): string'], run: (name: string) => name.trim().split(/\s+/)[0] ?? '' },
];

function leastOf(all: readonly number[], of: (...all: number[]) => number): number {
  const known = all.filter((n) => !Number.isNaN(n));
  return known.length === 0 ? NaN : of(...known);
}

/** A value as it stands in a cell: numbers without noise in the last digits, tests as Yes and No; undefined when there is nothing to show. */
export function textOfValue(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : undefined;
  const text = typeof value === 'string' ? cut(value).trim() : '';
  return text === '' ? undefined : text;
}
