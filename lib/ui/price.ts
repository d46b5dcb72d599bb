import type { AiEstimate } from '../domain/ai/estimate.ts';
import { formatMicro, micro, type Amounts, type Micro } from '../domain/ledger/amount.ts';
import { isOfTable, tightestAfter, type CapHit, type CapScope } from '../domain/enrichment/caps.ts';
import type { Quote, QuoteStep } from '../domain/enrichment/quote.ts';
import type { SkipReason } from '../domain/enrichment/run.ts';
import type { EnrichmentId } from '../domain/enrichment/waterfall.ts';
import { ENRICHMENT_WORDS } from '../domain/enrichment/words.ts';
import type { LimitHit } from '../domain/ledger/notices.ts';
import { countOf, listOf, plural, shortMoment } from './format.ts';
import { EACH, unitName } from './meter-words.ts';
import { estimateWords, pricesOn } from './usage.ts';

/** What stands on a button that can spend. */
export interface PriceView {
  /** price: bounds on both meters; own: paid with own keys; free: keyless sources only; blocked: cannot be started, `reason` says why. */
  readonly kind: 'price' | 'own' | 'free' | 'blocked';
  readonly max: Amounts;
  /** Two short lines at the right edge: what is usually found and what it takes, or how many sources there are and how they are paid. */
  readonly odds?: { readonly top: string; readonly below: string; readonly usually?: Micro };
  readonly reason?: string;
  /** One more line: what is taken of a person's own key. */
  readonly note?: string;
  /** The price in words, for a screen reader. */
  readonly words: string;
}

export const actionsWords = (amount: Micro): string => `${formatMicro(amount)} ${unitName('actions', amount)}`;
export const creditsWords = (amount: Micro): string => `${formatMicro(amount)} ${unitName('data_credits', amount)}`;
/** "1 Action + 1.5 Credits" */
export const amountsWords = (amounts: Amounts): string => `${actionsWords(amounts.actions)} + ${creditsWords(amounts.credits)}`;

const usable = (quote: Quote): readonly QuoteStep[] => quote.steps.filter((s) => s.askable > 0);

/** Distinct sources that can be asked; the pattern guess counts as one. */
export const sourcesOf = (quote: Quote): number => new Set(usable(quote).map((s) => (s.source === 'pattern' ? 'pattern' : s.providerId))).size;

/** Reads a quote as a button: bounds when it can start, a reason when it cannot. */
export function priceView(quote: Quote, enrichment: EnrichmentId, leads = 1): PriceView {
  const reason = blockedReason(quote, enrichment, leads);
  if (reason !== undefined) return { kind: 'blocked', max: quote.max, reason, words: reason };
  const routes = new Set(usable(quote).flatMap((s) => s.route ?? []));
  if (quote.ai) return aiView(quote, quote.ai);
  const usual = usualOf(quote);
  const top = usual?.top ?? plural(sourcesOf(quote), 'source');
  if (quote.max.credits === 0 && routes.has('own')) {
    return { kind: 'own', max: quote.max, odds: { top, below: routes.size === 1 ? 'own key' : 'own key, free' }, words: `up to ${actionsWords(quote.max.actions)}, 0 Credits, own key` };
  }
  if (quote.max.actions === 0 && routes.has('practice')) return { kind: 'free', max: quote.max, odds: { top, below: 'practice' }, words: 'practice, costs nothing' };
  if (quote.max.credits === 0) return { kind: 'free', max: quote.max, odds: { top, below: 'free' }, words: `up to ${actionsWords(quote.max.actions)}, free sources` };
  return { kind: 'price', max: quote.max, odds: usual?.usually === undefined ? { top, below: routes.has('own') ? 'own keys, account' : routes.has('free') ? 'free, account' : 'with account' } : { top, below: 'usually', usually: usual.usually }, words: `up to ${amountsWords(quote.max)}` };
}

/** Past questions below which a share says nothing. */
const TELLING = 10;

/** What a run says that it is expected to take, so that it pauses itself when it takes clearly more; only where history says so: a general figure is no promise. */
export const estimateOf = ({ expected }: Quote): { readonly expected?: { readonly actions: number; readonly credits: number } } =>
  expected && expected.attempts >= TELLING ? { expected: { actions: expected.actions, credits: expected.credits } } : {};

/** "84 % found" and what one answer usually takes, where there is history enough to say so. */
function usualOf(quote: Quote): { readonly top: string; readonly usually?: Micro } | undefined {
  const { expected } = quote;
  const percent = foundPercent(quote);
  if (!expected || percent === undefined || expected.attempts < TELLING || expected.found <= 0) return undefined;
  // An answer that costs nothing has no usual price to tell.
  return { top: `${percent} % found`, ...(expected.credits > 0 ? { usually: micro(Math.round(expected.credits / expected.found / 100_000) * 100_000) } : {}) };
}

/** An AI question: Actions as always, and what it is thought to take of the person's own key, tokens and money. */
function aiView(quote: Quote, ai: AiEstimate): PriceView {
  const { tokens, money } = estimateWords(ai);
  return { kind: 'own', max: quote.max, odds: { top: '1 model', below: 'own key' }, note: `${tokens}, ${money}`, words: `up to ${actionsWords(quote.max.actions)}, 0 Credits; on your own key ${tokens}, ${money}, prices of ${pricesOn(ai.pricesOn)}` };
}

function blockedReason(quote: Quote, enrichment: EnrichmentId, leads: number): string | undefined {
  switch (quote.blocked) {
    case undefined:
      return undefined;
    case 'offline':
      return 'Offline. Works again with the connection.';
    case 'allowance':
      return `Offline allowance used up. ${shortWords('Actions', actionsWords, quote.max.actions, quote.shortBy)}`;
    case 'no-actions':
      return shortWords('Actions', actionsWords, quote.max.actions, quote.shortBy);
    case 'no-credits':
      return shortWords('Credits', creditsWords, quote.max.credits, quote.shortBy);
    case 'nothing-to-ask':
      return nothingReason(quote, enrichment, leads);
  }
}

function shortWords(unit: string, words: (amount: Micro) => string, needed: Micro, shortBy: Micro | undefined): string {
  const have = shortBy === undefined ? undefined : Math.max(0, needed - shortBy);
  return have === undefined ? `Not enough ${unit}` : `Needs up to ${words(needed)}, you have ${formatMicro(have as Micro)}`;
}

const ORDER: readonly SkipReason[] = ['do-not-contact', 'already-known', 'no-permission', 'missing-input', 'free-mail-domain', 'condition', 'lead-cap', 'no-key', 'unavailable', 'no-verifier', 'no-credits', 'no-actions', 'answered', 'stopped'];

/** The reason that holds for most leads, and for how many of them. */
function mainReason(quote: Quote): { readonly reason: SkipReason; readonly count?: number } {
  const most = [...quote.skips].sort((a, b) => b.count - a.count)[0];
  if (most) return most;
  const reasons = new Set(quote.steps.flatMap((s) => (s.skip ? [s.skip] : [])));
  return { reason: ORDER.find((r) => reasons.has(r)) ?? 'no-key' };
}

/** True when a key or an account is all that is missing: there is a way on to offer. */
export function wantsSource(quote: Quote): boolean {
  return quote.blocked === 'nothing-to-ask' && ['no-key', 'no-verifier', 'no-permission'].includes(mainReason(quote).reason);
}

function nothingReason(quote: Quote, enrichment: EnrichmentId, leads: number): string {
  const { reason, count = leads } = mainReason(quote);
  return capitalReason(reason, enrichment, leads === 1 ? '' : count >= leads ? ' for all of them' : ` for ${countOf(count)} of ${countOf(leads)}`);
}

function capitalReason(reason: SkipReason, enrichment: EnrichmentId, who: string): string {
  switch (reason) {
    case 'already-known':
      return `Answered already${who}`;
    case 'missing-input':
      return `Needs ${ENRICHMENT_WORDS[enrichment].needs}`;
    case 'free-mail-domain':
      return 'The company domain is a free mail service';
    case 'no-permission':
      return 'Needs a provider key, or the right to read company websites (Options)';
    case 'no-key':
      return 'Needs a provider key or an account';
    case 'unavailable':
      return 'Its provider is deleted, or not part of practice mode';
    case 'no-verifier':
      return 'Needs a verifier: add its key or sign in';
    case 'no-credits':
      return 'Not enough Credits';
    case 'no-actions':
      return 'No Actions left';
    case 'do-not-contact':
      return `On the do-not-contact list${who}`;
    case 'condition':
      return `No step fits${who || ' this lead'}`;
    case 'lead-cap':
      return 'Every step could cost more than the waterfall allows';
    default:
      return 'Nothing to ask';
  }
}

/** Why a step is left out, after its name. */
const STEP_SKIPS: Readonly<Partial<Record<SkipReason, string>>> = {
  'already-known': 'known already',
  'missing-input': 'not enough known to ask',
  'no-key': 'no key',
  'no-verifier': 'no verifier has a key',
  'free-mail-domain': 'the domain is a free mail service',
  condition: 'its condition does not hold',
  'lead-cap': 'it could cost one lead too much',
  'do-not-contact': 'on the do-not-contact list',
};
export const stepSkipWords = (reason: SkipReason): string => STEP_SKIPS[reason] ?? reason;

const SCOPES: Readonly<Record<CapScope, readonly [limit: string, then: string]>> = {
  run: ['a run', 'ends there, and what is left is not asked.'],
  hour: ['an hour', 'waits there until the next hour.'],
  day: ['a day', 'waits there until the next day.'],
  'table-hour': ['an hour', 'waits there until an hour allows more.'],
  'table-day': ['a day', 'waits there until a day allows more.'],
  'table-month': ['a month', 'waits there until 30 days allow more, or you raise it.'],
};
/** "Your limit of 50 Credits an hour has 12 left. The run waits there until the next hour." */
export function capWords({ scope, meter, limit, left }: CapHit, who: 'The run' | 'Sending' = 'The run'): string {
  const [each, then] = SCOPES[scope];
  const words = meter === 'actions' ? actionsWords : creditsWords;
  return `${isOfTable(scope) ? 'This table’s limit' : 'Your limit'} of ${words(limit)} ${each}${left === limit ? ' can be reached' : ` has ${formatMicro(left)} left`}. ${who} ${then}`;
}

const WINDOW_OF: Readonly<Partial<Record<CapScope, string>>> = { 'table-hour': 'hour', 'table-day': 'day', 'table-month': 'month' };
/** "Leaves 320 Actions of this table’s month.": what is left of the tightest limit of the table once the most was taken; null without a limit. */
export function leavesWords({ tableRooms = [] }: Pick<Quote, 'tableRooms'>, most: Amounts): string | null {
  const tight = tightestAfter(tableRooms, most);
  return tight ? `Leaves ${(tight.meter === 'actions' ? actionsWords : creditsWords)(tight.left)} of this table’s ${WINDOW_OF[tight.scope] ?? 'limit'}.` : null;
}

const LIMIT_OF = { workspace: 'The limit of the workspace', member: 'Your limit in the workspace' } as const;
/** "Your limit in the workspace of 500 Credits a day has 120 left until 18:00. ..." with what can be done. */
export function limitWords({ scope, meter, window, limit, left, endsAt }: LimitHit, now: number): string {
  const words = meter === 'actions' ? actionsWords : creditsWords;
  const rest = left === limit ? 'can be reached' : left === 0 ? 'is used up' : `has ${formatMicro(left)} left`;
  const way = meter === 'data_credits' ? 'Ask fewer leads, wait, or use a key of your own, which costs no Credits.' : 'Ask fewer leads, or wait.';
  return `${LIMIT_OF[scope]} of ${words(limit)} ${EACH[window]} ${rest} until ${shortMoment(endsAt, now)}. What goes beyond it is refused and costs nothing. ${way}${scope === 'member' ? ' An admin can raise it.' : ''}`;
}

/** Answers that are expected of those who are asked, in percent. */
export const foundPercent = (quote: Quote): number | undefined => (quote.expected && quote.asked > 0 ? Math.round((quote.expected.found / quote.asked) * 100) : undefined);

const SKIP_LIST: Readonly<Partial<Record<SkipReason, string>>> = {
  'already-known': 'answered before',
  'missing-input': 'not enough known',
  'free-mail-domain': 'on a free mail service',
  'no-key': 'without a source',
  'no-permission': 'on websites that Kiln may not read',
  unavailable: 'without their provider',
  'no-verifier': 'without a verifier',
  'no-credits': 'without Credits',
  'no-actions': 'without Actions',
  condition: 'excluded by a condition',
  'lead-cap': 'too dear for one lead',
  'do-not-contact': 'on the do-not-contact list',
};

/** "43 answered before, 2 not enough known": leads that a run leaves out. */
export const skipsWords = (quote: Quote): string => listOf(quote.skips.map((s) => `${s.count} ${SKIP_LIST[s.reason] ?? s.reason}`));

/** What can still be asked when a meter is empty: the routes of the steps that cost no Credits. */
export function stillWorks(quote: Quote): { readonly own: readonly string[]; readonly free: readonly string[] } {
  const ids = (route: 'own' | 'free'): string[] => [...new Set(quote.steps.flatMap((s) => (s.route === route && s.providerId !== undefined && s.skip !== 'missing-input' ? [s.providerId] : [])))];
  return { own: ids('own'), free: ids('free') };
}
