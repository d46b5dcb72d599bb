import type { EnrichmentId, Strategy, Verdict } from './waterfall.ts';

/** How an enrichment is called where a person reads it. */
export const ENRICHMENT_WORDS: Readonly<Record<EnrichmentId, { readonly noun: string; readonly ask: string; readonly needs: string }>> = {
  'work-email': { noun: 'Work email', ask: 'Find work email', needs: 'a full name and a company domain' },
  mobile: { noun: 'Mobile', ask: 'Find mobile', needs: 'a work email or a profile' },
  person: { noun: 'Person profile', ask: 'Complete profile', needs: 'a work email or a profile' },
  company: { noun: 'Company facts', ask: 'Complete company', needs: 'a domain' },
  'verify-email': { noun: 'Email check', ask: 'Check email', needs: 'an email' },
};

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
