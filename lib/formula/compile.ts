import { Environment } from '@marcbachmann/cel-js';
import { FORMULA_SOURCE } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { bounds } from '../domain/lead/text-test.ts';
import { functionsAt, textOfValue } from './functions.ts';
import { FormulaError, translate } from './translate.ts';

const LIMITS = { maxAstNodes: 500, maxDepth: 50, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 6 };

export interface FormulaProblem {
  readonly message: string;
  /** Where in the formula, from 0. */
  readonly at: number;
}
export interface Formula {
  readonly type: 'text' | 'number';
  /** Keys of the columns that it reads. */
  readonly columns: readonly string[];
  /** What stands in the cell; undefined when that is nothing. O(size of the formula). */
  read(textOf: (key: string) => string | undefined, now: number): string | undefined;
}
export type ColumnKind = 'text' | 'number';

/** What TODAY() means while a formula is read: the functions are made once for all formulas. */
let clock = 0;
const functions = functionsAt(() => clock);
const names = new Set(functions.map(({ name }) => name));
export const FORMULA_FUNCTIONS: readonly { readonly call: string; readonly help: string; readonly group: string }[] = functions;

let made: Environment | undefined;
/** The language without columns, made when the first formula is read: most starts of the worker read none. */
function language(): Environment {
  if (made) return made;
  const env = new Environment({ limits: LIMITS });
  for (const { name, forms, run } of functions) for (const form of forms) env.registerFunction(`${name}${form}`, run as never);
  env.registerOperator('string + double: string', (text: string, n: number) => text + (textOfValue(n) ?? ''));
  env.registerOperator('double + string: string', (n: number, text: string) => (textOfValue(n) ?? '') + text);
  env.registerOperator('double % double: double', (a: number, b: number) => a % b);
  return (made = env);
}

/**
 * Reads a formula and checks its types, so that what it accepts can be reckoned for every lead.
 * @param kindOf what a column holds; undefined when there is no such column
 * @see https://github.com/google/cel-spec for the language underneath; `translate` for what is different
 */
export function compileFormula(written: string, kindOf: (key: string) => ColumnKind | undefined): Result<Formula, FormulaProblem> {
  if (written.trim() === '') return err({ message: 'Write a formula, such as UPPER({name}).', at: 0 });
  if (written.length > FORMULA_SOURCE) return err({ message: `A formula has at most ${FORMULA_SOURCE} characters.`, at: FORMULA_SOURCE });
  try {
    const translated = translate(written, (name) => names.has(name));
    const kinds: ColumnKind[] = [];
    for (const key of translated.columns) {
      const kind = kindOf(key);
      if (kind === undefined) return err({ message: `There is no column {${key}}.`, at: Math.max(0, written.indexOf(`{${key}`)) });
      kinds.push(kind);
    }
    return checked(translated, kinds);
  } catch (error) {
    if (error instanceof FormulaError) return err({ message: error.message, at: error.at });
    throw error;
  }
}

function checked({ source, columns, placeOf }: ReturnType<typeof translate>, kinds: readonly ColumnKind[]): Result<Formula, FormulaProblem> {
  const env = language().clone();
  for (const [i, kind] of kinds.entries()) env.registerVariable(`v${i}`, kind === 'number' ? 'double' : 'string');
  const check = env.check(source);
  if (!check.valid) return err(problemOf(check.error, placeOf, columns));
  const type = String(check.type);
  if (type !== 'string' && type !== 'double' && type !== 'bool') return err({ message: 'A formula gives a text, a number, or yes or no.', at: 0 });
  const run = env.parse(source);
  return ok({
    type: type === 'double' ? 'number' : 'text',
    columns,
    read(textOf, now) {
      clock = now;
      const values: Record<string, string | number> = {};
      for (const [i, key] of columns.entries()) {
        const text = textOf(key)?.trim() ?? '';
        values[`v${i}`] = kinds[i] === 'number' ? (bounds(text)[0] ?? NaN) : text;
      }
      return textOfValue(run(values));
    },
  });
}

/** The words of the checker, in those of the formula: variables are columns again, and its types have names that people use. */
function problemOf(error: unknown, placeOf: (at: number) => number, columns: readonly string[]): FormulaProblem {
  const { summary = '', range } = error as { summary?: string; range?: { start: number } };
  const message = summary
    .replace(/\bv(\d+)\b/g, (_all, i: string) => `{${columns[Number(i)] ?? ''}}`)
    .replace(/\bdouble\b/g, 'number')
    .replace(/\bstring\b/g, 'text')
    .replace(/\bbool\b/g, 'yes or no')
    .replace(/found no matching overload for '(\w+)\((.*)\)'/, '$1 does not take ($2)')
    .replace(/no such overload: /, 'These do not go together: ')
    .replace(/Unexpected token: EOF|got EOF/, 'the formula ends too early')
    .replace(/Expected RPAREN/, 'A closing bracket is missing');
  return { message: `${message.charAt(0).toUpperCase()}${message.slice(1)}`, at: placeOf(range?.start ?? 0) };
}
