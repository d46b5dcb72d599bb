/** The price of several enrichments together: one sum over their quotes, and whether it asks once more. */
import { firstHit, isOfTable, type Cap, type SpendLimits } from '../domain/enrichment/caps.ts';
import type { Expected, Quote } from '../domain/enrichment/quote.ts';
import type { SkipReason } from '../domain/enrichment/run.ts';
import { addAmounts, micro, NOTHING, ZERO, type Amounts, type Micro } from '../domain/ledger/amount.ts';
import { needsConfirmation } from '../domain/ledger/quote-math.ts';

/** One enrichment of the dialog with the price that was told for it. */
export interface BulkPart {
  readonly waterfallId: string;
  readonly leadIds: readonly string[];
  readonly quote: Quote;
}

/** All of them as one quote: bounds, what is usual, money and skips added up. Steps stay with each. */
export function sumOf(quotes: readonly Quote[]): Quote {
  const skips = new Map<SkipReason, number>();
  for (const { reason, count } of quotes.flatMap((quote) => quote.skips)) skips.set(reason, (skips.get(reason) ?? 0) + count);
  const expected = quotes.every((quote) => quote.expected) ? quotes.map((quote) => quote.expected).reduce<Expected | undefined>(together, undefined) : undefined;
  const money = quotes.map((quote) => quote.maxMicroUsd);
  const max = quotes.map((quote) => quote.max).reduce(addAmounts, NOTHING);
  // All of them are of one table: each may fit into what it has left, and all together not.
  const tableRooms = quotes[0]?.tableRooms;
  const capped = quotes.flatMap((quote) => quote.capped ?? [])[0] ?? (tableRooms && firstHit(tableRooms, max));
  const [limited] = quotes.flatMap((quote) => quote.limited ?? []);
  return {
    waterfallId: '',
    leads: quotes.reduce((sum, quote) => sum + quote.leads, 0),
    asked: quotes.reduce((sum, quote) => sum + quote.asked, 0),
    max,
    min: NOTHING,
    steps: [],
    skips: [...skips].map(([reason, count]) => ({ reason, count })),
    confirm: quotes.some((quote) => quote.confirm),
    ...(expected ? { expected } : {}),
    ...(money.every((one) => one !== undefined) && money.length > 0 ? { maxMicroUsd: money.reduce((sum, one) => sum + one, 0) } : {}),
    ...(capped ? { capped } : {}),
    ...(tableRooms ? { tableRooms } : {}),
    ...(limited ? { limited } : {}),
  };
}

const together = (sum: Expected | undefined, one: Expected | undefined): Expected | undefined =>
  !one ? sum : !sum ? one : { ...addAmounts(sum, one), found: sum.found + one.found, attempts: Math.min(sum.attempts, one.attempts), ...(sum.microUsd === undefined || one.microUsd === undefined ? {} : { microUsd: sum.microUsd + one.microUsd }) };

/** Whether the sum asks once more: by the person's own threshold, else by the rule of the workspace. */
export const asksOnceMore = ({ confirm, max }: Quote, limits: SpendLimits | null | undefined, creditsMonthly: Micro): boolean =>
  confirm || (limits?.confirmAtCredits === undefined ? needsConfirmation(max.credits, creditsMonthly) : max.credits > 0 && max.credits >= limits.confirmAtCredits);

/** What stands on the button: the most of all, or the limit that was set for it. */
export const withLimit = (max: Amounts, { actions, credits }: Cap): Amounts => ({ actions: micro(Math.min(max.actions, actions ?? max.actions)), credits: micro(Math.min(max.credits, credits ?? max.credits)) });

/** The price once a limit was set for it: that is the most from then on, and nothing usual goes beyond it. */
export function underLimit(sum: Quote, most: Amounts): Quote {
  const { capped, expected, tableRooms, ...rest } = sum;
  const hit = tableRooms && capped && isOfTable(capped.scope) ? firstHit(tableRooms, most) : capped;
  return {
    ...rest, max: most,
    ...(expected ? { expected: { ...expected, actions: micro(Math.min(expected.actions, most.actions)), credits: micro(Math.min(expected.credits, most.credits)) } } : {}),
    ...(hit ? { capped: hit } : {}), ...(tableRooms ? { tableRooms } : {}),
  };
}

/**
 * The limit of each run, so that all together keep to one: the first gets what it could take at most, the next what is left.
 * A meter without a limit stays without one.
 */
export function sharesOf(limit: Cap, most: readonly Amounts[]): readonly Cap[] {
  let { actions, credits } = limit;
  return most.map((max) => {
    const share: Cap = { ...(actions === undefined ? {} : { actions: micro(Math.min(actions, max.actions)) }), ...(credits === undefined ? {} : { credits: micro(Math.min(credits, max.credits)) }) };
    actions = actions === undefined ? undefined : micro(Math.max(ZERO, actions - max.actions));
    credits = credits === undefined ? undefined : micro(Math.max(ZERO, credits - max.credits));
    return share;
  });
}
