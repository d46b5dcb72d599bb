/** Addresses that a person may have at a domain: forms of the name, ranked by the addresses that are known there. */
import { PATTERN_GUESSES } from '../../core/limits.ts';
import { PATTERN_HALF_LIFE_MS } from '../../core/own-source-limits.ts';

interface Form {
  readonly id: string;
  local(first: string, last: string): string;
  /** Share of company addresses of this form when nothing is known of the domain. */
  readonly prior: number;
}

const initial = (name: string): string => name.slice(0, 1);

/** About half of all company addresses are first.last, then first, flast, firstlast: general figures, corrected by each known address. */
const FORMS: readonly Form[] = [
  { id: 'first.last', prior: 0.5, local: (f, l) => `${f}.${l}` },
  { id: 'first', prior: 0.16, local: (f) => f },
  { id: 'flast', prior: 0.14, local: (f, l) => `${initial(f)}${l}` },
  { id: 'firstlast', prior: 0.055, local: (f, l) => `${f}${l}` },
  { id: 'f.last', prior: 0.04, local: (f, l) => `${initial(f)}.${l}` },
  { id: 'last', prior: 0.02, local: (_f, l) => l },
  { id: 'first_last', prior: 0.02, local: (f, l) => `${f}_${l}` },
  { id: 'last.first', prior: 0.015, local: (f, l) => `${l}.${f}` },
  { id: 'firstl', prior: 0.015, local: (f, l) => `${f}${initial(l)}` },
  { id: 'first-last', prior: 0.01, local: (f, l) => `${f}-${l}` },
  { id: 'lastf', prior: 0.01, local: (f, l) => `${l}${initial(f)}` },
  { id: 'first.l', prior: 0.005, local: (f, l) => `${f}.${initial(l)}` },
  { id: 'last.f', prior: 0.004, local: (f, l) => `${l}.${initial(f)}` },
  { id: 'lastfirst', prior: 0.003, local: (f, l) => `${l}${f}` },
  { id: 'fl', prior: 0.003, local: (f, l) => `${initial(f)}${initial(l)}` },
];
/** Addresses that the general figures are worth. */
const PRIOR_ADDRESSES = 1.5;
/** With known addresses a form less likely than this is not worth a check. */
const LEAST_SHARE = 0.06;

/** A person whose address at the domain is known. */
export interface KnownAddress {
  /** Forms that explain it, see `formsOf`; at least one. */
  readonly forms: readonly string[];
  /** When it was learned, milliseconds since 1970. */
  readonly at: number;
}

/** What a guess rests on: addresses of this form that are known at the domain. */
export interface GuessBasis {
  readonly form: string;
  readonly known: number;
  readonly domain: string;
}
export interface Guess {
  readonly address: string;
  readonly form: string;
  /** How likely it is among all forms, 0 to 1. */
  readonly share: number;
  /** Absent where general figures alone speak for it. */
  readonly basis?: GuessBasis;
}

/** Letters of an e-mail local part: marks folded, ß and friends spelled out, everything else dropped. */
function fold(name: string): string {
  return name
    .toLocaleLowerCase('en')
    .replace(/ß/g, 'ss').replace(/[äæ]/g, 'ae').replace(/[öœø]/g, 'oe').replace(/ü/g, 'ue').replace(/ł/g, 'l').replace(/đ/g, 'd')
    .normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]/g, '');
}

/** Marks dropped and not spelled out: "müller" as "muller". */
const foldPlain = (name: string): string => fold(name.normalize('NFKD').replace(/\p{M}/gu, ''));

/** Forms that explain an address by the name of its owner; none when it is no address of that name. */
export function formsOf({ firstName, lastName, email }: { readonly firstName: string; readonly lastName: string; readonly email: string }): readonly string[] {
  const local = (email.split('@')[0] ?? '').toLowerCase().replace(/\+.*$/, '');
  const spellings = [[fold(firstName), fold(lastName)], [foldPlain(firstName), foldPlain(lastName)]] as const;
  return FORMS.filter((form) => spellings.some(([first, last]) => first !== '' && last !== '' && form.local(first, last) === local)).map((form) => form.id);
}

interface Weighed {
  readonly form: Form;
  readonly share: number;
  readonly known: number;
}

/**
 * The forms by how likely they are at a domain: general figures worth PRIOR_ADDRESSES, and each known address for the
 * forms that explain it, less the older it is. Shares add up to 1; likeliest first.
 */
function weigh(known: readonly KnownAddress[], now: number): Weighed[] {
  const weights = new Map(FORMS.map((form) => [form.id, form.prior * PRIOR_ADDRESSES]));
  const counts = new Map<string, number>();
  for (const address of known) {
    const forms = FORMS.filter((form) => address.forms.includes(form.id));
    if (forms.length === 0) continue;
    const priors = forms.reduce((sum, form) => sum + form.prior, 0);
    const weight = 0.5 ** (Math.max(0, now - address.at) / PATTERN_HALF_LIFE_MS);
    for (const form of forms) {
      weights.set(form.id, (weights.get(form.id) ?? 0) + (weight * form.prior) / priors);
      counts.set(form.id, (counts.get(form.id) ?? 0) + 1);
    }
  }
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return FORMS.map((form) => ({ form, share: (weights.get(form.id) ?? 0) / all, known: counts.get(form.id) ?? 0 })).sort((a, b) => b.share - a.share);
}

const NOBODY: readonly KnownAddress[] = [];
const weighedOf = new WeakMap<readonly KnownAddress[], { readonly now: number; readonly weighed: readonly Weighed[] }>();

/** The people of one domain are weighed once for all leads of a run that are there. */
function weighedOnce(known: readonly KnownAddress[], now: number): readonly Weighed[] {
  const last = weighedOf.get(known);
  if (last?.now === now) return last.weighed;
  const weighed = weigh(known, now);
  weighedOf.set(known, { now, weighed });
  return weighed;
}

/**
 * Addresses a person of this name may have at a domain, likeliest first, PATTERN_GUESSES at most; fewer the more the known
 * addresses agree. Empty when the name has no Latin form.
 * @param known people with addresses at this very domain
 * @param now milliseconds since 1970; needed where something is known
 */
export function guessesAt(firstName: string, lastName: string, domain: string, known: readonly KnownAddress[] = NOBODY, now = 0): Guess[] {
  const first = fold(firstName);
  const last = fold(lastName);
  if (!first || !last || !domain) return [];
  const weighed = weighedOnce(known, now);
  const isTold = weighed.some((w) => w.known > 0);
  const guesses = new Map<string, Guess>();
  for (const { form, share, known: count } of weighed) {
    const address = `${form.local(first, last)}@${domain}`;
    if (guesses.has(address)) continue;
    if (guesses.size >= PATTERN_GUESSES || (isTold && guesses.size > 0 && share < LEAST_SHARE)) break;
    guesses.set(address, { address, form: form.id, share, ...(count > 0 ? { basis: { form: form.id, known: count, domain } } : {}) });
  }
  return [...guesses.values()];
}

/** The addresses alone, by general figures. */
export const guessAddresses = (firstName: string, lastName: string, domain: string): string[] => guessesAt(firstName, lastName, domain).map((guess) => guess.address);
