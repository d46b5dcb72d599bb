import type { FieldKey } from './fields.ts';

/** Fields whose value is one of a few words, the same whoever says it: filters and rules can rely on them. */
export const FIELD_WORDS: { readonly [K in FieldKey]?: readonly string[] } = {
  phoneStatus: ['valid', 'invalid', 'unknown'],
  phoneType: [
    'mobile', 'landline', 'landline-or-mobile', 'voip', 'toll-free', 'premium-rate', 'shared-cost', 'personal', 'pager', 'uan', 'voicemail', 'satellite', 'payphone', 'special', 'other',
  ],
};
