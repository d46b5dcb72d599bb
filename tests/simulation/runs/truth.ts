import type { Verdict } from '../../../lib/domain/enrichment/operation.ts';

/** What is true in the world of a seed: it never changes, so that a test can compute what must come out. */
export interface Truth {
  /** The address that a partner has of a person, or null. Some have a wrong one. */
  addressAt(providerId: string, person: number): string | null;
  verdictOf(address: string): Verdict;
  domainOf(company: string): string;
}

const hash = (seed: number, text: string): number => {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  return ((h ^ (h >>> 12)) >>> 0) / 4_294_967_296;
};
export const rightAddress = (person: number): string => `person${person}@company${person}.example`;
export const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? -1);

export const createTruth = (seed: number): Truth => ({
  addressAt(providerId, person) {
    const luck = hash(seed, `${providerId}/${person}`);
    if (luck < 0.45) return null;
    return luck < 0.8 ? rightAddress(person) : `wrong${person}@company${person}.example`;
  },
  verdictOf(address) {
    if (!address.startsWith('person')) return 'invalid';
    const luck = hash(seed, address);
    return luck < 0.75 ? 'valid' : luck < 0.9 ? 'catch-all' : 'unknown';
  },
  domainOf: (company) => `company${numberIn(company)}.example`,
});
