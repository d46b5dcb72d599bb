/** Words for what language models take: before a run, and after it. */
import type { AiEstimate, Range } from '../domain/ai/estimate.ts';
import { PRICES_ON } from '../domain/ai/prices.ts';
import type { Usage } from '../domain/enrichment/run.ts';
import { countOf } from './format.ts';
import { formatMicroUsd } from './money.ts';

/** "$0.0012", "under $0.0001", "$0". */
export const aboutUsd = (microUsd: number): string => (microUsd === 0 ? '$0' : microUsd < 100 ? 'under $0.0001' : formatMicroUsd(microUsd < 1_000_000 ? Math.round(microUsd / 100) * 100 : Math.round(microUsd)));

/** "about $0.0001 to $0.0021"; a least that is next to nothing is left out. */
const moneyOf = ({ least, most }: Range): string => (most < 100 || least < 100 ? `up to about ${aboutUsd(Math.max(most, 100))}` : `about ${rangeOf({ least, most }, aboutUsd)}`);

const rangeOf = (range: Range, words: (n: number) => string): string => (words(range.least) === words(range.most) ? words(range.most) : `${words(range.least)} to ${words(range.most)}`);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** "November 2026" */
export const pricesOn = (month: string = PRICES_ON): string => `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`.trim();

/** What a run is thought to take: tokens, and money where the price of the model is known. */
export const estimateWords = (ai: AiEstimate): { readonly tokens: string; readonly money: string } => ({
  tokens: `${rangeOf(ai.tokens, countOf)} tokens`,
  money: ai.microUsd === undefined ? 'price of this model not known' : ai.microUsd.most === 0 ? 'free on your machine' : moneyOf(ai.microUsd),
});

/** "read 1,240, wrote 35 tokens" and "about $0.0003". */
export const usageWords = ({ tokens, microUsd }: Usage): { readonly tokens: string; readonly money: string } => ({
  tokens: `read ${countOf(tokens.input)}, wrote ${countOf(tokens.output)} tokens`,
  money: microUsd === undefined ? 'your bill' : microUsd === 0 ? 'free' : `about ${aboutUsd(microUsd)}`,
});
