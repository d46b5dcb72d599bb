/** How the name of a company is compared: case, marks, "the", "&" and the spelling of its legal form do not count. */
import { foldName } from './identity.ts';
import type { Lead } from './lead.ts';
import { splitLegalForm } from './legal-form.ts';
import { textOf } from './merge.ts';

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const SAME_FORM: Readonly<Record<string, string>> = { incorporated: 'inc', corporation: 'corp', limited: 'ltd', companylimited: 'ltd', coltd: 'ltd', aktiengesellschaft: 'ag', privatelimited: 'pvtltd', ughaftungsbeschränkt: 'ug', company: 'co' };

/** Case, marks and punctuation folded, letters that are spelled with two written so. */
export const plainName = (name: string): string => foldName(name).replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
/** "The Oak & Elm Works" and "Oak-and-Elm works" are one word. */
export const companyWord = (name: string): string => plainName(name.replace(/[&+]/g, ' and ')).replace(/^the (?=.)/, '').replace(/ /g, '');
/** The same word for all spellings of one legal form; empty for none. */
export function formWord(form: string): string {
  const word = form.toLocaleLowerCase('en').replace(/[^\p{L}]+/gu, '');
  return SAME_FORM[word] ?? word;
}

export interface CompanyNaming {
  /** The name without its legal form, in one word. */
  readonly word: string;
  /** The legal form, empty where none is said. */
  readonly form: string;
}
export function namingOf(name: string): CompanyNaming {
  const { base, form = '' } = splitLegalForm(name);
  return { word: companyWord(base), form: formWord(form) };
}

/** A word of one letter, or none, is no name. */
const LEAST = 2;
/** The words under which a company is found by its name: those of the name and of the legal name that show. None for a person. */
export function wordsOfCompany({ kind, fields }: Pick<Lead, 'kind' | 'fields'>): string[] {
  if (kind !== 'company') return [];
  const names = [textOf(fields, 'name'), textOf(fields, 'legalName')].flatMap((name) => (name === undefined ? [] : namingOf(name).word));
  return [...new Set(names.filter((word) => word.length >= LEAST))];
}

/** Whether a company goes by a name: the same word, and no other legal form where both say one. */
export function answersTo({ fields }: Pick<Lead, 'fields'>, { word, form }: CompanyNaming): boolean {
  const names = [textOf(fields, 'name'), textOf(fields, 'legalName')].flatMap((name) => (name === undefined ? [] : namingOf(name)));
  const forms = new Set(names.map((one) => one.form).filter(Boolean));
  return names.some((one) => one.word === word) && (form === '' || forms.size === 0 || forms.has(form));
}

/**
 * The one company among those that answer to a name, in however many records: null when they are none, or several. Records are one
 * company when they share an identity key.
 */
export function onlyCompany(found: readonly Lead[]): readonly Lead[] | null {
  const [first, ...rest] = found;
  if (!first) return null;
  const known = new Set(first.keys);
  const left = new Set(rest);
  for (let grew = true; grew; ) {
    grew = false;
    for (const lead of left) {
      if (!lead.keys.some((key) => known.has(key))) continue;
      for (const key of lead.keys) known.add(key);
      left.delete(lead);
      grew = true;
    }
  }
  return left.size === 0 ? found : null;
}
