import { ADDRESS, decodeCloudflare, decodeEntities, decodePercent, decodeTurned, disguised, reverse } from './mail-text.ts';
import { valuesWritten } from './script-text.ts';

const LOCAL = ['data-user', 'data-local', 'data-localpart', 'data-account', 'data-mailbox', 'data-username', 'data-recipient', 'data-u', 'data-name', 'data-id'];
const HOST = ['data-domain', 'data-host', 'data-d'];
const ENDING = ['data-tld', 'data-ext', 'data-suffix', 'data-t'];
/** These names mean other things as often: the element must speak of mail then. */
const UNSURE = /^data-(?:name|id)$/;

/** The address kept in the attributes of an element, whole and in disguise or in parts. @param told `name=value`, parted by U+E000 */
export function inAttributes(told: string, around: string): string | null {
  const attributes = new Map(told.split('\uE000').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()] as const));
  const attribute = (name: string): string => attributes.get(name) ?? '';
  if (attributes.has('data-cfemail')) return decodeCloudflare(attribute('data-cfemail'));
  if (attributes.has('data-mailto-token')) return decodeTurned(attribute('data-mailto-token'));
  for (const name of ['data-email', 'data-mail', 'data-mailto', 'data-enc-email']) {
    const value = attribute(name);
    const whole = value === '' ? null : disguised(value.replace(/\s*[[({]\s*(?:at|@)\s*[\])}]\s*/gi, '@').replace(/\s*[[({]\s*(?:dot|punkt)\s*[\])}]\s*/gi, '.'));
    if (whole) return whole;
  }
  const named = (names: readonly string[]): string | undefined => names.find((name) => attribute(name) !== '');
  const local = named(LOCAL);
  const host = named(HOST);
  if (!local || !host || (UNSURE.test(local) && !/mail|@|\bat\b|courriel|correo|write/i.test(`${attribute('class')} ${attribute('href')} ${around}`))) return null;
  const ending = named(ENDING);
  const whole = `${attribute(local)}@${attribute(host)}${ending ? `.${attribute(ending).replace(/^\./, '')}` : ''}`;
  const turned = reverse(whole);
  return ADDRESS.exec(whole)?.[0] === whole ? disguised(whole) : ADDRESS.exec(turned)?.[0] === turned ? turned : null;
}

/** The address that a `javascript:` link would write to, read without running it. */
export function inScriptLink(href: string): string | null {
  const code = decodePercent(href.replace(/^javascript:/i, ''));
  const turned = /mail\w*\(\s*['"]([^'"]{10,400})['"]/i.exec(code)?.[1];
  const plain = turned === undefined ? null : decodeTurned(turned);
  if (plain) return plain;
  for (const { text } of valuesWritten(code)) {
    const found = ADDRESS.exec(text)?.[0];
    if (found) return found;
  }
  const parts = /mail\w*\(\s*(['"][^)]{3,200})\)/i.exec(code)?.[1]?.match(/(['"])[^'"]{1,80}\1/g)?.map((part) => part.slice(1, -1)) ?? [];
  const [local, host, ending] = parts;
  if (!local) return null;
  if (ADDRESS.exec(local)?.[0] === local) return local;
  const whole = host === undefined ? '' : host.includes('.') ? `${local}@${host}` : `${local}@${host}.${ending ?? ''}`;
  return ADDRESS.exec(whole)?.[0] === whole ? whole : null;
}

/** Addresses that a script puts together and writes into the page. The script is read, never run. */
export function inScript(code: string): string[] {
  const found = new Set<string>();
  for (const { text, isShown } of valuesWritten(code)) {
    const plain = decodeEntities(decodePercent(text));
    const value = isShown || /mailto:/i.test(plain) || ADDRESS.exec(plain)?.[0] === plain ? (ADDRESS.exec(plain)?.[0] ?? decodeTurned(plain)) : null;
    if (value) found.add(value);
  }
  return [...found].slice(0, 10);
}
