import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { ADDRESS, decodeCloudflare, decodeTurned, disguised } from './mail-text.ts';
import { valuesWritten } from './script-text.ts';
import type { SeenElement } from './seen.ts';
import { textOf } from './text.ts';

const LOCAL = ['data-user', 'data-local', 'data-localpart', 'data-account', 'data-mailbox', 'data-username', 'data-recipient', 'data-u', 'data-name', 'data-id'];
const HOST = ['data-domain', 'data-host', 'data-d'];
const ENDING = ['data-tld', 'data-ext', 'data-suffix', 'data-t'];
/** These names mean other things as often: the element must speak of mail then. */
const UNSURE = /^data-(?:name|id)$/;

/** An e-mail address kept in the attributes of an element, whole and in disguise or in parts. */
export function findGuarded({ element, zone, order }: SeenElement, finds: Finds, evidence: Evidence): void {
  const attribute = (name: string): string => (element.getAttribute(name) ?? '').slice(0, 1_000).trim();
  const add = (value: string | null, how: string): void => {
    if (value) finds.add({ what: 'email', value, how, zone, order, element, ...(evidence.isShown(element) ? {} : { hidden: true as const }) });
  };
  if (element.hasAttribute('data-cfemail')) return add(decodeCloudflare(attribute('data-cfemail')), 'cloudflare');
  if (element.hasAttribute('data-mailto-token')) return add(decodeTurned(attribute('data-mailto-token')), 'attribute');
  for (const name of ['data-email', 'data-mail', 'data-mailto']) {
    const value = attribute(name);
    const whole = value === '' ? null : disguised(value.replace(/\s*[[({]\s*(?:at|@)\s*[\])}]\s*/gi, '@').replace(/\s*[[({]\s*(?:dot|punkt)\s*[\])}]\s*/gi, '.'));
    if (whole) return add(whole, 'attribute');
  }
  add(inParts(element, attribute), 'attribute');
}

function inParts(element: Element, attribute: (name: string) => string): string | null {
  const named = (names: readonly string[]): string | undefined => names.find((name) => attribute(name) !== '');
  const local = named(LOCAL);
  const host = named(HOST);
  if (!local || !host) return null;
  if (UNSURE.test(local) && !/mail|@|\bat\b|courriel|correo|write/i.test(`${element.getAttribute('class') ?? ''} ${element.getAttribute('href') ?? ''} ${textOf(element, 80)}`)) return null;
  const ending = named(ENDING);
  const whole = `${attribute(local)}@${attribute(host)}${ending ? `.${attribute(ending).replace(/^\./, '')}` : ''}`;
  const turned = Array.from(whole).toReversed().join('');
  return ADDRESS.exec(whole)?.[0] === whole ? disguised(whole) : ADDRESS.exec(turned)?.[0] === turned ? turned : null;
}

/** The address that a `javascript:` link would write to, read without running it. */
export function fromScriptLink(href: string): string | null {
  const code = href.slice('javascript:'.length);
  const turned = /mail\w*\(\s*['"]([^'"]{10,400})['"]/i.exec(code)?.[1];
  const plain = turned === undefined ? null : decodeTurned(turned);
  if (plain) return plain;
  for (const { text } of valuesWritten(code)) {
    const found = ADDRESS.exec(text)?.[0];
    if (found) return found;
  }
  const parts = /mail\w*\(\s*(['"][^)]{3,200})\)/i.exec(code)?.[1]?.match(/(['"])[^'"]{1,80}\1/g)?.map((part) => part.slice(1, -1)) ?? [];
  const [local, host, ending] = parts;
  if (!local || !host) return null;
  const whole = host.includes('.') ? `${local}@${host}` : `${local}@${host}.${ending ?? ''}`;
  return ADDRESS.exec(whole)?.[0] === whole ? whole : null;
}
