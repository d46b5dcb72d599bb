/** For each rule of the code linter that carries an architecture decision: files that break it and files that keep it. */
import type { SeedTree } from './seed-tree.ts';

const globals = (name: string, expression: string): { text: string; breaks: readonly string[] } => ({
  text: `export const ${name} = () => ${expression};\n`,
  breaks: ['eslint(no-restricted-globals)'],
});
const properties = (expression: string): { text: string; breaks: readonly string[] } => ({
  text: `export const bad = () => ${expression};\n`,
  breaks: ['eslint(no-restricted-properties)'],
});
const chrome = { text: "export const bad = () => chrome.runtime.id;\n", breaks: ['eslint(no-restricted-globals)'] };

const FLOORS_WITHOUT_AMBIENT = ['lib/core', 'lib/domain/lead', 'lib/contracts', 'lib/capture/reader', 'lib/recipes', 'lib/providers/built-in', 'lib/destinations', 'lib/services'];

/** The same eight sins on every floor that is handed its world. */
const ambient: SeedTree = Object.fromEntries(
  FLOORS_WITHOUT_AMBIENT.flatMap((floor) => [
    [`${floor}/bad-fetch.ts`, globals('bad', "fetch('https://example.com')")],
    [`${floor}/bad-document.ts`, globals('bad', 'document.title')],
    [`${floor}/bad-window.ts`, globals('bad', 'window.name')],
    [`${floor}/bad-crypto.ts`, globals('bad', 'crypto.randomUUID()')],
    [`${floor}/bad-timer.ts`, globals('bad', 'setTimeout(() => undefined, 1)')],
    [`${floor}/bad-chrome.ts`, chrome],
    [`${floor}/bad-now.ts`, properties('Date.now()')],
    [`${floor}/bad-random.ts`, properties('Math.random()')],
    [`${floor}/good-handed-in.ts`, { text: 'export const good = (document: Document, now: () => number, random: () => number) => [document.title, now(), random(), new Date(now())];\n' }],
  ]),
);

export const LINT_SEEDS: SeedTree = {
  ...ambient,
  'lib/storage/bad-fetch.ts': globals('bad', "fetch('https://example.com')"),
  'lib/storage/bad-chrome.ts': chrome,
  'lib/storage/good.ts': { text: 'export const good = () => indexedDB.databases();\n' },
  'lib/platform/bad-database.ts': globals('bad', "indexedDB.open('kiln')"),
  'lib/platform/good.ts': { text: "export const good = () => [chrome.runtime.id, fetch, Date.now(), crypto.randomUUID()];\n" },
  'components/bad-chrome.tsx': chrome,
  'lib/ui/bad-fetch.ts': globals('bad', "fetch('https://example.com')"),
  'server/bad-window.ts': globals('bad', 'window.name'),
  'lib/platform/bad-any.ts': { text: 'export const bad = (value: any): unknown => value;\n', breaks: ['typescript(no-explicit-any)'] },
  'lib/platform/bad-floating.ts': { text: 'export function bad(work: () => Promise<void>): void {\n  work();\n}\n', breaks: ['typescript(no-floating-promises)'] },
  'lib/platform/good-floating.ts': { text: 'export async function good(work: () => Promise<void>): Promise<void> {\n  await work();\n}\n' },
  'lib/platform/bad-misused.ts': { text: 'export const bad = (all: string[], is: (one: string) => Promise<boolean>) => {\n  if (is(all[0] ?? "")) return 1;\n  return 2;\n};\n', breaks: ['typescript(no-misused-promises)'] },
  'lib/platform/bad-console.ts': { text: 'export const bad = (lead: object) => console.log(lead);\n', breaks: ['eslint(no-console)'] },
  'server/main.ts': { text: "console.log('The account server listens.');\n" },
  'lib/platform/bad-eval.ts': { text: 'export const bad = (text: string): unknown => eval(text);\n', breaks: ['eslint(no-eval)'] },
  'lib/platform/bad-assertion.ts': { text: 'export const bad = (all: string[]): string => all[0]!;\n', breaks: ['typescript(no-non-null-assertion)'] },
  'lib/platform/bad-switch.ts': {
    text: "export function bad(word: 'a' | 'b'): number {\n  switch (word) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    breaks: ['typescript(switch-exhaustiveness-check)'],
  },
  'components/bad-danger.tsx': { text: 'export const Bad = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;\n', breaks: ['react(no-danger)'] },
  'components/bad-alt.tsx': { text: 'export const Bad = () => <img src="a.png" />;\n', breaks: ['jsx-a11y(alt-text)'] },
  'tests/unit/bad-focus.test.ts': { text: "import { it, expect } from 'vitest';\nit.only('x', () => {\n  expect(1).toBe(1);\n});\n", breaks: ['vitest(no-focused-tests)'] },
  'tests/unit/bad-skip.test.ts': { text: "import { it, expect } from 'vitest';\nit.skip('x', () => {\n  expect(1).toBe(1);\n});\n", breaks: ['vitest(no-disabled-tests)'] },
  'tests/unit/bad-empty.test.ts': { text: "import { it } from 'vitest';\nit('x', () => {\n  [1].map(String);\n});\n", breaks: ['vitest(expect-expect)'] },
};
