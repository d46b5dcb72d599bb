import type { CallError, CallErrorKind } from '../domain/enrichment/operation.ts';
import type { GuessBasis } from '../domain/enrichment/pattern.ts';
import type { Receipt, ReceiptLine } from '../domain/enrichment/receipt.ts';
import type { SkipReason, Step, Task, TaskState } from '../domain/enrichment/run.ts';
import { FIELDS, type FieldKey } from '../domain/lead/fields.ts';
import type { Micro } from '../domain/ledger/amount.ts';
import { durationOf, plural } from './format.ts';
import { amountsWords } from './price.ts';

/** One line of a waterfall while it runs. Several pattern guesses are one line. */
export interface StepView {
  readonly key: string;
  readonly title: string;
  readonly node: 'wait' | 'run' | 'miss' | 'rejected' | 'ok' | 'bad' | 'skip';
  /** What happened, in words. */
  readonly text: string;
  readonly startedAt?: number;
  readonly tookMs?: number;
  readonly price: { readonly kind: 'free' | 'own' } | { readonly kind: 'credits'; readonly credits: Micro; readonly settled: boolean };
  readonly number: number;
}

const ERROR_WORDS: Readonly<Record<CallErrorKind, string>> = {
  'bad-input': 'did not understand the question',
  auth: 'does not accept the key',
  'no-credits': 'has no credits left on its side',
  'forbidden-plan': 'does not allow this with its plan',
  'rate-limited': 'is asked too often',
  server: 'has a fault on its side',
  timeout: 'did not answer in time',
  offline: 'could not be reached',
  nonsense: 'answered something unusable',
  cancelled: 'was stopped',
};
/** "does not accept the key": follows the provider's name. */
export const errorWords = (error: CallError): string => ERROR_WORDS[error.kind];

/** Two or three words for a cell. */
export const ERROR_SHORT: Readonly<Record<CallErrorKind, string>> = {
  'bad-input': 'Not understood',
  auth: 'Key rejected',
  'no-credits': 'Provider empty',
  'forbidden-plan': 'Not in plan',
  'rate-limited': 'Too many calls',
  server: 'Provider fault',
  timeout: 'No answer',
  offline: 'Not reached',
  nonsense: 'Unusable answer',
  cancelled: 'Stopped',
};

export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  'already-known': 'Known already',
  'missing-input': 'Not enough known to ask',
  unavailable: 'Deleted, or not part of practice mode',
  'no-key': 'No key',
  'no-permission': 'Kiln may not read this website yet',
  practice: 'Practice mode opens no real website',
  'no-credits': 'Not enough Credits',
  'no-actions': 'No Actions left',
  'signed-out': 'The account no longer knows this device',
  'free-mail-domain': 'Free mail service',
  'no-verifier': 'No verifier',
  answered: 'Not needed',
  stopped: 'Stopped before it was asked',
  resting: 'It failed too often just now',
  cap: 'The cap of the run was reached',
  'provider-limit': 'The workspace’s daily limit for it is reached',
  'little-gain': 'Left out by the learned order',
  'same-rejected': 'The same address was rejected before',
  misses: 'Given up: enough sources had no answer',
  condition: 'Its condition does not hold',
  'do-not-contact': 'On the do-not-contact list',
  'lead-cap': 'It would cost this lead too many Credits',
};

/** The lines of a task, pattern guesses folded into one and sources without a key left out. */
export function stepViews(task: Task, nameOf: (providerId: string) => string): StepView[] {
  const groups: Step[][] = [];
  for (const step of task.steps) {
    if (step.skip === 'no-key' || (step.source === 'pattern' && step.skip === 'no-verifier')) continue;
    const last = groups.at(-1);
    if (step.source === 'pattern' && last?.[0]?.source === 'pattern') last.push(step);
    else groups.push([step]);
  }
  return groups.map((group, i) => viewOf(group, i + 1, nameOf));
}

const PROGRESS: readonly Step['state'][] = ['accepted', 'calling', 'failed', 'rejected', 'no-result', 'waiting', 'skipped'];

function viewOf(group: readonly Step[], number: number, nameOf: (providerId: string) => string): StepView {
  const asked = group.filter((s) => s.state !== 'waiting' && s.state !== 'skipped');
  const open = group.some((s) => s.state === 'waiting');
  const ranked = [...group].sort((a, b) => PROGRESS.indexOf(a.state) - PROGRESS.indexOf(b.state));
  const lead = ranked[0] as Step;
  const ended = lead.state !== 'calling' && !(open && lead.state !== 'accepted' && asked.length > 0);
  const step: Step = !ended && lead.state !== 'calling' ? { ...lead, state: 'calling' } : lead;
  const tookMs = group.reduce((sum, s) => sum + (s.tookMs ?? 0), 0);
  const title = step.source === 'pattern' || step.providerId === undefined ? 'Pattern guess' : nameOf(step.providerId);
  const values = [...new Set(group.flatMap((s) => (s.value !== undefined && s.state !== 'waiting' && s.state !== 'skipped' ? [s.value] : [])))];
  return {
    key: String(step.index),
    title,
    node: nodeOf(step),
    text: textOfStep(step, values),
    number,
    ...(step.startedAt === undefined ? {} : { startedAt: step.startedAt }),
    ...(asked.some((s) => s.tookMs !== undefined) ? { tookMs } : {}),
    price: priceOf(step),
  };
}

function nodeOf(step: Step): StepView['node'] {
  const nodes: Readonly<Record<Step['state'], StepView['node']>> = { waiting: 'wait', calling: 'run', accepted: 'ok', rejected: 'rejected', 'no-result': 'miss', failed: 'bad', skipped: 'skip' };
  return nodes[step.state];
}

const VERDICT_SAYS: Readonly<Record<string, string>> = { invalid: 'no such mailbox', 'catch-all': 'the host takes any address', unknown: 'could not be checked', valid: 'valid' };

function textOfStep(step: Step, values: readonly string[]): string {
  const value = values.at(-1);
  switch (step.state) {
    case 'waiting':
      if (step.finds) return `Finds the ${foundWord(step.finds)} first`;
      if (step.needs) return `Asked when the ${foundWord(step.needs)} is found`;
      return step.source === 'pattern' ? `Guesses an address and has it checked${basisTail(step.basis)}` : step.index === 0 ? 'Asked first' : 'Only if no answer came before';
    case 'calling':
      return step.poll ? 'Working on it, looking again soon' : 'Asked, waiting for the answer';
    case 'accepted':
      if (step.finds) return `${value ?? 'Found'}, the ${foundWord(step.finds)}`;
      return step.reusedAgeMs === undefined ? `${value ?? 'Answered'}${basisTail(step.basis)}` : `${value ?? 'Answered'}, from an earlier question`;
    case 'rejected':
      return `${value ?? 'An answer'} · ${VERDICT_SAYS[step.verdict ?? 'unknown'] ?? 'rejected'}${basisTail(step.basis)}`;
    case 'no-result':
      return 'No result';
    case 'failed':
      return step.error ? `${capitalError(step.error)}` : 'Failed';
    case 'skipped':
      return SKIP_WORDS[step.skip ?? 'answered'];
  }
}

const foundWord = (field: FieldKey): string => (field === 'companyName' || field === 'name' ? 'company name' : FIELDS[field].label.toLocaleLowerCase('en'));

/** "from 3 known addresses at example.com: first.last" */
export const basisWords = ({ known, domain, form }: GuessBasis): string => `from ${plural(known, 'known address', 'known addresses')} at ${domain}: ${form}`;
const basisTail = (basis: GuessBasis | undefined): string => (basis ? ` · ${basisWords(basis)}` : '');

function capitalError(error: CallError): string {
  const words = errorWords(error);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function priceOf(step: Step): StepView['price'] {
  if (step.route === 'own') return { kind: 'own' };
  if (step.route !== 'account' || step.creditsMax === 0) return { kind: 'free' };
  const settled = step.state === 'no-result' || step.state === 'rejected' || step.state === 'failed' || step.state === 'skipped';
  return { kind: 'credits', credits: step.creditsMax, settled };
}

/** "Asking Hunter, step 4 of 5": the one line that is read aloud while a task runs. */
export function liveWords(task: Task, steps: readonly StepView[]): string {
  const running = steps.find((s) => s.node === 'run');
  if (running) return `Asking ${running.title}, step ${running.number} of ${steps.length}`;
  if (task.state === 'queued') return 'Queued, nothing spent yet';
  return task.state === 'running' ? 'Between two steps' : 'Ended';
}

const ENDED: Readonly<Record<TaskState, string>> = { found: 'found', 'no-result': 'no result', failed: 'no answer', stopped: 'stopped', skipped: 'not asked', queued: 'queued', running: 'running' };

/** "Find work email: no result. Nothing charged.": what is read aloud when a task ends. */
export function endWords(task: Task, title: string): string {
  const nothing = task.charged.actions === 0 && task.charged.credits === 0;
  return `${title}: ${ENDED[task.state]}. ${nothing ? 'Nothing charged.' : `Charged ${amountsWords(task.charged)}.`}`;
}

/** Who was asked before nothing came of it. A pattern guess is no source, but it was tried. */
export function askedWords(receipt: Receipt, skip: SkipReason | undefined): string {
  if (receipt.asked > 0) return `${plural(receipt.asked, 'source')} asked in ${durationOf(receipt.tookMs)}.`;
  if (skip) return `${SKIP_WORDS[skip]}.`;
  return receipt.lines.some((l) => l.tookMs !== undefined) ? 'Only the pattern guess was tried.' : 'Nobody was asked.';
}

/** Calls that are out right now. */
export const callsOut = (tasks: readonly Task[]): number => tasks.reduce((n, t) => n + t.steps.filter((s) => s.state === 'calling').length, 0);

/** What the lines of a receipt say that did not answer: "rejected", "1.4 s", "not asked". */
export function lineNote(line: ReceiptLine): string {
  if (line.outcome === 'rejected') return line.verdict === 'catch-all' ? 'catch-all' : 'rejected';
  if (line.outcome === 'failed') return line.error ? ERROR_SHORT[line.error.kind].toLowerCase() : '0';
  if (line.outcome === 'no-result') return line.tookMs === undefined ? '0' : durationOf(line.tookMs);
  return '';
}
