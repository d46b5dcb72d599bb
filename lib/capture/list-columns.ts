import type { RawColumn, RawList } from '../contracts/raw-list.ts';
import type { FieldKey, LeadKind } from '../domain/lead/fields.ts';
import { looksLikeJobTitle } from '../domain/lead/job-title.ts';
import { hasLegalForm } from '../domain/lead/legal-form.ts';
import { personNameScore } from '../domain/lead/name.ts';
import { registrableDomain } from './domains.ts';
import { profileOf } from './urls.ts';

/** Rows whose cells are looked at to tell what a column holds. */
const SAMPLE = 40;

/** Words by which pages name a column, in the languages lists are most often written in; the first that fits wins. */
const WORDS: readonly (readonly [FieldKey, RegExp])[] = [
  ['fax', /\b(?:tele)?fax\b|传真/i],
  ['mobile', /\b(?:mobile?|mobil\w*|handy|cell(?:ular)?|celular|gsm|portable|móvil|movil)\b/i],
  ['companyName', /\b(?:company|organi[sz]ation|employer|firma|unternehmen|société|empresa|azienda|bedrijf|institution|affiliation|publisher)\b/i],
  ['title', /\b(?:job-?\s?title|title|position|role|funktion|function|job|fonction|poste|cargo|puesto|ruolo|functie|beruf|occupation|designation|portfolio|rank|office held)\b/i],
  ['industry', /\b(?:industry|sector|branche|secteur|settore|category|categories|rubrik|kategorie)\b/i],
  ['address', /\b(?:address|adr|street|adresse|anschrift|indirizzo|dirección|direccion|adres|endereço)\b/i],
  ['location', /\b(?:location|city|town|ort|stadt|ville|ciudad|città|plaats|region|state|district|constituency|county|wahlkreis|locality|place|area)\b/i],
  ['country', /\b(?:country|land|pays|país|paese|nationality)\b/i],
  ['employees', /\b(?:employees|headcount|staff size|mitarbeiter(?:zahl)?|effectif|empleados|company size)\b/i],
  ['founded', /\b(?:founded|gegründet|established|since|fondée|fundada)\b/i],
  ['description', /\b(?:description|summary|bio|biography|about|beschreibung|abstract|excerpt|snippet|profile|text)\b/i],
  ['name', /\b(?:(?:full|first|last|person|company|business|member|contact)?-?\s?name|fn|nom|nombre|nome|naam|namn|navn|namen?|member|person|firma|speaker|author|heading)\b|姓名|名称|氏名/i],
];

interface Look {
  readonly column: RawColumn;
  readonly index: number;
  readonly cells: readonly string[];
}
const share = (look: Look, is: (text: string) => boolean): number => (look.cells.length === 0 ? 0 : look.cells.filter(is).length / look.cells.length);

/** What a list is about, and the lead field of each of its columns (null: none). Each field is given once. */
export function mapColumns(list: RawList, pageUrl: string): { kind: LeadKind; fields: (FieldKey | null)[] } {
  const looks = list.columns.map((column, index) => ({ column, index, cells: list.rows.slice(0, SAMPLE).map((row) => row.cells[index] ?? '').filter((cell) => cell !== '') }));
  const name = nameColumn(looks, list.rows.length);
  const kind: LeadKind = name && share(name, isPersonName) >= 0.5 && share(name, hasLegalForm) < 0.25 ? 'person' : 'company';
  const fields: (FieldKey | null)[] = list.columns.map(() => null);
  const given = new Set<FieldKey>();
  const give = (look: Look, field: FieldKey | null): void => {
    if (field === null || given.has(field) || fields[look.index] !== null) return;
    fields[look.index] = field;
    given.add(field);
  };
  if (name) give(name, 'name');
  for (const look of looks) if (look.column.type !== 'text' && look !== name) give(look, typedField(look, kind, pageUrl));
  for (const look of looks) if (look.column.type === 'text' || look.column.type === 'number') give(look, namedField(look, kind));
  for (const look of looks) if (look.column.type === 'text') give(look, guessedField(look, kind));
  return { kind, fields };
}

const isPersonName = (text: string): boolean => personNameScore(text) >= 40;

/** The column that names the record: called so, or names of people, or the first text that nearly every record has and no two share. */
function nameColumn(looks: readonly Look[], rows: number): Look | undefined {
  const texts = looks.filter((look) => look.column.type === 'text' && look.cells.length >= Math.min(rows, SAMPLE) * 0.6);
  const people = texts.filter((look) => share(look, isPersonName) >= 0.6);
  const called = texts.filter((look) => look.column.named !== 'type' && WORDS.at(-1)?.[1].test(look.column.name) && average(look) <= 80);
  const telling = texts.filter((look) => average(look) <= 120 && new Set(look.cells).size >= look.cells.length * 0.8 && share(look, (cell) => /\p{L}{2}/u.test(cell)) >= 0.8);
  return people.find((look) => called.includes(look)) ?? people[0] ?? called[0] ?? telling[0];
}

const average = (look: Look): number => look.cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, look.cells.length);

function typedField(look: Look, kind: LeadKind, pageUrl: string): FieldKey | null {
  switch (look.column.type) {
    case 'email':
      return 'email';
    case 'phone':
      return /fax/i.test(look.column.name) ? 'fax' : kind === 'person' && WORDS[1]?.[1].test(look.column.name) ? 'mobile' : 'phone';
    case 'image':
      return 'photoUrl';
    case 'url':
      return linkField(look, kind, pageUrl);
    case 'text':
    case 'date':
    case 'number':
    case 'price':
      return null;
  }
}

/** A profile on a known site, the record's own site, or its page on this one. */
function linkField(look: Look, kind: LeadKind, pageUrl: string): FieldKey | null {
  const profiles = look.cells.map(profileOf);
  const first = profiles.find((profile) => profile !== null && (profile.kind === undefined || profile.kind === kind));
  if (first && profiles.filter((profile) => profile?.field === first.field).length >= look.cells.length * 0.6) return first.field;
  const own = registrableDomain(pageUrl);
  const outside = share(look, (cell) => /^https?:/i.test(cell) && registrableDomain(cell) !== own);
  if (outside >= 0.7) return new Set(look.cells.map(registrableDomain)).size > look.cells.length / 2 ? 'website' : null;
  return outside <= 0.3 && new Set(look.cells).size >= look.cells.length * 0.8 ? 'profileUrl' : null;
}

function namedField(look: Look, kind: LeadKind): FieldKey | null {
  if (look.column.named === 'type' || look.column.name === '') return null;
  const found = WORDS.find(([field, words]) => words.test(look.column.name) && (kind === 'person' || !PERSON_ONLY.has(field)))?.[0] ?? null;
  if (found === 'name' || (found === 'title' && share(look, looksLikeJobTitle) < 0.2 && look.column.named === 'class')) return null;
  if (found !== 'description' && average(look) > 160) return null;
  return found;
}
const PERSON_ONLY: ReadonlySet<FieldKey> = new Set(['title', 'companyName', 'mobile']);

function guessedField(look: Look, kind: LeadKind): FieldKey | null {
  if (kind === 'person' && share(look, looksLikeJobTitle) >= 0.5) return 'title';
  if (kind === 'person' && share(look, hasLegalForm) >= 0.4) return 'companyName';
  return average(look) >= 120 ? 'description' : null;
}
