import type { TaskId } from '../../core/ids.ts';
import { NOTHING, ZERO, maxOf, micro, subtract, type Amounts, type Micro } from '../ledger/amount.ts';
import type { ByLeadKey } from '../lead/custom.ts';
import type { FieldKey } from '../lead/fields.ts';
import type { Route } from '../lead/lead.ts';
import type { CallError } from './operation.ts';
import type { GuessBasis } from './pattern.ts';
import type { SkipReason, Step, Task, TaskState, Usage } from './run.ts';
import type { Verdict } from './waterfall.ts';
import { ENRICHMENT_WORDS } from './words.ts';

/** What became of one step, in the words of the receipt. */
export type ReceiptOutcome = 'answered' | 'rejected' | 'no-result' | 'failed' | 'not-asked' | 'open';

export interface ReceiptLine {
  /** Provider name, or "Pattern guess". */
  readonly label: string;
  readonly outcome: ReceiptOutcome;
  /** Who paid the source; absent for a pattern guess and for steps that were not asked. */
  readonly route?: Route;
  readonly actions: Micro;
  readonly credits: Micro;
  /** What the step would have cost if it had answered. */
  readonly creditsMax: Micro;
  /** Milliseconds the calls of this step took; absent when it was not asked. */
  readonly tookMs?: number;
  /** What was offered; masked when it was bought and rejected. */
  readonly value?: string;
  readonly verdict?: Verdict;
  readonly skip?: SkipReason;
  readonly error?: CallError;
  /** Age of a reused answer in milliseconds. */
  readonly reusedAgeMs?: number;
  /** A part of the question: this field was looked for first. */
  readonly finds?: FieldKey;
  /** Known addresses that a guess rests on. */
  readonly basis?: GuessBasis;
  /** What a language model read and wrote on the person's own key. */
  readonly usage?: Usage;
}

/** What the person sees for one task: who was asked, what each said, what was taken. */
export interface Receipt {
  /** Short number, derived from the task, the same on every device. */
  readonly number: string;
  /** Milliseconds since 1970: the end of the task, or its start while it runs. */
  readonly at: number;
  readonly title: string;
  readonly state: TaskState;
  readonly lines: readonly ReceiptLine[];
  /** Sources that were really called. */
  readonly asked: number;
  readonly tookMs: number;
  readonly charged: Amounts;
  readonly held: Amounts;
  /** What was held and given back: held minus charged, never below zero. */
  readonly released: Amounts;
  readonly answer: ByLeadKey<string>;
  readonly verdict?: Verdict;
  readonly confidence?: number;
  readonly sandbox: boolean;
}

const OUTCOME: Readonly<Record<Step['state'], ReceiptOutcome>> = {
  waiting: 'open',
  calling: 'open',
  accepted: 'answered',
  rejected: 'rejected',
  'no-result': 'no-result',
  failed: 'failed',
  skipped: 'not-asked',
};

/** "R-" and the last eight characters of the task id, which are random in a UUIDv7. */
export const receiptNumber = (taskId: TaskId): string => `R-${taskId.replace(/[^0-9a-z]/gi, '').slice(-8).toUpperCase()}`;

/**
 * The receipt of a task: a pure projection, so the interface, the statement and the export say the same.
 * The credits on the lines always add up to what was charged.
 * @param nameOf the name of a provider; its id when nothing better is known
 */
export function receiptOf(task: Task, nameOf: (providerId: string) => string = (id) => id): Receipt {
  const lines = lineAmounts(task).map(({ step, amounts }) => lineOf(step, amounts, nameOf));
  return {
    number: receiptNumber(task.id),
    at: task.endedAt ?? task.createdAt,
    title: ENRICHMENT_WORDS[task.enrichment].ask,
    state: task.state,
    lines,
    asked: task.steps.filter((s) => s.attempts > 0 && s.source === 'provider').length,
    tookMs: Math.max(0, (task.endedAt ?? task.createdAt) - task.createdAt),
    charged: task.charged,
    held: task.held,
    released: {
      actions: maxOf(ZERO, subtract(task.held.actions, task.charged.actions)),
      credits: maxOf(ZERO, subtract(task.held.credits, task.charged.credits)),
    },
    answer: task.answer ?? {},
    ...(task.verdict === undefined ? {} : { verdict: task.verdict }),
    ...(task.confidence === undefined ? {} : { confidence: task.confidence }),
    sandbox: task.sandbox === true,
  };
}

/** Shares what the task was charged over the steps that answered: the Action on the first, credits at their price, any rest on the last. */
function lineAmounts(task: Task): { readonly step: Step; readonly amounts: Amounts }[] {
  const paid = task.steps.filter((s) => s.state === 'accepted' && s.reusedAgeMs === undefined);
  const first = paid.find((s) => !s.finds);
  const lastBought = paid.findLast((s) => s.route === 'account') ?? paid.at(-1);
  let left = task.charged.credits;
  return task.steps.map((step) => {
    if (!paid.includes(step)) return { step, amounts: NOTHING };
    const share = step === lastBought ? left : step.route === 'account' ? micro(Math.min(left, step.creditsMax)) : ZERO;
    left = subtract(left, share);
    return { step, amounts: { actions: step === first ? task.charged.actions : ZERO, credits: share } };
  });
}

function lineOf(step: Step, amounts: Amounts, nameOf: (providerId: string) => string): ReceiptLine {
  return {
    label: step.source === 'pattern' || step.providerId === undefined ? 'Pattern guess' : nameOf(step.providerId),
    outcome: OUTCOME[step.state],
    actions: amounts.actions,
    credits: amounts.credits,
    creditsMax: step.creditsMax,
    ...(step.route === undefined ? {} : { route: step.route }),
    ...(step.tookMs === undefined ? {} : { tookMs: step.tookMs }),
    ...(step.value === undefined ? {} : { value: step.value }),
    ...(step.verdict === undefined ? {} : { verdict: step.verdict }),
    ...(step.skip === undefined ? {} : { skip: step.skip }),
    ...(step.error === undefined ? {} : { error: step.error }),
    ...(step.usage === undefined ? {} : { usage: step.usage }),
    ...(step.reusedAgeMs === undefined ? {} : { reusedAgeMs: step.reusedAgeMs }),
    ...(step.finds === undefined ? {} : { finds: step.finds }),
    ...(step.basis === undefined ? {} : { basis: step.basis }),
  };
}
