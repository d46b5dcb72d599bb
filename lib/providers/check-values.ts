/** What is wrong with the paths, patterns, templates, conditions and picks of a manifest. */
import type { Condition, Manifest, Pick } from '../contracts/manifest.ts';
import { patternProblem } from './conditions.ts';
import { parsePath } from './paths.ts';
import { placeholders, unknownTransforms } from './template.ts';
import { isTransform } from './transforms.ts';

/** Says a problem: where it is in the manifest, and what it is in a sentence. */
export type Say = (where: string, problem: string) => void;

export function checkPath(path: string, where: string, say: Say): void {
  if (parsePath(path) === null) say(where, `"${path}" is not a path`);
}

export function checkPattern(pattern: string | undefined, where: string, say: Say): void {
  const problem = pattern === undefined ? null : patternProblem(pattern);
  if (problem) say(where, `the pattern "${pattern}" ${problem}`);
}

/** A pattern that takes a value out of a text: one group, and it is tried on every line. */
function checkGroup(pattern: string, where: string, say: Say): void {
  const problem = patternProblem(pattern, 2);
  if (problem) return say(where, `the pattern "${pattern}" ${problem}`);
  if ((pattern.replace(/\\./g, '').match(/\((?!\?)/g)?.length ?? 0) !== 1) say(where, `the pattern "${pattern}" needs exactly one group: (…) around the value`);
}

export function checkTemplate(template: string, known: ReadonlySet<string>, where: string, say: Say): void {
  for (const { name } of placeholders(template)) if (!known.has(name)) say(where, `{${name}} is not known here`);
  for (const name of unknownTransforms(template)) say(where, `no transform is called "${name}"`);
  if (/[{}]/.test(template.replace(/\{[A-Za-z][\w.]*(?:\|[A-Za-z0-9]+(?::[^|{}]*)?)*\}/g, '')) && /\{[A-Za-z]\w*[^}]*$/.test(template)) say(where, 'a placeholder is not closed');
}

export function checkCondition(condition: Condition | undefined, where: string, say: Say): void {
  if (!condition) return;
  if (Object.keys(condition).length === 0) say(where, 'a condition that says nothing always holds');
  if (condition.path !== undefined) checkPath(condition.path, where, say);
  checkPattern(condition.matches, where, say);
  const tested = condition.is !== undefined || condition.matches !== undefined || condition.exists !== undefined;
  const subjects = [condition.path, condition.header, condition.text].filter((s) => s !== undefined).length;
  if (tested !== subjects > 0) say(where, 'a condition needs a header, path or text together with is, matches or exists');
  if (subjects > 1) say(where, 'a condition is about one of header, path and text; join several with all or any');
  for (const inner of [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])]) checkCondition(inner, where, say);
}

export const checkRules = (rules: Manifest['rules'], where: string, say: Say): void => rules?.forEach((rule, i) => checkCondition(rule.when, `${where}[${i}]`, say));

export function checkPick(pick: Pick | undefined, known: ReadonlySet<string>, where: string, say: Say): void {
  if (pick === undefined) return;
  if (typeof pick === 'string') return checkPath(pick, where, say);
  const sources = [pick.path, pick.header, pick.text, pick.parts, pick.template, pick.value].filter((s) => s !== undefined).length;
  if (sources !== 1) say(where, 'a pick has exactly one of path, header, text, parts, template, value');
  for (const path of [...(Array.isArray(pick.path) ? pick.path : pick.path === undefined ? [] : [pick.path]), ...(pick.parts ?? [])]) checkPath(path, where, say);
  if (pick.template !== undefined) checkTemplate(pick.template, known, where, say);
  if (pick.text !== undefined) checkGroup(pick.text, where, say);
  checkCondition(pick.when, where, say);
  checkPattern(pick.unless, where, say);
  for (const c of pick.cases ?? []) checkPattern(c.matches, where, say);
  for (const name of pick.as ?? []) if (!isTransform(name)) say(where, `no transform is called "${name}"`);
  if (pick.wrap !== undefined && !pick.wrap.includes('{value}')) say(where, 'wrap has no {value}');
  if (pick.count && pick.path === undefined) say(where, 'what is counted is named by path');
  if (pick.map && pick.cases) say(where, 'a pick has a map or cases, not both');
}

/** Whether a pick reads data, and so needs an answer that is some. */
export const readsData = (pick: Pick): boolean => typeof pick === 'string' || pick.path !== undefined || pick.parts !== undefined;
