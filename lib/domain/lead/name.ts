import { hasLegalForm } from './legal-form.ts';
import { isPrefix, NOT_NAME, PREFIX, SUFFIX } from './name-words.ts';

/** The parts of a person's name. */
export interface PersonName {
  /** First and last name without prefix and suffix. */
  readonly name: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

const PARTICLE = /^(?:van|von|vom|zu|zum|zur|de|den|der|des|da|das|di|do|dos|du|del|della|la|le|lo|ten|ter|bin|ibn|al|el|af|av|mac|st\.?)$/i;

/**
 * Splits a person's name. Reads "Dr. Ada van Example, PhD", "Example, Ada" and "ADA EXAMPLE"; what stands in brackets
 * (pronouns, nicknames, maiden names) is left out. Never adds a letter that was not there.
 */
export function parsePersonName(text: string): PersonName {
  let rest = text.replace(/\s+/g, ' ').replace(/\s*[([{][^)\]}]*[)\]}]/g, '').trim().slice(0, 200);
  const prefixes: string[] = [];
  const suffixes: string[] = [];
  for (let found = PREFIX.exec(rest); found && prefixes.length < 5 && rest.length > found[0].length && isPrefix(found[0]); found = PREFIX.exec(rest)) {
    prefixes.push(found[0].trim());
    rest = rest.slice(found[0].length).trim();
  }
  for (let found = SUFFIX.exec(rest); found && suffixes.length < 4 && found.index > 0; found = SUFFIX.exec(rest)) {
    suffixes.unshift(found[0].replace(/^[,\s]+/, ''));
    rest = rest.slice(0, found.index).trim();
  }
  const turned = /^(\p{L}[\p{L}'’ -]{1,40}), (\p{L}[\p{L}'’. -]{1,40})$/u.exec(rest);
  if (turned && (turned[1] ?? '').split(' ').length <= 3 && (turned[2] ?? '').split(' ').length <= 3) rest = `${turned[2]} ${turned[1]}`;
  rest = calm(rest.replace(/[,;|·–-]+$/, '').trim());
  const words = rest.split(' ').filter(Boolean);
  const lastAt = lastNameStart(words);
  const family = familyFirst(words);
  if (family > 0) return { name: rest, firstName: words.slice(family).join(' '), lastName: words.slice(0, family).join(' '), ...(prefixes.length > 0 ? { prefix: prefixes.join(' ') } : {}), ...(suffixes.length > 0 ? { suffix: suffixes.join(' ') } : {}) };
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

/** How many words of "EXAMPLE Ada" are the family name: it stands first and in capitals, as registers write it. Also where the script has it so. */
function familyFirst(words: readonly string[]): number {
  if (words.length === 2 && words.every((word) => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(word))) return 1;
  let capitals = 0;
  while (capitals < words.length - 1 && /^\p{Lu}[\p{Lu}'’-]{2,}$/u.test(words[capitals] ?? '')) capitals++;
  return capitals > 0 && words.slice(capitals).every((word) => /\p{Ll}/u.test(word)) ? capitals : 0;
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
  if (words.filter((word) => !PARTICLE.test(word)).length < 2) return prefix ? 40 : 0;
  let score = words.length <= 3 ? 60 : 45;
  if (prefix) score += 30;
  if (suffix) score += 10;
  if (words.some((word) => /^\p{Lu}{2,}$/u.test(word)) && words.some((word) => /\p{Ll}/u.test(word)) && familyFirst(words) === 0) score -= 20;
  return Math.min(100, score);
}
