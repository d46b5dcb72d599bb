import { hasLegalForm } from './legal-form.ts';

/** The parts of a person's name. */
export interface PersonName {
  /** First and last name without prefix and suffix. */
  readonly name: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

const PREFIX = /^(?:the\s+)?(?:rt\.?\s+hon\.?|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|hon|honou?rable|rev|reverend|sen|senator|rep|gov|capt|captain|col|lt|sgt|judge|justice|herr|frau|dipl\.?-?\s?ing|ing|mag|mme|mlle|sr|sra|srta|dott|dott\.ssa|avv|eng|arch)(?:\.|(?=\s))(?:\s*(?:h\.\s?c\.|rer\.\s?(?:nat|pol)\.|med\.|jur\.|phil\.))*\s*/i;
const SUFFIX = /(?:,\s*|\s+)(?:jr|sr|ii|iii|iv|ph\.?\s?d|d\.?phil|m\.?d|mba|cpa|cfa|esq|m\.?p|obe|cbe|mbe|frs|p\.?e|r\.?n|b\.?sc|m\.?sc|b\.?a|m\.?a|ll\.?b|ll\.?m|q\.?c|k\.?c|dds|dvm|j\.?d|pmp|cissp|shrm-cp|fca|aca|facs|feng)\.?$/i;
const PARTICLE = /^(?:van|von|vom|zu|zum|zur|de|den|der|des|da|das|di|do|dos|du|del|della|la|le|lo|ten|ter|bin|ibn|al|el|af|av|mac|st\.?)$/i;

/** Words that stand in headings and company names, and hardly ever in a person's name. */
const NOT_NAME = new Set(
  (
    'home about contact contacts us our team people staff members member services service products product news blog welcome company group inc and the of for with in on at by ' +
    'bank solutions technologies technology systems studio studios partners association institute university college school hospital hotel inn restaurant cafe club center centre foundation ' +
    'council agency works holdings industries international global consulting insurance parliament ministry department office store shop online express management leadership board directors ' +
    'privacy policy terms login sign search menu careers jobs events press media support help overview profile page site website portfolio imprint impressum kontakt über uns datenschutz ' +
    'information details address email phone directory results list all new more read view gallery pricing plans features customers case studies resources docs documentation sorry error not found'
  ).split(' '),
);

/**
 * Splits a person's name. Reads "Dr. Ada van Example, PhD", "Example, Ada" and "ADA EXAMPLE"; what stands in brackets
 * (pronouns, nicknames, maiden names) is left out. Never adds a letter that was not there.
 */
export function parsePersonName(text: string): PersonName {
  let rest = text.replace(/\s+/g, ' ').replace(/\s*[([{][^)\]}]*[)\]}]/g, '').trim().slice(0, 200);
  const prefixes: string[] = [];
  const suffixes: string[] = [];
  for (let found = PREFIX.exec(rest); found && prefixes.length < 4 && rest.length > found[0].length; found = PREFIX.exec(rest)) {
    prefixes.push(found[0].trim());
    rest = rest.slice(found[0].length).trim();
  }
  for (let found = SUFFIX.exec(rest); found && suffixes.length < 4 && found.index > 0; found = SUFFIX.exec(rest)) {
    suffixes.unshift(found[0].replace(/^[,\s]+/, ''));
    rest = rest.slice(0, found.index).trim();
  }
  const turned = /^(\p{L}[\p{L}'’ -]{1,40}), (\p{L}[\p{L}'’. -]{1,40})$/u.exec(rest);
  if (turned && (turned[1] ?? '').split(' ').length <= 3 && (turned[2] ?? '').split(' ').length <= 2) rest = `${turned[2]} ${turned[1]}`;
  rest = calm(rest.replace(/[,;|·–-]+$/, '').trim());
  const words = rest.split(' ').filter(Boolean);
  const lastAt = lastNameStart(words);
  return {
    name: rest,
    ...(words.length > 1 ? { firstName: words.slice(0, Math.max(1, Math.min(lastAt, firstNames(words)))).join(' '), lastName: words.slice(lastAt).join(' ') } : {}),
    ...(prefixes.length > 0 ? { prefix: prefixes.join(' ') } : {}),
    ...(suffixes.length > 0 ? { suffix: suffixes.join(' ') } : {}),
  };
}

/** The first name is the first word; an initial in front of it belongs to it ("J. Ada"). */
const firstNames = (words: readonly string[]): number => (/^\p{L}\.?$/u.test(words[0] ?? '') && words.length > 2 ? 2 : 1);

function lastNameStart(words: readonly string[]): number {
  for (let i = 1; i < words.length - 1; i++) if (PARTICLE.test(words[i] ?? '')) return i;
  return Math.max(1, words.length - 1);
}

/** "ADA O'EXAMPLE" in ordinary letters; names in mixed case stay as they are. */
function calm(name: string): string {
  if (name !== name.toLocaleUpperCase('en') || !/\p{Lu}{3}/u.test(name) || !name.includes(' ')) return name;
  return name.toLocaleLowerCase('en').replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toLocaleUpperCase('en'));
}

/** 0 to 100: how much a text looks like the name of one person. Says nothing about whether it is one. */
export function personNameScore(text: string): number {
  const raw = text.trim();
  if (raw.length < 3 || raw.length > 70 || /\d|[@/<>{}=*#!?:;]|\.(?:com|org|net|io)\b/i.test(raw.replace(/\([^)]*\)/g, '')) || hasLegalForm(raw)) return 0;
  const { name, prefix, suffix } = parsePersonName(raw);
  const words = name.split(' ').filter(Boolean);
  if (words.length < 2) return prefix && words.length === 1 ? 40 : 0;
  if (words.length > 6) return 0;
  if (words.some((word) => NOT_NAME.has(word.toLowerCase().replace(/\W+$/, '')))) return 0;
  const good = words.every((word) => PARTICLE.test(word) || /^\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word) || /^\p{Lo}+$/u.test(word));
  if (!good) return 0;
  let score = words.length <= 3 ? 60 : 45;
  if (prefix) score += 30;
  if (suffix) score += 10;
  if (words.some((word) => /^\p{Lu}{2,}$/u.test(word)) && words.some((word) => /\p{Ll}/u.test(word))) score -= 20;
  return Math.min(100, score);
}
