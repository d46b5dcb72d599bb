import { PATTERN_GUESSES } from '../../core/limits.ts';

/** Letters of an e-mail local part: marks folded, ß and friends spelled out, everything else dropped. */
function fold(name: string): string {
  return name
    .toLocaleLowerCase('en')
    .replace(/ß/g, 'ss').replace(/[äæ]/g, 'ae').replace(/[öœø]/g, 'oe').replace(/ü/g, 'ue').replace(/ł/g, 'l').replace(/đ/g, 'd')
    .normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]/g, '');
}

/**
 * Addresses a person of this name may have at a domain, likeliest first. General priors: about half of all company
 * addresses are first.last, then first, flast, firstlast. Empty when the name has no Latin form.
 */
export function guessAddresses(firstName: string, lastName: string, domain: string): string[] {
  const first = fold(firstName);
  const last = fold(lastName);
  if (!first || !last || !domain) return [];
  const locals = [`${first}.${last}`, first, `${first.slice(0, 1)}${last}`, `${first}${last}`, `${first.slice(0, 1)}.${last}`];
  return [...new Set(locals)].slice(0, PATTERN_GUESSES).map((local) => `${local}@${domain}`);
}
