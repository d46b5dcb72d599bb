import type { Tokens } from '../enrichment/operation.ts';

/** A model that is known by name, with what its provider takes. */
export interface Model {
  readonly id: string;
  /** USD for a million tokens, which is micro-USD for one: read and written. Absent where nothing is taken or nothing is known. */
  readonly reads?: number;
  readonly writes?: number;
  /** USD for each question beside its tokens. */
  readonly each?: number;
}

/** When the prices below were looked up. They age: the interface says "about", and the date. */
export const PRICES_ON = '2026-11';

/** Models to choose from by provider, the usual one first. Any other can be typed; it has no price here. */
export const MODELS: Readonly<Record<string, readonly Model[]>> = {
  openai: [
    { id: 'gpt-5-mini', reads: 0.25, writes: 2 },
    { id: 'gpt-5-nano', reads: 0.05, writes: 0.4 },
    { id: 'gpt-4.1-mini', reads: 0.4, writes: 1.6 },
    { id: 'gpt-4o-mini', reads: 0.15, writes: 0.6 },
    { id: 'gpt-5.2', reads: 1.75, writes: 14 },
  ],
  anthropic: [
    { id: 'claude-haiku-4-5', reads: 1, writes: 5 },
    { id: 'claude-sonnet-4-6', reads: 3, writes: 15 },
    { id: 'claude-opus-4-6', reads: 5, writes: 25 },
  ],
  gemini: [
    { id: 'gemini-2.5-flash-lite', reads: 0.1, writes: 0.4 },
    { id: 'gemini-2.5-flash', reads: 0.3, writes: 2.5 },
    { id: 'gemini-2.5-pro', reads: 1.25, writes: 10 },
  ],
  mistral: [{ id: 'mistral-small-latest', reads: 0.1, writes: 0.3 }, { id: 'mistral-large-latest' }],
  groq: [{ id: 'llama-3.3-70b-versatile', reads: 0.59, writes: 0.79 }, { id: 'llama-3.1-8b-instant', reads: 0.05, writes: 0.08 }],
  openrouter: [{ id: 'openai/gpt-5-mini', reads: 0.25, writes: 2 }, { id: 'anthropic/claude-haiku-4.5', reads: 1, writes: 5 }],
  perplexity: [{ id: 'sonar', reads: 1, writes: 1, each: 0.005 }, { id: 'sonar-pro', reads: 3, writes: 15, each: 0.005 }],
  ollama: [{ id: 'llama3.2', reads: 0, writes: 0 }, { id: 'qwen3', reads: 0, writes: 0 }],
};

export const modelOf = (providerId: string, id: string): Model | undefined => (Object.hasOwn(MODELS, providerId) ? MODELS[providerId]?.find((m) => m.id === id) : undefined);

/** Micro-USD for one question, or undefined when the price of the model is not known. */
export function costOf(providerId: string, modelId: string, tokens: Tokens): number | undefined {
  // A program on this machine takes nothing, whichever model it runs.
  if (providerId === 'ollama') return 0;
  const model = modelOf(providerId, modelId);
  if (model?.reads === undefined || model.writes === undefined) return undefined;
  return Math.ceil(tokens.input * model.reads + tokens.output * model.writes + (model.each ?? 0) * 1_000_000);
}
