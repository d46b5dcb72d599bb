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

const PATTERNS: readonly RegExp[] = [
  // `name [at] host [dot] tld`; the brackets may hold a whole phrase that says "at".
  new RegExp(`${LOCAL} ?${OPEN}+ ?(?:${AT}|[^\\])}>]{0,30}\\b(?:at|@)\\b[^\\])}>]{0,30}) ?${SHUT}+ ?${HOST}`, 'giu'),
  // `name AT host.tld`, `name -at- host.tld`, `name @ host.tld`: a word that is set apart beside a whole host.
  /(?:^|[\s:])([a-z0-9][a-z0-9._+-]{0,63})(?: AT |-at-| -at- |_at_| ?@ | @ ?)((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})(?![a-z0-9-])/g,
  // `name at host dot tld`: only with the word "dot", or every sentence with "at" would match.
  /(?:^|[\s:])([a-z0-9][a-z0-9._+-]{0,63}) (?:at|ät|arroba|arobase|chez|@) ((?:[a-z0-9-]{1,63} (?:dot|punkt|point|punto|ponto) ){1,3}[a-z]{2,24})(?![a-z0-9-])/gi,
];
const STOPS = new RegExp(STOP, 'giu');
const MOST = 10;

/** E-mail addresses that are spelt out in a text: a person reads them, a robot should not. */
export function speltEmails(text: string): string[] {
  const found: string[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const join = (part: string | undefined): string => (part ?? '').replace(STOPS, '.').replace(/ (?:dot|punkt|point|punto|ponto) /gi, '.').replace(/ /g, '');
      const email = ADDRESS.exec(`${join(match[1])}@${join(match[2])}`)?.[0];
      if (email && found.length < MOST && !found.includes(email)) found.push(email);
    }
  }
  return found;
}
