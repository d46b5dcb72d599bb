import { ENRICHMENTS } from './enrichments.ts';
import type { EnrichmentId, Strategy, Verdict } from './waterfall.ts';

/** How an enrichment is called where a person reads it. */
export const ENRICHMENT_WORDS: Readonly<Record<EnrichmentId, { readonly noun: string; readonly ask: string; readonly needs: string }>> = ENRICHMENTS;

export const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  conservative: 'Only valid',
  balanced: 'Valid or catch-all',
  aggressive: 'Not invalid',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  valid: 'Valid',
  'catch-all': 'Catch-all',
  invalid: 'Invalid',
  unknown: 'Not checked',
};
