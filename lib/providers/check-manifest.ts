import type { AnswerSpec, BatchSpec, Manifest, OperationSpec, Pick, StepTemplate, Way } from '../contracts/manifest.ts';
import { INPUT_KEYS, OPERATIONS } from '../domain/enrichment/operation.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import { FIELD_WORDS } from '../domain/lead/field-words.ts';
import { FIELDS, isFieldKey, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import { listOfAgrees } from './agree.ts';
import { checkAuth, checkHeaders, checkNeeds, checkRequest, textsOf } from './check-requests.ts';
import { checkCondition, checkPath, checkPattern, checkPick, checkRules, checkTemplate, readsData, type Say } from './check-values.ts';
import { ROWS } from './template.ts';

const INPUTS: ReadonlySet<string> = new Set(INPUT_KEYS);
const BASE: readonly string[] = ['today', ...INPUT_KEYS];

const checkAgree = (agree: AnswerSpec['agree'], where: string, say: Say): void => listOfAgrees(agree).forEach((a) => [a.path].flat().forEach((p) => checkPath(p, where, say)));

const checkChoices = (choices: AnswerSpec['choose'], where: string, say: Say): void =>
  choices?.forEach((choice, i) => {
    checkPath(choice.among, `${where}[${i}]`, say);
    checkCondition(choice.where, `${where}[${i}]`, say);
    checkAgree(choice.agree, `${where}[${i}]`, say);
  });

/** The words that a pick can give; null when it may give any text. */
function wordsOf(pick: Pick): readonly string[] | null {
  if (typeof pick === 'string') return null;
  const last = pick.otherwise === undefined ? [] : [pick.otherwise];
  if (pick.value !== undefined) return pick.value === null ? [] : [String(pick.value)];
  if (pick.map) return [...Object.values(pick.map), ...last];
  return pick.cases && pick.otherwise !== undefined ? [...pick.cases.map((c) => c.gives), ...last] : null;
}

function checkWords(field: FieldKey, pick: Pick, where: string, say: Say): void {
  const known = FIELD_WORDS[field];
  const words = known && wordsOf(pick);
  if (known && (!words || words.some((word) => !known.includes(word)))) say(where, `the words of the partner become one of ${known.join(', ')}, by a map`);
}

function checkAnswer(answer: AnswerSpec | undefined, known: ReadonlySet<string>, where: string, say: Say): void {
  if (!answer) return;
  const checkPicks = (picks: Pick | Pick[] | undefined, place: string): void => [picks].flat().forEach((pick) => checkPick(pick, known, `${where}.${place}`, say));
  for (const [field, picks] of Object.entries(answer.fields)) {
    checkPicks(picks, `fields.${field}`);
    for (const pick of [picks].flat()) if (pick !== undefined) checkWords(field as FieldKey, pick, `${where}.fields.${field}`, say);
  }
  checkPicks(answer.confidence, 'confidence');
  checkPicks(answer.verdict, 'verdict');
  if (answer.data !== undefined) checkPath(answer.data, `${where}.data`, say);
  checkAgree(answer.agree, `${where}.agree`, say);
  checkChoices(answer.choose, `${where}.choose`, say);
  for (const field of answer.wanted ?? []) if (answer.fields[field] === undefined) say(`${where}.wanted`, `"${field}" is wanted and never read`);
}

/** An answer that can never be a hit reads nothing that the operation is about. */
function checkWanted(operation: OperationName, answer: AnswerSpec, where: string, say: Say): void {
  const { about } = OPERATIONS[operation];
  for (const field of Object.keys(answer.fields)) {
    // What only people have would never reach the company: its name is `name`, its domain `domain`.
    if (about === 'company' && isFieldKey(field) && !(FIELDS[field].kinds as readonly LeadKind[]).includes('company')) say(where, `"${field}" is a field of people, and this asks about a company`);
  }
  const wanted: readonly FieldKey[] | 'any' | 'verdict' | 'data' = OPERATIONS[operation].wanted;
  if (wanted === 'verdict') {
    if (answer.verdict === undefined) say(where, 'a check of an address needs a verdict');
  } else if (wanted === 'data') {
    if (answer.data === undefined) say(where, 'an answer of its own shape needs "data": the path to it');
  } else if (answer.wanted === undefined && (wanted === 'any' ? Object.keys(answer.fields).length === 0 : !wanted.some((field) => answer.fields[field] !== undefined))) {
    say(where, wanted === 'any' ? 'no field is read, so that there can be no hit' : `there can be no hit: none of ${wanted.join(', ')} is read`);
  }
}

/** Fields by paths need an answer that is data. */
function checkReadable(way: Way, answer: AnswerSpec, where: string, say: Say): void {
  if (way.steps.at(-1)?.request.accept !== 'text') return;
  const picks = [...Object.values(answer.fields), answer.verdict, answer.confidence].flat().filter((pick) => pick !== undefined);
  if (picks.some(readsData)) say(where, 'an answer that is text has no paths: take values by { text: "pattern with one (group)" }');
}

function checkStep(manifest: Manifest, step: StepTemplate, known: Set<string>, where: string, say: Say): void {
  checkRequest(step.request, known, manifest.auth, `${where}.request`, say);
  checkRules(step.rules, `${where}.rules`, say);
  checkCondition(step.shape, `${where}.shape`, say);
  checkChoices(step.choose, `${where}.choose`, say);
  for (const [name, pick] of Object.entries(step.save ?? {})) {
    checkPick(pick, known, `${where}.save.${name}`, say);
    known.add(`step.${name}`);
  }
}

function checkBatch(manifest: Manifest, operation: OperationName, spec: OperationSpec, batch: BatchSpec, say: Say): void {
  const where = `${operation}.batch`;
  checkRequest(batch.request, new Set(['today']), manifest.auth, `${where}.request`, say);
  if (textsOf(batch.request.json).filter((text) => text === ROWS).length !== 1) say(where, 'the JSON of the request needs "{rows}" in one place, which becomes the list of questions');
  for (const text of textsOf(batch.row)) checkTemplate(text, new Set(BASE), `${where}.row`, say);
  checkRules(batch.rules, `${where}.rules`, say);
  checkRules(batch.rowRules, `${where}.rowRules`, say);
  if ([...(batch.rules ?? []), ...(batch.rowRules ?? [])].some((rule) => rule.then === 'pending')) say(where, 'a batch is answered at once; one that is not is a job of one row');
  checkPath(batch.answers, where, say);
  if (batch.match.by === 'echo') checkPath(batch.match.path, where, say);
  const { match } = batch;
  if (match.by !== 'position' && batch.needs.some((needs) => !needs.includes(match.with))) say(where, `answers are told apart by ${match.with}, which not every question has`);
  checkAnswer(batch.answer, new Set(BASE), `${where}.answer`, say);
  checkWanted(operation, batch.answer ?? spec.answer, where, say);
  if (spec.poll?.kind === 'job') say(where, 'a batch is answered at once and cannot be a job as well');
}

/** A job outlives the worker that submitted it: only the question and the name of the job are there when it ends. */
function checkJob(manifest: Manifest, operation: OperationName, spec: OperationSpec, allKnown: ReadonlySet<string>, say: Say): void {
  if (spec.poll?.kind !== 'job') return;
  checkPick(spec.poll.id, allKnown, `${operation}.poll.id`, say);
  for (const request of [spec.poll.request, ...(spec.poll.result ? [spec.poll.result] : [])]) checkRequest(request, new Set([...BASE, 'job.id']), manifest.auth, `${operation}.poll.request`, say);
  checkRules(spec.poll.rules, `${operation}.poll.rules`, say);
}

function checkOperation(manifest: Manifest, operation: OperationName, spec: OperationSpec, say: Say): void {
  const allKnown = new Set(BASE);
  for (const [i, way] of spec.ways.entries()) {
    const where = `${operation}.ways[${i}]`;
    const known = new Set(BASE);
    for (const pattern of Object.values(way.only ?? {})) checkPattern(pattern, `${where}.only`, say);
    way.steps.forEach((step, s) => checkStep(manifest, step, known, `${where}.steps[${s}]`, say));
    checkNeeds(way.needs, INPUTS, way.steps[0]?.request, `${where}.steps[0]`, say);
    checkAnswer(way.answer, known, `${where}.answer`, say);
    if (way.answer) checkWanted(operation, way.answer, `${where}.answer`, say);
    checkReadable(way, way.answer ?? spec.answer, where, say);
    for (const name of known) allKnown.add(name);
  }
  const isJob = spec.poll?.kind === 'job';
  checkAnswer(spec.answer, isJob ? new Set([...BASE, 'job.id']) : allKnown, `${operation}.answer`, say);
  if (spec.ways.some((way) => way.answer === undefined)) checkWanted(operation, spec.answer, `${operation}.answer`, say);
  checkRules(spec.rules, `${operation}.rules`, say);
  checkPick(spec.tokens?.input, allKnown, `${operation}.tokens`, say);
  checkPick(spec.tokens?.output, allKnown, `${operation}.tokens`, say);
  checkCondition(spec.billed, `${operation}.billed`, say);
  checkPick(spec.spent, allKnown, `${operation}.spent`, say);
  checkJob(manifest, operation, spec, allKnown, say);
  if (spec.batch) checkBatch(manifest, operation, spec, spec.batch, say);
}

/** What a schema cannot say: paths parse, patterns are safe, placeholders and transforms exist, keys stay where they belong. */
export function manifestProblems(manifest: Manifest): readonly string[] {
  const problems: string[] = [];
  const say: Say = (where, problem) => problems.push(`${where}: ${problem}`);
  checkAuth(manifest, say);
  checkHeaders(manifest.headers, 'headers', say);
  checkRules(manifest.rules, 'rules', say);
  manifest.errorText?.forEach((path) => checkPath(path, 'errorText', say));
  checkPick(manifest.creditsLeft, new Set(), 'creditsLeft', say);
  if (manifest.keyCheck) {
    if (manifest.auth.kind === 'none' && !manifest.address) say('keyCheck', 'there is no key to check');
    checkRequest(manifest.keyCheck.request, new Set(['today']), manifest.auth, 'keyCheck.request', say);
    checkRules(manifest.keyCheck.rules, 'keyCheck.rules', say);
    checkPick(manifest.keyCheck.creditsLeft, new Set(), 'keyCheck.creditsLeft', say);
  }
  for (const [name, spec] of Object.entries(manifest.operations)) if (spec) checkOperation(manifest, name as OperationName, spec, say);
  return problems;
}
