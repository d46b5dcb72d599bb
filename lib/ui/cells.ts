import type { ContactBlock } from '../domain/contact/do-not-contact.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import { blockWords } from './contact-words.ts';
import type { FieldValue, Lead } from '../domain/lead/lead.ts';
import { chosenValue, isConflict } from '../domain/lead/merge.ts';
import type { Task } from '../domain/enrichment/run.ts';
import { ageOf, durationOf } from './format.ts';
import { ERROR_SHORT, SKIP_WORDS } from './steps.ts';

/** What one cell shows: one state, one line. Mirrors `data-state` of the grid. */
export type CellView =
  | { readonly state: 'none' }
  | { readonly state: 'value'; readonly value: FieldValue }
  | { readonly state: 'formula'; readonly text: string }
  | { readonly state: 'man'; readonly value: FieldValue }
  | { readonly state: 'stale'; readonly value: FieldValue; readonly age: string }
  | { readonly state: 'two'; readonly value: FieldValue; readonly count: number }
  | { readonly state: 'run'; readonly text: string; readonly startedAt?: number; readonly value?: FieldValue }
  | { readonly state: 'wait'; readonly text: string }
  | { readonly state: 'miss'; readonly text: string }
  | { readonly state: 'fail'; readonly text: string }
  | { readonly state: 'skip'; readonly text: string }
  /** On the do-not-contact list; with the value that is, where it stands here. */
  | { readonly state: 'block'; readonly text: string; readonly value?: FieldValue };

/** The cell of a column that is reckoned. */
export const formulaView = (text: string | undefined): CellView => (text === undefined ? { state: 'none' } : { state: 'formula', text });

/**
 * The state of a cell.
 * @param task the newest task whose waterfall belongs to this column, if any
 * @param freshnessMs age at which a bought value is stale; absent for columns that nothing fills
 */
export function cellView(lead: Lead, field: LeadKey, task: Task | undefined, nameOf: (id: string) => string, now: number, freshnessMs?: number): CellView {
  const state = lead.fields[field];
  const value = chosenValue(state);
  if (task?.state === 'running') return runningCell(task, value, nameOf);
  if (value) return valueCell(lead, field, value, now, freshnessMs);
  if (!task) return { state: 'none' };
  switch (task.state) {
    case 'queued':
      return { state: 'wait', text: 'Queued' };
    case 'no-result':
    case 'found':
      return { state: 'miss', text: 'No result' };
    case 'failed':
      return { state: 'fail', text: failureOf(task) };
    case 'stopped':
      return { state: 'skip', text: 'Stopped' };
    case 'skipped':
      return { state: 'skip', text: `Not asked: ${SKIP_WORDS[task.skip ?? 'answered'].toLowerCase()}` };
  }
}

/** What is not asked or sent says so: the listed value itself, and every empty cell that something could fill. */
export function withBlock(view: CellView, block: ContactBlock | undefined, field: LeadKey, canBeFilled: boolean): CellView {
  if (!block) return view;
  if ('value' in view && view.value) return block.field === field && block.value === view.value.value ? { state: 'block', text: blockWords(block), value: view.value } : view;
  return canBeFilled && view.state !== 'run' ? { state: 'block', text: blockWords(block) } : view;
}

function runningCell(task: Task, value: FieldValue | undefined, nameOf: (id: string) => string): CellView {
  const step = task.steps.find((s) => s.state === 'calling');
  const text = step ? (step.source === 'pattern' || step.providerId === undefined ? 'Pattern guess' : nameOf(step.providerId)) : 'Running';
  return { state: 'run', text, ...(step?.startedAt === undefined ? {} : { startedAt: step.startedAt }), ...(value ? { value } : {}) };
}

function valueCell(lead: Lead, field: LeadKey, value: FieldValue, now: number, freshnessMs: number | undefined): CellView {
  if (value.provenance.origin === 'person') return { state: 'man', value };
  const state = lead.fields[field];
  if (isConflict(state)) return { state: 'two', value, count: new Set(state?.values.map((v) => v.value)).size };
  const age = now - value.provenance.at;
  if (freshnessMs !== undefined && value.provenance.origin === 'provider' && age > freshnessMs) return { state: 'stale', value, age: ageOf(age) };
  return { state: 'value', value };
}

function failureOf(task: Task): string {
  const failed = task.steps.findLast((s) => s.state === 'failed');
  return failed?.error ? ERROR_SHORT[failed.error.kind] : 'Failed';
}

/** "1.2 s" since a call went out. */
export const runningFor = (startedAt: number | undefined, now: number): string => (startedAt === undefined ? '' : durationOf(Math.max(0, now - startedAt)));

/** The newest task per waterfall column of each lead: `${leadId} ${field}`. */
export function newestTasks(tasks: readonly Task[], columnOfRun: (runId: string) => LeadKey | undefined): Map<string, Task> {
  const out = new Map<string, Task>();
  for (const task of tasks) {
    const field = columnOfRun(task.runId);
    if (field === undefined) continue;
    const key = `${task.leadId} ${field}`;
    const known = out.get(key);
    if (!known || known.createdAt <= task.createdAt) out.set(key, task);
  }
  return out;
}
