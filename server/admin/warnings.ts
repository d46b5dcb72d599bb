import type { Balance } from '../../lib/contracts/account-api.ts';
import { formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { usdText } from '../../lib/domain/ledger/money-text.ts';
import type { LimitLine } from './limits.ts';

export interface Warning {
  readonly level: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** Shares of a meter or of a limit at which people are told. */
export const TOLD_AT = [75, 90, 100] as const;

const WORDS = { actions: 'Actions', data_credits: 'Data Credits' } as const;
const REST = {
  actions: 'Beyond it nothing that needs an Action can start until the month renews or more is granted.',
  data_credits: 'Own keys and free sources go on without Data Credits.',
} as const;

/** The highest share that is reached, or null. Compared in whole numbers: 74.999 % is not 75 %. */
export function reachedShare(used: number, whole: number): (typeof TOLD_AT)[number] | null {
  if (whole <= 0) return used > 0 ? 100 : null;
  return TOLD_AT.findLast((share) => BigInt(used) * 100n >= BigInt(whole) * BigInt(share)) ?? null;
}

/** Warnings about the meters of this month. */
export function meterWarnings(balances: readonly Balance[]): Warning[] {
  return balances.flatMap((balance): Warning[] => {
    const share = reachedShare(balance.spent, balance.granted);
    if (balance.deficit > 0) return [{ level: 'bad', title: `${formatMicro(micro(balance.deficit))} more ${WORDS[balance.meter]} were used than there were.`, text: 'Devices that were offline used them. What comes in next pays for them first.' }];
    if (share === null) return [];
    const title = share === 100 ? `All ${WORDS[balance.meter]} of this month are used.` : `${share} % of this month’s ${WORDS[balance.meter]} are used.`;
    return [{ level: share === 75 ? 'info' : share === 90 ? 'warn' : 'bad', title, text: `${formatMicro(micro(balance.available))} are left to spend. ${REST[balance.meter]}` }];
  });
}

const WINDOWS = { hour: 'an hour', day: 'a day', month: 'a month' } as const;

/** A limit with whom it is for, as the sentence begins: `The limit of the workspace`. */
export interface NamedLimit extends Pick<LimitLine, 'meter' | 'span' | 'limit' | 'used'> {
  readonly name: string;
}
/** Warnings about limits; the fullest first. */
export function limitWarnings(limits: readonly NamedLimit[]): Warning[] {
  const told = limits.flatMap((limit) => {
    const share = reachedShare(limit.used, limit.limit);
    return share === null ? [] : [{ limit, share }];
  });
  return told.sort((a, b) => b.share - a.share).map(({ limit, share }): Warning => ({
    level: share === 75 ? 'info' : share === 90 ? 'warn' : 'bad',
    title: `${limit.name} of ${formatMicro(micro(limit.limit))} ${WORDS[limit.meter]} ${WINDOWS[limit.span]} is ${share === 100 ? 'used up' : `${share} % used`}.`,
    text: share === 100 ? 'What it covers is refused until its time is over or the limit is raised.' : `${formatMicro(micro(limit.limit - limit.used))} are left of it.`,
  }));
}

/** What a provider may be paid a day, with its name as people know it. Amounts in micro-USD. */
export interface NamedBudget {
  readonly name: string;
  readonly limit: number | null;
  readonly used: number;
  readonly out: number;
}
/** Warnings about what providers are paid today; the fullest first. */
export function budgetWarnings(budgets: readonly NamedBudget[]): Warning[] {
  const told = budgets.flatMap(({ name, limit, used, out }) => {
    const share = limit === null ? null : reachedShare(used + out, limit);
    return limit === null || share === null ? [] : [{ name, limit, share, left: Math.max(0, limit - used - out) }];
  });
  return told.sort((a, b) => b.share - a.share).map(({ name, limit, share, left }): Warning => ({
    level: share === 75 ? 'info' : share === 90 ? 'warn' : 'bad',
    title: `What ${name} may be paid a day, ${usdText(limit)} USD, is ${share === 100 ? 'used up' : `${share} % used`}.`,
    text: share === 100 ? 'It is not asked for the account until the day is over in UTC or the limit is raised; other sources go on.' : `${usdText(left)} USD are left of it. A call that could cost more is not made.`,
  }));
}
