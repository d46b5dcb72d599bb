/** Which ids, classes and attribute values of a page are likely to be there tomorrow. Pure string work. */

/** Words of a state or a place in a row, not of a thing: two records of one list differ in them. */
const STATE = /^(?:is|has|js|no)-|^(?:active|selected|current|open|opened|closed|expanded|collapsed|hover|hovered|focus|focused|visited|disabled|enabled|loaded|loading|lazy\w*|visible|hidden|shown|show|hide|odd|even|first|last|alt|new|sticky|animated?|fade\w*|slide\w*|in|out|on|off|highlighted|checked|featured|sponsored|promoted)$/i;

/** Words of utility style sheets: they say how a thing looks, and change with its looks. */
const UTILITY = /^(?:flex|grid|block|inline|table|contents|container|row|col|column|columns|wrapper|relative|absolute|fixed|static|truncate|underline|uppercase|lowercase|capitalize|italic|bold|rounded|border|shadow|clearfix|left|right|center|text|btn|group|peer|transition|antialiased|transform|container-fluid)$|^(?:flex|grid|inline|items|justify|self|content|place|order|gap|space|text|font|leading|tracking|bg|border|rounded|shadow|ring|overflow|cursor|opacity|z|m[trblxy]?|p[trblxy]?|w|h|min|max|d|float|align|col|row|object|sr|align|pull|push|hidden|visible|sm|md|lg|xl|xs)-/i;

/** Class names that a build step made: the word before the hash says nothing alone. */
const GENERATED = /^(?:css|sc|jsx|emotion|styled|svelte|ng|tss|mui|makestyles|jss|astro|data-v|_ng\w*|chakra)-/i;

/** A word of a page's author that names what a thing is. */
export function isStableWord(word: string): boolean {
  if (word.length < 2 || word.length > 40 || !/^[A-Za-z][A-Za-z_-]*$/.test(word)) return false;
  if (STATE.test(word) || GENERATED.test(word)) return false;
  return word.split(/[-_]+/).every((part) => part === '' || !looksHashed(part));
}

/** A word that only says how a thing looks. It may still tell two things apart today. */
export const isUtilityWord = (word: string): boolean => UTILITY.test(word);

/** Letters that no language would put so: a hash without digits. */
function looksHashed(part: string): boolean {
  if (part.length < 5) return false;
  const humps = part.replace(/[A-Z]{2,}(?=[A-Z][a-z]|$)/g, 'A').match(/[A-Z]?[a-z]+|[A-Z]/g) ?? [];
  if (humps.length >= 3 && humps.filter((hump) => hump.length <= 2).length * 2 > humps.length) return true;
  if (/^[A-Z]+$/.test(part)) return !/[AEIOUY]/.test(part);
  return !/[aeiouyäöü]/i.test(part) || /[bcdfghjklmnpqrstvwxz]{6,}/i.test(part);
}

/** An id that was written, not counted or generated. */
export function isStableId(id: string): boolean {
  return id.length >= 2 && id.length <= 60 && /^[A-Za-z][\w-]*$/.test(id) && !/\d{2}|\d$/.test(id) && !/^(?:ember|react|radix|headlessui|mui|ext-|yui|gen|uid|id-)/i.test(id) && id.split(/[-_]+/).every((part) => !looksHashed(part.replace(/\d/g, '')));
}

/** A value of an attribute that names a thing and does not count it. */
export const isStableValue = (value: string): boolean => value.length >= 2 && value.length <= 40 && /^[A-Za-z][\w .:/-]*$/.test(value) && !/\d/.test(value) && value.split(/[^A-Za-z]+/).every((part) => !looksHashed(part));
