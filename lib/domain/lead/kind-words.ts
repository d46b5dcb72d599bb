import type { LeadKind } from './fields.ts';

/** "person", "people", "company", "companies" */
export function kindNoun(kind: LeadKind, n: number): string {
  if (kind === 'person') return n === 1 ? 'person' : 'people';
  return n === 1 ? 'company' : 'companies';
}

/** "1,204 people", "1 company": the same in the history, in files and on the screen. */
export const kindCount = (kind: LeadKind, n: number): string => `${n.toLocaleString('en')} ${kindNoun(kind, n)}`;
