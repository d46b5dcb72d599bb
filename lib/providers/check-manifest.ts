import type { AnswerSpec, Auth, Condition, JsonTemplate, Manifest, OperationSpec, Pick, RequestTemplate, StepTemplate } from '../contracts/manifest.ts';
import { INPUT_KEYS } from '../domain/enrichment/operation.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import { listOfAgrees } from './agree.ts';
import { patternProblem } from './conditions.ts';
import { parsePath } from './paths.ts';
import { placeholders, unknownTransforms } from './template.ts';
import { isTransform } from './transforms.ts';

type Say = (where: string, problem: string) => void;

function checkPath(path: string, where: string, say: Say): void {
  if (parsePath(path) === null) say(where, `"${path}" is not a path`);
}

function checkPattern(pattern: string | undefined, where: string, say: Say): void {
  const problem = pattern === undefined ? null : patternProblem(pattern);
  if (problem) say(where, `the pattern "${pattern}" ${problem}`);
}

function checkTemplate(template: string, known: ReadonlySet<string>, where: string, say: Say): void {
  for (const { name } of placeholders(template)) if (!known.has(name)) say(where, `{${name}} is not known here`);
  for (const name of unknownTransforms(template)) say(where, `no transform is called "${name}"`);
  if (/[{}]/.test(template.replace(/\{[A-Za-z][\w.]*(?:\|[A-Za-z0-9]+(?::[^|{}]*)?)*\}/g, '')) && /\{[A-Za-z]\w*[^}]*$/.test(template)) say(where, 'a placeholder is not closed');
}

function checkCondition(condition: Condition | undefined, where: string, say: Say): void {
  if (!condition) return;
  if (condition.path !== undefined) checkPath(condition.path, where, say);
  checkPattern(condition.matches, where, say);
  const tested = condition.is !== undefined || condition.matches !== undefined || condition.exists !== undefined;
  const hasSubject = condition.path !== undefined || condition.header !== undefined || condition.text !== undefined;
  if (tested !== hasSubject) say(where, 'a condition needs a header, path or text together with is, matches or exists');
  for (const inner of [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])]) checkCondition(inner, where, say);
}

const checkRules = (rules: Manifest['rules'], where: string, say: Say): void => rules?.forEach((rule, i) => checkCondition(rule.when, `${where}[${i}]`, say));

function checkPick(pick: Pick | undefined, known: ReadonlySet<string>, where: string, say: Say): void {
  if (pick === undefined) return;
  if (typeof pick === 'string') return checkPath(pick, where, say);
  const sources = [pick.path, pick.parts, pick.template, pick.value].filter((s) => s !== undefined).length;
  if (sources !== 1) say(where, 'a pick has exactly one of path, parts, template, value');
  for (const path of [...(Array.isArray(pick.path) ? pick.path : pick.path === undefined ? [] : [pick.path]), ...(pick.parts ?? [])]) checkPath(path, where, say);
  if (pick.template !== undefined) checkTemplate(pick.template, known, where, say);
  checkCondition(pick.when, where, say);
  checkPattern(pick.unless, where, say);
  for (const c of pick.cases ?? []) checkPattern(c.matches, where, say);
  for (const name of pick.as ?? []) if (!isTransform(name)) say(where, `no transform is called "${name}"`);
  if (pick.wrap !== undefined && !pick.wrap.includes('{value}')) say(where, 'wrap has no {value}');
}

function textsOf(template: JsonTemplate | undefined): readonly string[] {
  if (typeof template === 'string') return [template];
  if (Array.isArray(template)) return template.flatMap(textsOf);
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(textsOf) : [];
}

/** Every template of a request, for checks and for what is sent. */
export const requestTexts = (request: RequestTemplate): readonly string[] => [
  request.path,
  ...textsOf(request.query),
  ...textsOf(request.json),
  ...textsOf(request.form),
  ...Object.values(request.headers ?? {}),
];

const checkRequest = (request: RequestTemplate, known: ReadonlySet<string>, where: string, say: Say): void => {
  for (const text of requestTexts(request)) checkTemplate(text, known, where, say);
  if (request.json !== undefined && request.form !== undefined) say(where, 'a request has json or form, not both');
  if (request.method === 'GET' && (request.json !== undefined || request.form !== undefined)) say(where, 'a GET has no body');
};

const checkAgree = (agree: AnswerSpec['agree'], where: string, say: Say): void => listOfAgrees(agree).forEach((a) => [a.path].flat().forEach((p) => checkPath(p, where, say)));

const checkChoices = (choices: AnswerSpec['choose'], where: string, say: Say): void =>
  choices?.forEach((choice, i) => {
    checkPath(choice.among, `${where}[${i}]`, say);
    checkCondition(choice.where, `${where}[${i}]`, say);
    checkAgree(choice.agree, `${where}[${i}]`, say);
  });

function checkAnswer(answer: AnswerSpec | undefined, known: ReadonlySet<string>, where: string, say: Say): void {
  if (!answer) return;
  for (const [field, pick] of Object.entries(answer.fields)) checkPick(pick, known, `${where}.fields.${field}`, say);
  checkPick(answer.confidence, known, `${where}.confidence`, say);
  for (const pick of Array.isArray(answer.verdict) ? answer.verdict : [answer.verdict]) checkPick(pick, known, `${where}.verdict`, say);
  checkAgree(answer.agree, `${where}.agree`, say);
  checkChoices(answer.choose, `${where}.choose`, say);
}

function checkStep(step: StepTemplate, known: Set<string>, where: string, say: Say): void {
  checkRequest(step.request, known, `${where}.request`, say);
  checkRules(step.rules, `${where}.rules`, say);
  checkCondition(step.shape, `${where}.shape`, say);
  checkChoices(step.choose, `${where}.choose`, say);
  for (const [name, pick] of Object.entries(step.save ?? {})) {
    checkPick(pick, known, `${where}.save.${name}`, say);
    known.add(`step.${name}`);
  }
}

function checkOperation(operation: OperationName, spec: OperationSpec, say: Say): void {
  const base = ['today', ...INPUT_KEYS];
  const allKnown = new Set(base);
  for (const [i, way] of spec.ways.entries()) {
    const known = new Set(base);
    for (const pattern of Object.values(way.only ?? {})) checkPattern(pattern, `${operation}.ways[${i}].only`, say);
    way.steps.forEach((step, s) => checkStep(step, known, `${operation}.ways[${i}].steps[${s}]`, say));
    checkAnswer(way.answer, known, `${operation}.ways[${i}].answer`, say);
    for (const name of known) allKnown.add(name);
  }
  checkAnswer(spec.answer, allKnown, `${operation}.answer`, say);
  checkRules(spec.rules, `${operation}.rules`, say);
  if (operation === 'verify-email' && spec.answer.verdict === undefined) say(operation, 'a check of an address needs a verdict');
  if (spec.poll?.kind !== 'job') return;
  checkPick(spec.poll.id, allKnown, `${operation}.poll.id`, say);
  checkRequest(spec.poll.request, new Set([...base, 'job.id']), `${operation}.poll.request`, say);
  checkRules(spec.poll.rules, `${operation}.poll.rules`, say);
}

function checkAuth(auth: Auth, say: Say): void {
  const parts = auth.kind === 'parts' || auth.kind === 'basic' ? (auth.parts ?? []) : [];
  const known = new Set(['key', ...parts.map((p) => `key.${p}`)]);
  if (auth.kind === 'basic') for (const text of [auth.user, auth.password]) checkTemplate(text, known, 'auth', say);
  if (auth.kind === 'parts') for (const text of Object.values({ ...auth.headers, ...auth.query, ...auth.json })) checkTemplate(text, known, 'auth', say);
}

/** What a schema cannot say: paths parse, patterns are safe, placeholders and transforms exist, keys stay where they belong. */
export function manifestProblems(manifest: Manifest): readonly string[] {
  const problems: string[] = [];
  const say: Say = (where, problem) => problems.push(`${where}: ${problem}`);
  checkAuth(manifest.auth, say);
  if (manifest.auth.kind !== 'none' && !manifest.key) say('key', 'a provider with a key says what it is called and where it is found');
  if (manifest.auth.kind !== 'none' && manifest.redirects) say('redirects', 'a call with a key is never redirected');
  checkRules(manifest.rules, 'rules', say);
  manifest.errorText?.forEach((path) => checkPath(path, 'errorText', say));
  if (manifest.keyCheck) {
    checkRequest(manifest.keyCheck.request, new Set(['today']), 'keyCheck.request', say);
    checkRules(manifest.keyCheck.rules, 'keyCheck.rules', say);
    checkPick(manifest.keyCheck.creditsLeft, new Set(), 'keyCheck.creditsLeft', say);
  }
  for (const [name, spec] of Object.entries(manifest.operations)) if (spec) checkOperation(name as OperationName, spec, say);
  return problems;
}
