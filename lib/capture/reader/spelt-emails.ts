import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { HAS, type Line } from './line.ts';
import { ADDRESS } from './mail-text.ts';

/** Words for the sign, in the languages of those who spell it out. */
const AT = 'at|ät|aet|@|arroba|arobase|chez|chiocciola|klammeraffe|affe|snabel-?a|kukac|zavinac|zavináč|małpa|malpa|apenstaartje|apestaart|собака|собачка|a';
const DOT = 'dot|punkt|pkt|point|punto|ponto|punt|prick|tečka|kropka|точка|d0t|\\.';
const OPEN = '[[({<|*_/]';
const SHUT = '[\\])}>|*_/]';
/** A full stop: the sign, the word in brackets, the word between spaces, or the sign between spaces. */
const STOP = `(?:\\.| ?[[({<] ?(?:${DOT}) ?[\\])}>] ?| (?:dot|punkt|point|punto|ponto|\\.) )`;
const LOCAL = `([a-z0-9][a-z0-9_+-]{0,63}(?:${STOP}[a-z0-9_+-]{1,63}){0,4})`;
const HOST = `((?:[a-z0-9-]{1,63}${STOP}){1,4}[a-z]{2,24})(?![a-z0-9-])`;

/** `name [at] host [dot] tld`; the brackets may hold a whole phrase that says "at". */
const IN_BRACKETS = new RegExp(`${LOCAL} ?${OPEN}+ ?(?:${AT}|[^\\])}>]{0,30}\\b(?:at|@)\\b[^\\])}>]{0,30}) ?${SHUT}+ ?${HOST}`, 'giu');
/** `name at host dot tld`: only with the word "dot", or every sentence with "at" would match. */
const IN_WORDS = /(?:^|[\s:])([a-z0-9][a-z0-9._+-]{0,63}) (?:at|ät|arroba|arobase|chez|@) ((?:[a-z0-9-]{1,63} (?:dot|punkt|point|punto|ponto) ){1,3}[a-z]{2,24})(?![a-z0-9-])/gi;
/** `name AT host.tld`, `name -at- host.tld`, `name @ host.tld`: a word that is set apart beside a whole host. */
const SET_APART = /(?:^|[\s:])([a-z0-9][a-z0-9._+-]{0,63})(?: AT |-at-| -at- |_at_| ?@ | @ ?|\(@\))((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})(?![a-z0-9-])/g;

const MAYBE_BRACKETS = new RegExp(`${OPEN} ?(?:[^\\])}>]{0,30}\\b)?(?:${AT})(?:\\b[^\\])}>]{0,30})? ?${SHUT}`, 'iu');
const MAYBE_WORDS = /\s(?:at|ät|arroba|arobase|chez|@)\s.{1,80}\s(?:dot|punkt|point|punto|ponto)\s/i;
const MAYBE_APART = / AT |-at-|_at_|@ | @/;

/** E-mail addresses that are spelt out: a person reads them, a robot should not. */
export function findSpelt(line: Line, finds: Finds, evidence: Evidence): void {
  const { text, marks } = line;
  if (text.length > 2_000 || text.length < 8) return;
  if ((marks & HAS.bracket) !== 0 || /[|*_/]/.test(text)) if (MAYBE_BRACKETS.test(text)) collect(IN_BRACKETS, line, finds, evidence);
  if (MAYBE_APART.test(text)) collect(SET_APART, line, finds, evidence);
  if ((text.includes(' dot ') || text.includes(' p') || text.includes(' DOT ')) && MAYBE_WORDS.test(text)) collect(IN_WORDS, line, finds, evidence);
}

const STOPS = new RegExp(STOP, 'giu');

function collect(pattern: RegExp, line: Line, finds: Finds, evidence: Evidence): void {
  let count = 0;
  for (const match of line.text.matchAll(pattern)) {
    if (count++ >= 10) break;
    const join = (part: string | undefined): string => (part ?? '').replace(STOPS, '.').replace(/ (?:dot|punkt|point|punto|ponto) /gi, '.').replace(/ /g, '');
    const email = ADDRESS.exec(`${join(match[1])}@${join(match[2])}`)?.[0];
    const element = line.elementAt(match.index);
    if (email) finds.add({ what: 'email', value: email, how: 'obfuscated', zone: line.zone, order: line.order, element, around: line.text.slice(Math.max(0, match.index - 60), match.index + 140), ...(element && !evidence.isShown(element) ? { hidden: true as const } : {}) });
  }
}
