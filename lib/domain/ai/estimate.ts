import type { OperationInput } from '../enrichment/operation.ts';
import { costOf, PRICES_ON } from './prices.ts';
import type { Question } from './question.ts';

/** From the least to the most. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What a run over leads is thought to take of the person's own key at a provider of language models. */
export interface AiEstimate {
  readonly providerId: string;
  readonly model: string;
  readonly questions: number;
  /** Tokens read and written together. */
  readonly tokens: Range;
  /** Micro-USD; absent when the price of the model is not known. */
  readonly microUsd?: Range;
  /** Month of the price list. */
  readonly pricesOn: string;
}

/** Characters in a token, by the kind of text: plain English has more, other scripts and numbers fewer. */
const CHARS_MOST = 5;
const CHARS_LEAST = 2.5;
/** What the wrapping of a call adds, and the least that an answer of one part is. */
const OVERHEAD = 30;
const PART_TOKENS = 8;

const charsOf = (prompt: OperationInput): number => (prompt.instructions?.length ?? 0) + (prompt.question?.length ?? 0) + (prompt.schema?.length ?? 0);

/** Pure: the same leads and the same question are thought to cost the same. Models that think before they write are counted at the limit. */
export function estimateOf(question: Question, prompts: readonly OperationInput[]): AiEstimate {
  const each = prompts.map((prompt) => ({
    least: { input: Math.ceil(charsOf(prompt) / CHARS_MOST), output: PART_TOKENS * question.parts.length },
    most: { input: Math.ceil(charsOf(prompt) / CHARS_LEAST) + OVERHEAD, output: question.maxTokens },
  }));
  const sum = (of: (one: (typeof each)[number]) => number): number => each.reduce((total, one) => total + of(one), 0);
  const cost = (tokens: (typeof each)[number]['least']): number | undefined => costOf(question.providerId, question.model, tokens);
  const isPriced = cost({ input: 0, output: 0 }) !== undefined;
  return {
    providerId: question.providerId,
    model: question.model,
    questions: prompts.length,
    tokens: { least: sum(({ least }) => least.input + least.output), most: sum(({ most }) => most.input + most.output) },
    ...(isPriced ? { microUsd: { least: sum(({ least }) => cost(least) ?? 0), most: sum(({ most }) => cost(most) ?? 0) } } : {}),
    pricesOn: PRICES_ON,
  };
}
