import { isNickname, isSlip } from './first-names.ts';
import type { Traits } from './traits.ts';

/** Why two leads may be one. */
export type DuplicateReason =
  | 'same-key' // identity: profile, address, domain, name at the same company
  | 'same-mailbox' // two spellings of one mailbox
  | 'same-phone'
  | 'same-number' // of a register
  | 'nickname'
  | 'initial'
  | 'slip' // one letter differs
  | 'swapped' // first and last name
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
/** From here on it is likelier than not. */
export const LIKELY = 78;

type Said = readonly [score: number, reason: DuplicateReason] | null;
const share = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));
/** Two names in two scripts cannot be held against each other. */
const isLatin = (text: string): boolean => /[a-z]/.test(text);

/** What speaks most for two leads being one; null when too little does, or something against it. Symmetric. */
export function compare(x: Traits, y: Traits): DuplicatePair | null {
  if (x.id === y.id || contradicts(x, y)) return null;
  const [a, b] = x.id < y.id ? [x, y] : [y, x];
  const said = a.kind === 'person' ? comparePeople(a, b) : compareCompanies(a, b);
  return said && { ids: [a.id, b.id], score: said[0], reason: said[1] };
}

/** Whether two leads cannot be one, whatever links each of them to a third. Symmetric. */
export const contradicts = (a: Traits, b: Traits): boolean => a.kind !== b.kind || (a.kind === 'person' ? peopleClash(a, b) : companiesClash(a, b));

// --- People ---
const isInitial = (a: string, b: string): boolean => a !== b && a !== '' && b !== '' && (a.length === 1 || b.length === 1) && a[0] === b[0];
/** "j ada" and "ada" too: an initial in front belongs to the first name. */
const firstFits = (a: string, b: string): boolean => a === '' || b === '' || a === b || isNickname(a, b) || isInitial(a, b) || isSlip(a, b) || isLatin(a) !== isLatin(b) || (a.length > 1 && b.length > 1 && share(a.split(' '), b.split(' ')));
/** "example" and "example muster", or "van example", are one family. */
const lastFits = (a: string, b: string): boolean => a === '' || b === '' || a === b || isSlip(a, b) || isInitial(a, b) || isLatin(a) !== isLatin(b) || share(a.split(' ').filter((word) => word.length > 2), b.split(' '));
const isTurned = (a: Traits, b: Traits): boolean => a.first !== '' && a.last !== '' && a.first !== a.last && a.first === b.last && a.last === b.first;

function peopleClash(a: Traits, b: Traits): boolean {
  if (a.generation !== '' && b.generation !== '' && a.generation !== b.generation) return true;
  const isSameProfile = share(a.profiles, b.profiles);
  const isReached = isSameProfile || share(ownMailboxes(a), ownMailboxes(b)) || share(a.keys.filter((key) => key.startsWith('person:url:')), b.keys);
  if (!isTurned(a, b)) {
    // A couple shares a mailbox, a house its switchboard and a page of all its people: the first name decides.
    if (!firstFits(a.first, b.first) && !(isSameProfile && lastFits(a.last, b.last))) return true;
    if (!lastFits(a.last, b.last) && !isReached) return true;
  }
  if (isReached) return false;
  return differsOn(a.profiles, b.profiles, (profile) => profile.split('/', 1)[0] ?? '') || mailboxesClash(a.mailboxes, b.mailboxes) || isElsewhere(a, b);
}

/** Both have something on one place, and nothing there is the same: two profiles of one service are two people. */
function differsOn(a: readonly string[], b: readonly string[], placeOf: (one: string) => string): boolean {
  return a.some((one) => b.some((other) => placeOf(one) === placeOf(other)) && !share(a.filter((x) => placeOf(x) === placeOf(one)), b));
}

const ROLES = new Set('info contact office hello hi mail sales support team admin service kontakt post press presse jobs careers hr marketing billing accounts enquiries welcome reception secretary zentrale contacto accueil webmaster'.split(' '));
const isRole = (mailbox: string): boolean => ROLES.has(mailbox.split('@', 1)[0] ?? '');
/** Addresses that lead to one person and not to a house. */
const ownMailboxes = (a: Traits): readonly string[] => a.mailboxes.filter((mailbox) => !isRole(mailbox));

/** Two addresses at one domain that name two people: `ada.sample` and `ben.sample`, or `sample1` and `sample2`. */
function mailboxesClash(a: readonly string[], b: readonly string[]): boolean {
  return a.some((x) => b.some((y) => {
    const [localX = '', hostX] = x.split('@');
    const [localY = '', hostY] = y.split('@');
    if (hostX !== hostY || localX === localY || isRole(x) || isRole(y)) return false;
    if (localX.replace(/\d/g, '') === localY.replace(/\d/g, '')) return true;
    const [wordsX, wordsY] = [localX, localY].map((local) => local.split(/[._-]+/).filter(Boolean));
    if (!wordsX || !wordsY || wordsX.length < 2 || wordsY.length < 2 || wordsX.at(-1) !== wordsY.at(-1)) return false;
    return !firstFits(wordsX[0] ?? '', wordsY[0] ?? '');
  }));
}

const isSamePlace = (a: Traits, b: Traits): boolean => (a.company.length > 1 && a.company === b.company) || share(a.domains, b.domains);
/** They work in two places, as far as both are known. */
const isElsewhere = (a: Traits, b: Traits): boolean => !isSamePlace(a, b) && (a.company !== '' || a.domains.length > 0) && (b.company !== '' || b.domains.length > 0) && !share(a.phones, b.phones);

function comparePeople(a: Traits, b: Traits): Said {
  const isWhole = firstFits(a.first, b.first) && lastFits(a.last, b.last);
  if (share(a.keys.filter(isOwnKey), b.keys)) return [isWhole ? 99 : 90, 'same-key'];
  if (share(ownMailboxes(a), ownMailboxes(b))) return [isWhole ? 97 : 90, 'same-mailbox'];
  const isSameLast = a.last !== '' && a.last === b.last;
  if (share(a.mailboxes, b.mailboxes)) return a.name !== '' && a.name === b.name ? [96, 'same-mailbox'] : a.name === '' || b.name === '' ? [70, 'same-mailbox'] : null;
  if (share(a.phones, b.phones)) return isSameLast ? [93, 'same-phone'] : null;
  if (isSamePlace(a, b)) {
    if (isSameLast && a.first !== '' && a.first === b.first) return [92, 'same-name'];
    if (isSameLast && isNickname(a.first, b.first)) return [88, 'nickname'];
    if (isTurned(a, b)) return [82, 'swapped'];
    if (isSameLast && isInitial(a.first, b.first)) return [80, 'initial'];
    if (isSameLast && isSlip(a.first, b.first)) return [80, 'slip'];
    if (a.first !== '' && a.first === b.first && isSlip(a.last, b.last)) return [80, 'slip'];
    return null;
  }
  return a.name.includes(' ') && a.name === b.name && (a.country === '' || b.country === '' || a.country === b.country) ? [60, 'same-name'] : null;
}

/** Of an address that a whole house answers nothing follows about one person. */
const isOwnKey = (key: string): boolean => !key.startsWith('person:email:') || !ROLES.has(key.slice(key.lastIndexOf(':') + 1));

// --- Companies ---
const labelOf = (domain: string): string => domain.split('.', 1)[0] ?? '';
const sameLabel = (a: Traits, b: Traits): boolean => a.domains.some((x) => b.domains.some((y) => labelOf(x) === labelOf(y)));
const isAbroad = (a: Traits, b: Traits): boolean => a.country !== '' && b.country !== '' && a.country !== b.country;

function companiesClash(a: Traits, b: Traits): boolean {
  if (differsOn(a.numbers, b.numbers, (number) => number.split(' ', 1)[0] ?? '') && !share(a.numbers, b.numbers)) return true;
  if (share(a.keys, b.keys) || share(a.domains, b.domains) || share(a.numbers, b.numbers)) return false;
  return (a.domains.length > 0 && b.domains.length > 0 && !sameLabel(a, b)) || (a.company !== '' && b.company !== '' && a.company !== b.company) || isAbroad(a, b);
}

function compareCompanies(a: Traits, b: Traits): Said {
  // One domain with two names may be a house with two brands, or a site that hosts many.
  const isAkin = a.company === '' || b.company === '' || a.company.includes(b.company) || b.company.includes(a.company) || a.domains.some((domain) => a.company.includes(labelOf(domain)) && b.company.includes(labelOf(domain)));
  if (share(a.keys, b.keys)) return isAkin ? [99, 'same-key'] : [75, 'same-key'];
  if (share(a.numbers, b.numbers)) return isAkin ? [96, 'same-number'] : [80, 'same-number'];
  if (share(a.domains, b.domains)) return isAkin ? [95, 'redirect'] : [75, 'redirect'];
  if (a.company.length < 3 || a.company !== b.company) return null;
  const isOtherForm = a.form !== '' && b.form !== '' && a.form !== b.form;
  // Two domains of one label are two doors of one house more often than not; two legal forms may be two houses.
  const isTwoDomains = a.domains.length > 0 && b.domains.length > 0;
  return [isOtherForm ? 60 : isTwoDomains ? 75 : 85, 'legal-form'];
}
