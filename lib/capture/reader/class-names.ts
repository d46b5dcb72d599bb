import type { Zone } from '../../contracts/raw-capture.ts';

/** What a class attribute says. Worked out once for each distinct text of the attribute, whatever the number of elements. */
export interface ClassNames {
  readonly zone: Zone | null;
  /** A word such as `job-title`. */
  readonly hint: string | null;
  readonly card: CardNames | null;
}

/** Words of microformats: which things begin here, and which properties of the thing around are here. */
export interface CardNames {
  readonly root: 'h-card' | 'h-adr' | 'vcard' | 'adr' | 'h-other' | null;
  /** Of microformats2: prefix and name. */
  readonly props: readonly (readonly [prefix: string, name: string])[];
  /** Of the older class names. */
  readonly plain: readonly string[];
  readonly isValue: boolean;
  readonly isType: boolean;
}

const FOOTER = /footer|colophon/i;
const NAV = /(?:^|[\s_-])(?:nav|navbar|navigation|menu|main-?menu|top-?nav|sub-?menu|breadcrumbs?)(?:$|[\s_-])/i;
const ASIDE = /(?:^|[\s_-])(?:sidebar|related|recommended|recommendations|widget|cookies?|consent|share|sharing|sharebar|adverts?|ads|modal|popup)(?:$|[\s_-])/i;
const HEADER = /(?:^|\s)(?:header|site-header|top-header|masthead|topbar|top-bar|page-top)(?:$|\s)/i;
const MAYBE_ZONE = /foot|coloph|nav|menu|crumb|side|relat|recomm|widget|cookie|consent|shar|ads|advert|modal|popup|head|top/i;
const HINT = /(?:^|[\s_-])(job-?title|jobtitle|position|designation|role|headline|occupation|organi[sz]ation|company|company-?name|employer|location|department)(?:$|[\s_-])/i;

const PREFIXED = /^(p|u|dt|e)-(name|given-name|additional-name|family-name|honorific-prefix|honorific-suffix|org|organization-name|job-title|role|title|email|tel|url|uid|photo|logo|note|adr|geo|label|street-address|extended-address|post-office-box|locality|region|postal-code|country-name|nickname|category|bday)$/;
const PLAIN = /^(?:fn|n|given-name|additional-name|family-name|honorific-prefix|honorific-suffix|org|organization-name|organization-unit|title|role|email|tel|fax|url|photo|logo|note|adr|street-address|extended-address|post-office-box|locality|region|postal-code|country-name)$/;
const MAYBE_CARD = /card|adr|(?:^|\s)(?:[pue]|dt|h)-|(?:^|\s)(?:fn|n|org|title|role|email|tel|fax|url|photo|logo|note|region|locality|value|type)(?:\s|$)|-name|-address|-code|-box|honorific/;

const MOST = 5_000;
const known = new Map<string, ClassNames>();
export const NO_NAMES: ClassNames = { zone: null, hint: null, card: null };

export function classNames(text: string): ClassNames {
  if (text === '') return NO_NAMES;
  let names = known.get(text);
  if (!names) {
    const short = text.slice(0, 600);
    names = { zone: namedZone(short), hint: HINT.exec(short)?.[1]?.toLowerCase() ?? null, card: MAYBE_CARD.test(short) ? cardNames(short) : null };
    if (known.size < MOST) known.set(text, names);
  }
  return names;
}

/** The zone that the words of a class or an id name. */
export function namedZone(names: string): Zone | null {
  if (!MAYBE_ZONE.test(names)) return null;
  return FOOTER.test(names) ? 'footer' : NAV.test(names) ? 'nav' : ASIDE.test(names) ? 'aside' : HEADER.test(names) ? 'header' : null;
}

function cardNames(text: string): CardNames | null {
  const words = new Set(text.split(/\s+/));
  let root: CardNames['root'] = words.has('h-card') ? 'h-card' : words.has('h-adr') ? 'h-adr' : words.has('vcard') || words.has('hcard') ? 'vcard' : words.has('adr') ? 'adr' : null;
  const props: (readonly [string, string])[] = [];
  const plain: string[] = [];
  for (const word of words) {
    const prefixed = PREFIXED.exec(word);
    if (prefixed) props.push([prefixed[1] ?? '', prefixed[2] ?? '']);
    else if (PLAIN.test(word)) plain.push(word);
    else if (root === null && /^h-(?:geo|entry|event|feed|product|review|resume|item|org)$/.test(word)) root = 'h-other';
  }
  const [isValue, isType] = [words.has('value') || words.has('value-title'), words.has('type')];
  return root || props.length > 0 || plain.length > 0 || isValue || isType ? { root, props: props.slice(0, 8), plain: plain.slice(0, 8), isValue, isType } : null;
}
