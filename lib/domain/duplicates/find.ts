import { DUPLICATE_BLOCK, DUPLICATE_WINDOW } from '../../core/limits.ts';
import { isNickname, isSlip } from './first-names.ts';
import type { Traits } from './traits.ts';

/** Why two leads may be one. */
export type DuplicateReason =
  | 'same-key' // identity: profile, address, domain, name at the same company
  | 'same-mailbox' // two spellings of one mailbox
  | 'same-phone'
  | 'nickname'
  | 'initial'
  | 'slip' // one letter differs
  | 'same-name' // and nothing speaks against it
  | 'legal-form' // companies that differ in it alone
  | 'redirect'; // two domains that lead to one

export interface DuplicatePair {
  /** The two leads, in the order of their ids. */
  readonly ids: readonly [string, string];
  /** 0 to 100. From `CERTAIN` on they can be merged without a look. */
  readonly score: number;
  readonly reason: DuplicateReason;
}
export const CERTAIN = 95;

/**
 * Pairs of leads that may be one, surest first. Key blocking: only leads that share something (an identity key, a mailbox, a
 * telephone, the last name at one company, a company's name) are compared, and in a block that is too large only neighbours in
 * the order of their names (sorted neighbourhood; Hernández and Stolfo 1995), so that the work grows with the number of leads.
 * Does not depend on the order of the leads.
 */
export function findDuplicates(all: readonly Traits[]): DuplicatePair[] {
  const found = new Map<string, DuplicatePair>();
  const blocks = new Map<string, Traits[]>();
  for (const traits of all) {
    for (const key of blockKeys(traits)) {
      const block = blocks.get(key);
      if (block) block.push(traits);
      else blocks.set(key, [traits]);
    }
  }
  for (const block of blocks.values()) {
    if (block.length < 2) continue;
    const sorted = block.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
    const reach = sorted.length <= DUPLICATE_BLOCK ? sorted.length : DUPLICATE_WINDOW;
    for (let i = 0; i < sorted.length; i++) {
      for (let j = i + 1; j < Math.min(sorted.length, i + reach); j++) {
        const pair = compare(sorted[i], sorted[j]);
        const known = pair && found.get(pair.ids.join(' '));
        if (pair && (!known || known.score < pair.score)) found.set(pair.ids.join(' '), pair);
      }
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.ids[0] < b.ids[0] ? -1 : a.ids[0] > b.ids[0] ? 1 : a.ids[1] < b.ids[1] ? -1 : 1));
}

function blockKeys({ kind, keys, first, last, name, company, domain, mailboxes, phones }: Traits): Set<string> {
  const out = new Set<string>(keys);
  for (const mailbox of mailboxes) out.add(`mailbox ${mailbox}`);
  if (kind === 'company') {
    if (company.length > 2) out.add(`company ${company}`);
    if (domain !== '') out.add(`domain ${domain}`);
    return out;
  }
  for (const phone of phones) out.add(`phone ${phone}`);
  for (const place of [company === '' ? '' : `company ${company}`, domain === '' ? '' : `domain ${domain}`]) {
    if (place === '') continue;
    if (last !== '') out.add(`last ${last} ${place}`);
    if (first !== '') out.add(`first ${first} ${place}`);
  }
  if (name.includes(' ')) out.add(`name ${name}`);
  return out;
}

/** What speaks most for two leads being one; null when too little does. */
export function compare(x: Traits | undefined, y: Traits | undefined): DuplicatePair | null {
  if (!x || !y || x.id === y.id || x.kind !== y.kind) return null;
  const [a, b] = x.id < y.id ? [x, y] : [y, x];
  const said = a.kind === 'person' ? comparePeople(a, b) : compareCompanies(a, b);
  return said && { ids: [a.id, b.id], score: said[0], reason: said[1] };
}

type Said = readonly [score: number, reason: DuplicateReason] | null;
const share = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

function comparePeople(a: Traits, b: Traits): Said {
  if (share(a.keys, b.keys)) return [99, 'same-key'];
  if (share(a.mailboxes, b.mailboxes)) return [97, 'same-mailbox'];
  const isSameLast = a.last !== '' && a.last === b.last;
  const [isNick, isShort, isSlipped] = [isNickname(a.first, b.first), isInitial(a.first, b.first), isSlip(a.first, b.first)];
  // A switchboard is everybody's: the name has to fit, too.
  if (share(a.phones, b.phones) && isSameLast && (a.first === b.first || isNick || isShort || isSlipped || a.first === '' || b.first === '')) return [93, 'same-phone'];
  const isSamePlace = (a.company !== '' && a.company === b.company) || (a.domain !== '' && a.domain === b.domain);
  if (isSamePlace) {
    if (isSameLast && a.first !== '' && a.first === b.first) return [92, 'same-name'];
    if (isSameLast && isNick) return [88, 'nickname'];
    if (isSameLast && isShort) return [80, 'initial'];
    if (isSameLast && isSlipped) return [80, 'slip'];
    if (a.first !== '' && a.first === b.first && isSlip(a.last, b.last)) return [80, 'slip'];
  }
  const isOpen = (a.company === '' && a.domain === '') || (b.company === '' && b.domain === '');
  return a.name.includes(' ') && a.name === b.name && isOpen && (a.country === '' || b.country === '' || a.country === b.country) ? [60, 'same-name'] : null;
}

const isInitial = (a: string, b: string): boolean => a !== b && a !== '' && b !== '' && (a.length === 1 || b.length === 1) && a[0] === b[0];

function compareCompanies(a: Traits, b: Traits): Said {
  if (share(a.keys, b.keys)) return [99, 'same-key'];
  if (a.domain !== '' && a.domain === b.domain) return [95, 'redirect'];
  if (a.company.length < 3 || a.company !== b.company) return null;
  // Two domains of one label are two doors of one house more often than not; with different countries they may be two houses.
  const isElsewhere = a.country !== '' && b.country !== '' && a.country !== b.country;
  if (a.domain !== '' && b.domain !== '') return isElsewhere || labelOf(a.domain) !== labelOf(b.domain) ? null : [75, 'legal-form'];
  return isElsewhere ? null : [85, 'legal-form'];
}

const labelOf = (domain: string): string => domain.split('.', 1)[0] ?? '';
