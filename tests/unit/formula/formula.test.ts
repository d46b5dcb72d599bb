import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormula, FORMULA_FUNCTIONS, type ColumnKind } from '../../../lib/formula/compile.ts';

const NOW = Date.UTC(2026, 0, 31, 18);
const KINDS: Readonly<Record<string, ColumnKind>> = { name: 'text', title: 'text', workEmail: 'text', employees: 'number', 'x.deal': 'number', domainRegistered: 'text' };
const ADA: Readonly<Record<string, string>> = { name: 'Ada  Example', title: 'head of growth', workEmail: 'ada@mail.example.com', employees: '1,200', domainRegistered: '2020-02-29' };
const compile = (formula: string) => compileFormula(formula, (key) => KINDS[key]);
function read(formula: string, of: Readonly<Record<string, string>> = ADA): string | undefined {
  const compiled = compile(formula);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value.read((key) => of[key], NOW);
}

describe('formulas', () => {
  it.each<[string, string | undefined]>([
    ['UPPER({name})', 'ADA  EXAMPLE'],
    ['proper(trim({name})) & ", " & Proper({title})', 'Ada Example, Head Of Growth'],
    ['{employees} * 2 + 1', '2401'],
    ['5 / 2', '2.5'],
    ['0.1 + 0.2', '0.3'],
    ['ROUND(2.5) & " and " & ROUND(-1.005, 2)', '3 and -1.01'],
    ['7 % 4', '3'],
    ['IF({employees} >= 1000, "large", "small")', 'large'],
    ['{employees} > 1000 ? 1 : 0', '1'],
    ['{title} = "head of growth"', 'Yes'],
    ['{title} <> "x" && NOT(ISBLANK({name}))', 'Yes'],
    ['AND({employees} > 1, CONTAINS({title}, "GROWTH"), true)', 'Yes'],
    ['OR(false, {name} = "x")', 'No'],
    ['LEFT({name}, 3) & RIGHT("Grüße", 2) & MID("abcdef", 2, 3)', 'Adaßebcd'],
    ['LEN("👩‍💻a")', '4'],
    ['FIND("@", {workEmail})', '4'],
    ['FIND("!", {workEmail})', undefined],
    ['SUBSTITUTE({workEmail}, "@", " at ")', 'ada at mail.example.com'],
    ['SPLIT({workEmail}, "@", -1)', 'mail.example.com'],
    ['SPLIT({workEmail}, "@", 9)', undefined],
    ['VALUE("$5M") / 1000', '5000'],
    ['MAX({x.deal}, {employees}, 3)', '1200'],
    ['MIN(CEILING(1.2), FLOOR(9.9), ABS(-4))', '2'],
    ['TODAY()', '2026-01-31'],
    ['YEAR({domainRegistered}) & "/" & MONTH({domainRegistered}) & "/" & DAY({domainRegistered})', '2020/2/29'],
    ['DAYS(TODAY(), "2026-01-01")', '30'],
    ['ADDDAYS({domainRegistered}, 1)', '2020-03-01'],
    ['DOMAIN({workEmail}) & " " & DOMAIN("https://www.example.com/a")', 'mail.example.com example.com'],
    ['FIRSTNAME({name})', 'Ada'],
    ["'single \\'quoted\\''", "single 'quoted'"],
  ])('%s is %j', (formula, expected) => {
    expect(read(formula)).toBe(expected);
  });

  it('what is not known stays unknown: no number is made of nothing', () => {
    expect(read('{x.deal} * 2')).toBeUndefined();
    expect(read('IF({x.deal} > 5, "big", "not big")')).toBe('not big');
    expect(read('IF(ISBLANK({x.deal}), "no deal", "deal")')).toBe('no deal');
    expect(read('{x.deal}', { 'x.deal': 'nobody knows' })).toBeUndefined();
    expect(read('1 / 0')).toBeUndefined();
    expect(read('"Dear " & {name}', {})).toBe('Dear');
    expect(read('ADDDAYS("soon", 3)')).toBeUndefined();
  });

  it.each<[string, RegExp, number]>([
    ['', /Write a formula/, 0],
    ['UPPER({nam})', /There is no column \{nam\}/, 6],
    ['{name} & UPER({name})', /There is no function UPER/, 9],
    ['1 + name', /A column stands in braces: \{name\}/, 4],
    ['UPPER("abc', /does not end/, 6],
    ['UPPER({name', /braces/, 6],
    ['LEFT({name}; 3)', /A comma/, 11],
    ['UPPER({employees})', /^UPPER does not take \(number\)/, 0],
    ['{name} > 5', /do not go together: text > number/, 0],
    ['UPPER({name}', /closing bracket|ends too early/, 12],
    ['[1, 2]', /gives a text, a number/, 0],
    ['{name}.matches("(a+)+$")', /There is no function MATCHES/, 7],
    ['x'.repeat(2_001), /at most 2000/, 2_000],
  ])('%s is refused with a reason and its place', (formula, message, at) => {
    const compiled = compile(formula);
    expect(compiled.ok ? null : compiled.error.message).toMatch(message);
    expect(compiled.ok ? null : compiled.error.at).toBe(at);
  });

  it('never throws, whatever is written and whatever the columns hold', () => {
    const word = fc.constantFrom('{name}', '{employees}', '{x.deal}', '"a"', "'", '1', '2.5', '(', ')', ',', '+', '-', '*', '/', '%', '&', '=', '<>', '?', ':', '[', ']', '.', 'true', '!', '&&', ' ', '__proto__', 'constructor', 'size(', 'dyn(', ...FORMULA_FUNCTIONS.map(({ call }) => call.slice(0, call.indexOf('(') + 1)));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), fc.string(), fc.string(), (words, name, employees) => {
        const compiled = compile(words.join(''));
        if (!compiled.ok) return compiled.error.message.length > 0 && compiled.error.at >= 0;
        const text = compiled.value.read((key) => ({ name, employees })[key], NOW);
        return text === undefined || text.length > 0;
      }),
      { numRuns: 3_000 },
    );
  });

  it('every function that is offered is one that a formula can call', () => {
    const unknown = FORMULA_FUNCTIONS.filter(({ call }) => {
      const compiled = compile(call.replace(/\(.*/, '('));
      return !compiled.ok && compiled.error.message.includes('There is no function');
    });
    expect(unknown).toEqual([]);
    expect(new Set(FORMULA_FUNCTIONS.map(({ call }) => call)).size).toBe(FORMULA_FUNCTIONS.length);
  });
});
