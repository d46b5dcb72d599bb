/** Mail services whose mailboxes have several spellings, and what does not count in the part before the @. */
const PLUS_TAGS = new Set('gmail.com googlemail.com outlook.com hotmail.com live.com msn.com icloud.com me.com mac.com fastmail.com fastmail.fm proton.me protonmail.com pm.me'.split(' '));
const DOTS = new Set(['gmail.com', 'googlemail.com']);
/** Two names of one service. */
const SAME_HOST: ReadonlyMap<string, string> = new Map([['googlemail.com', 'gmail.com'], ['protonmail.com', 'proton.me'], ['pm.me', 'proton.me'], ['me.com', 'icloud.com'], ['mac.com', 'icloud.com']]);

/**
 * The mailbox that an address leads to, as one spelling: small letters; dots and what follows a plus left out where the service
 * does so. Only services that document it: elsewhere two spellings may be two people.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 0) return email.toLowerCase();
  const host = email.slice(at + 1).toLowerCase().replace(/\.$/, '');
  let local = email.slice(0, at).toLowerCase();
  if (PLUS_TAGS.has(host)) local = local.replace(/(?<=.)\+.*$/, '');
  if (DOTS.has(host)) local = local.replace(/\./g, '') || local;
  return `${local}@${SAME_HOST.get(host) ?? host}`;
}
