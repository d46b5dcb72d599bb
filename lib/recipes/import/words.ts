/** What another program's names of fields mean here. */
import type { ColumnType } from '../../contracts/raw-list.ts';
import type { Recipe } from '../../contracts/recipe.ts';
import { FIELDS, type FieldKey, type LeadKind } from '../../domain/lead/fields.ts';
import { slugOf } from '../slug.ts';

const FIELD_WORDS: readonly (readonly [FieldKey, RegExp])[] = [
  ['linkedinUrl', /linked-?in/],
  ['githubUrl', /git-?hub/],
  ['xUrl', /twitter|(?:^|-)x(?:-|$)/],
  ['facebookUrl', /facebook/],
  ['instagramUrl', /instagram/],
  ['youtubeUrl', /youtube/],
  ['email', /e-?mail/],
  ['fax', /(?:^|-)fax/],
  ['mobile', /mobile|cell/],
  ['phone', /phone|(?:^|-)tel(?:-|$)|telefon/],
  ['photoUrl', /photo|image|picture|avatar|logo|(?:^|-)img|headshot|portrait|cover/],
  ['website', /website|homepage|(?:^|-)web(?:-|$)|company-(?:url|link)/],
  ['firstName', /first-?name|given-?name|vorname/],
  ['lastName', /last-?name|family-?name|surname|nachname/],
  ['companyDomain', /domain/],
  ['companyName', /company|organi[sz]ation|employer|firma|affiliation|works-?for|publisher/],
  ['title', /job|position|(?:^|-)role|headline|occupation|designation/],
  ['industry', /industry|sector|categor|branche/],
  ['employees', /employees|headcount|staff|team-?size|company-?size/],
  ['founded', /founded|established/],
  ['country', /country|nationality/],
  ['address', /address|street|(?:^|-)adr/],
  ['location', /location|city|town|place|region|area/],
  ['description', /description|summary|bio|about|abstract|excerpt/],
  ['name', /name|author|(?:^|-)person|speaker|member|(?:^|-)title(?:-|$)|creator|director/],
  ['profileUrl', /profile|(?:^|-)(?:url|link|href|source)(?:-|$)/],
];

/** The lead field that a name in another program most likely means; null when none. */
export function fieldOf(name: string, lead: LeadKind): FieldKey | null {
  const words = slugOf(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
  const found = FIELD_WORDS.find(([field, pattern]) => pattern.test(words) && (FIELDS[field].kinds as readonly string[]).includes(lead))?.[0] ?? null;
  // What a company's entry calls its company is its name.
  return found ?? (lead === 'company' && /company|organi[sz]ation|firma/.test(words) ? 'name' : null);
}

/** A person when the names speak of one, else a company. */
export function leadOf(names: readonly string[]): LeadKind {
  const words = names.map((name) => slugOf(name.replace(/([a-z])([A-Z])/g, '$1-$2'))).join(' ');
  return /first-?name|last-?name|surname|(?:^|[\s-])(?:job|position|role|author|speaker|person|people|member|headline|works-?for|profile|employer|birth)/.test(words) ? 'person' : 'company';
}

/** The kind of value that a field or a name promises. */
export function typeOf(name: string, field: FieldKey | null): ColumnType {
  const type = field === null ? 'text' : FIELDS[field].type;
  if (type === 'email' || type === 'phone' || type === 'url' || type === 'image' || type === 'date' || type === 'number') return type;
  return /price|cost|preis|prix/i.test(name) ? 'price' : /(?:^|[^a-z])date|datum/i.test(name) ? 'date' : 'text';
}

/** A key for a column; unique among those taken. */
export function keyOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '').slice(0, 36) || 'column';
  let key = plain;
  for (let n = 2; taken.has(key); n++) key = `${plain}-${n}`;
  return key;
}

/** Signs of jQuery that no browser knows in a selector. */
export const isForeignSelector = (selector: string): boolean => /:(?:contains|eq|gt|lt|first|last|even|odd|visible|hidden|header|input|button|parent|text)\b(?!-)/.test(selector.replace(/\[[^\]]*\]|"[^"]*"/g, ''));

export const importedProof = (from: string): Recipe['proof'] => ({ verified: false, assumes: `Taken over from ${from}; not tried on a page yet.` });

/** What one foreign file became. */
export interface Imported {
  readonly recipes: readonly Recipe[];
  readonly warnings: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}
