/** Changes of a waterfall in its editor, and what is worth a warning. Pure: each change is a new waterfall, so that all can be taken back. */
import { enrichmentOf } from '../domain/enrichment/enrichments.ts';
import { holds, type FieldTest, type Only, type TestName } from '../domain/enrichment/condition.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import type { FirstStep, Waterfall, WaterfallStep } from '../domain/enrichment/waterfall.ts';
import { FIELDS, fieldsOf, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import type { FieldState, LeadFields } from '../domain/lead/lead.ts';
import { formatMicro, type Micro } from '../domain/ledger/amount.ts';
import { listOf, plural } from './format.ts';
import { TEST_WORDS } from './view-edit.ts';

/** A step without a setting that is undefined: what is not set is not there. */
export function withStep(waterfall: Waterfall, index: number, change: { readonly [K in keyof WaterfallStep | 'only' | 'isOff' | 'timeoutMs']?: unknown }): Waterfall {
  return { ...waterfall, steps: waterfall.steps.map((step, i) => (i === index ? (withoutUndefined({ ...step, ...change }) as WaterfallStep) : step)) };
}
export const withRule = (waterfall: Waterfall, change: { readonly [K in keyof Waterfall]?: Waterfall[K] | undefined }): Waterfall => withoutUndefined({ ...waterfall, ...change }) as Waterfall;

const withoutUndefined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));

/** One name for a step, unique in its waterfall. */
export const stepKey = (step: WaterfallStep | FirstStep): string => ('providerId' in step ? `${step.operation}@${step.providerId}` : 'pattern');
export const stepName = (step: WaterfallStep, nameOf: (id: string) => string): string => (step.source === 'pattern' ? 'Pattern guess' : nameOf(step.providerId));

export interface Addable {
  readonly step: WaterfallStep;
  readonly name: string;
  readonly label: string;
}

/** What can be added: the guess where the question is a work address, and every operation of the catalogue that answers it and is not there yet. */
export function addable(waterfall: Waterfall, providers: readonly { readonly id: string; readonly name: string; readonly operations: readonly { readonly name: OperationName; readonly label: string }[] }[]): Addable[] {
  const there = new Set(waterfall.steps.map(stepKey));
  const { operations } = enrichmentOf(waterfall.enrichment);
  const steps = providers.flatMap(({ id, name, operations: offered }) =>
    offered.filter((o) => operations.includes(o.name)).map((o): Addable => ({ step: { source: 'provider', providerId: id, operation: o.name }, name, label: o.label })));
  const guess: Addable[] = waterfall.enrichment === 'work-email' ? [{ step: { source: 'pattern' }, name: 'Pattern guess', label: 'Guesses the usual addresses and has them checked' }] : [];
  return [...guess, ...steps].filter((a) => !there.has(stepKey(a.step)));
}

export const TEST_LABELS: Readonly<Record<TestName, string>> = TEST_WORDS;

/** "Only if country is DE or AT, and size is more than 50"; undefined when it always holds. */
export function onlyWords(only: Only | undefined): string | undefined {
  if (!only || only.tests.length === 0) return undefined;
  const tests = only.tests.map(({ field, test, values }) => `${fieldLabel(field).toLocaleLowerCase('en')} ${TEST_WORDS[test]}${values.length > 0 ? ` ${orOf(values)}` : ''}`);
  return `Only if ${tests.join(only.match === 'all' ? ' and ' : ' or ')}`;
}
const orOf = (values: readonly string[]): string => (values.length <= 3 ? values.join(' or ') : `${values.slice(0, 2).join(', ')} or ${values.length - 2} more`);
const LABELS: Partial<Record<FieldKey, string>> = { employees: 'Company size' };
export const fieldLabel = (field: FieldKey): string => LABELS[field] ?? FIELDS[field].label;

/** Fields a condition may ask about, those that are asked most in front. A person's company is asked about too. */
export function testableFields(kind: LeadKind): FieldKey[] {
  const front: FieldKey[] = kind === 'person' ? ['country', 'employees', 'seniority', 'title', 'companyName', 'companyDomain', 'industry'] : ['country', 'employees', 'industry', 'name', 'domain'];
  const hidden = new Set<FieldKey>(['employeeRange', 'photoUrl', 'note', 'prefix', 'suffix']);
  const all = [...front, ...fieldsOf(kind), ...(kind === 'person' ? (['companyType', 'revenue', 'technologies'] as const) : [])];
  return [...new Set(all)].filter((f) => !hidden.has(f));
}

export const TESTS_OF = (field: FieldKey): readonly TestName[] =>
  FIELDS[field].type === 'number' || field === 'revenue' ? ['more', 'less', 'known', 'empty'] : ['is', 'is-not', 'contains', 'contains-not', 'known', 'empty'];

/** True when a test says everything that it needs. */
export const isComplete = ({ test, values }: FieldTest): boolean => (test === 'known' || test === 'empty' ? true : test === 'more' || test === 'less' ? values.length === 1 && /\d/.test(values[0] ?? '') : values.length > 0);

/** How a step would be paid now. */
export interface StepState {
  readonly kind: 'own' | 'free' | 'account' | 'practice' | 'no-key' | 'gone';
  readonly price?: Micro;
}
export const canAsk = ({ kind }: StepState): boolean => kind !== 'no-key' && kind !== 'gone';

export interface Warning {
  readonly key: string;
  readonly tone: 'warn' | 'info' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** What is worth knowing before this waterfall is used. */
export function warningsOf(waterfall: Waterfall, stateOf: (step: WaterfallStep) => StepState, canVerify: boolean, nameOf: (id: string) => string): Warning[] {
  const on = waterfall.steps.filter((s) => !s.isOff);
  const names = (steps: readonly WaterfallStep[]): string => listOf(steps.map((s) => stepName(s, nameOf)));
  const noKey = on.filter((s) => stateOf(s).kind === 'no-key');
  const gone = on.filter((s) => stateOf(s).kind === 'gone');
  const unreached = on.filter((s) => isUnreachable(waterfall, s, stateOf));
  const found: Warning[] = [];
  if (on.length === 0) found.push({ key: 'empty', tone: 'bad', title: 'No step is on', text: 'Add a step or switch one on. Until then nothing can be asked.' });
  else if (on.every((s) => !canAsk(stateOf(s)) || (s.source === 'pattern' && !canVerify))) found.push({ key: 'none', tone: 'bad', title: 'Nobody can be asked yet', text: 'Every step lacks a key. Add one, or sign in to an account.' });
  else if (noKey.length > 0) found.push({ key: 'no-key', tone: 'info', title: `${plural(noKey.length, 'step')} without a key`, text: `${noKey.length <= 4 ? names(noKey) : `${names(noKey.slice(0, 3))} and ${noKey.length - 3} more`}: left out until a key is added.` });
  if (gone.length > 0) found.push({ key: 'gone', tone: 'warn', title: 'Not in the catalogue', text: `${names(gone)} cannot be asked and ${gone.length === 1 ? 'is' : 'are'} left out.` });
  if (on.some((s) => s.source === 'pattern') && !canVerify) found.push({ key: 'guess', tone: 'warn', title: 'Guesses cannot be checked', text: 'A guess counts only when a verifier agrees. None of the verifiers has a key, so no guess is made.' });
  if (enrichmentOf(waterfall.enrichment).address && !waterfall.verifier) found.push({ key: 'verifier', tone: 'warn', title: 'Answers are not checked', text: 'Without a verifier every address is taken and paid for, also one that bounces.' });
  if (unreached.length > 0) found.push({ key: 'unreached', tone: 'warn', title: 'Never reached', text: `${names(unreached)}: ${unreached.length === 1 ? 'its turn never comes' : 'their turn never comes'}. Look at the conditions and at when the waterfall gives up.` });
  return found;
}

/** True when no lead can bring this step its turn. */
export function isUnreachable(waterfall: Waterfall, step: WaterfallStep, stateOf: (step: WaterfallStep) => StepState): boolean {
  const { price } = stateOf(step);
  if (price !== undefined && waterfall.stopAtCredits !== undefined && price > waterfall.stopAtCredits) return true;
  if (step.only && contradicts(step.only)) return true;
  if (waterfall.stopAfterMisses === undefined || step.source === 'pattern') return false;
  const before = waterfall.steps.slice(0, waterfall.steps.indexOf(step));
  const always = before.filter((s) => s.source === 'provider' && !s.isOff && !onlyWords(s.only) && canAsk(stateOf(s)));
  return waterfall.order !== 'learned' && always.length >= waterfall.stopAfterMisses;
}

/** Tests of one field that no value can pass together. */
function contradicts(only: Only): boolean {
  if (only.match === 'any' || only.tests.length < 2) return false;
  return [...new Set(only.tests.map((t) => t.field))].some((field) => {
    const tests = only.tests.filter((t) => t.field === field);
    const says = (...names: TestName[]): boolean => tests.some((t) => names.includes(t.test));
    if (says('empty') && says('is', 'contains', 'known', 'more', 'less')) return true;
    // A text that is named must pass all the others.
    const named = tests.filter((t) => t.test === 'is');
    return named.some((t) => !t.values.some((value) => holds({ match: 'all', tests }, { fields: said(field, value) })));
  });
}

const said = (field: FieldKey, value: string): LeadFields => {
  const state: FieldState = { values: [{ value, confidence: 100, provenance: { origin: 'person', at: 0 } }] };
  return Object.fromEntries([[field, state]]);
};

/** "1.5" as micro-units; undefined for an empty or unusable text. */
export function amountOf(text: string): Micro | undefined {
  const found = /^\s*(\d{1,6})(?:[.,](\d{1,6}))?\s*$/.exec(text);
  return found ? ((Number(found[1]) * 1_000_000 + Number((found[2] ?? '').padEnd(6, '0'))) as Micro) : undefined;
}
export const amountText = (amount: Micro | undefined): string => (amount === undefined ? '' : formatMicro(amount).replace(/,/g, ''));
