import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { textOf } from './text.ts';
import { elementAt, type Line, type Seen, type SeenElement } from './walk.ts';

const ADDRESS = /[a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![a-z0-9-])/i;
/** `name [at] host [dot] tld`; the brackets may hold a whole phrase that says "at". */
const IN_BRACKETS = /([a-z0-9][a-z0-9._+-]{0,63}) ?[[({<] ?(?:[^\])}>]{0,30}\b)?(?:at|@|ät|arroba|chez)(?:\b[^\])}>]{0,30})? ?[\])}>] ?((?:[a-z0-9-]{1,63} ?(?:[[({<] ?(?:dot|punkt|point|punto|\.) ?[\])}>]|\.| dot ) ?){1,4}[a-z]{2,24})(?![a-z0-9-])/gi;
/** `name at host dot tld`: only with the word "dot", or every sentence with "at" would match. */
const IN_WORDS = /(?:^|[\s:])([a-z0-9][a-z0-9._+-]{0,63}) (?:at|\(at\)|@) ((?:[a-z0-9-]{1,63} dot ){1,3}[a-z]{2,24})(?![a-z0-9-])/gi;
const MAYBE_HIDDEN = /[[({<][^\])}>]{0,40}(?:\bat\b|@|ät|arroba|chez)|\sat\s|\s@\s/i;

/** E-mail addresses: links, guarded by Cloudflare, in the text, and spelt out against robots. */
export function findEmails(seen: Seen, finds: Finds, evidence: Evidence): void {
  for (const link of seen.links) fromLink(link, finds, evidence);
  for (const guarded of seen.guarded) {
    const email = decodeCloudflare(guarded.element.getAttribute('data-cfemail') ?? '');
    if (email) finds.add({ what: 'email', value: email, how: 'cloudflare', ...whereIs(guarded, evidence) });
  }
  for (const line of seen.lines) {
    if (line.text.includes('@')) fromText(line, finds, evidence);
    if (line.text.length < 2_000 && MAYBE_HIDDEN.test(line.text)) fromWords(line, finds, evidence);
  }
}

const whereIs = (seen: SeenElement, evidence: Evidence): { zone: SeenElement['zone']; order: number; element: Element; hidden?: true } => ({
  zone: seen.zone,
  order: seen.order,
  element: seen.element,
  ...(evidence.isShown(seen.element) ? {} : { hidden: true as const }),
});

function fromLink(link: SeenElement, finds: Finds, evidence: Evidence): void {
  const href = link.element.getAttribute('href') ?? '';
  const guarded = /\/cdn-cgi\/l\/email-protection#([0-9a-f]{6,400})/i.exec(href)?.[1];
  if (guarded) {
    const email = decodeCloudflare(guarded);
    if (email) finds.add({ what: 'email', value: email, how: 'cloudflare', ...whereIs(link, evidence) });
    return;
  }
  if (!/^mailto:/i.test(href)) return;
  const caption = textOf(link.element, 120);
  for (const part of decode(href.slice(7).split('?')[0]?.slice(0, 2_000) ?? '').split(/[,;]/).slice(0, 5)) {
    const email = ADDRESS.exec(part.trim())?.[0];
    if (email) finds.add({ what: 'email', value: email, how: 'mailto', caption, ...whereIs(link, evidence) });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%40/g, '@');
  }
}

/** Looks at a window around each `@`, piece of text by piece first, so that "Email" and the address in the next tag stay apart. */
function fromText(line: Line, finds: Finds, evidence: Evidence): void {
  const { text, parts } = line;
  for (let at = text.indexOf('@'), n = 0; at >= 0 && n < 60; at = text.indexOf('@', at + 1), n++) {
    const index = parts.findLastIndex((part) => part.at <= at);
    const from = Math.max(parts[index]?.at ?? 0, at - 66);
    const to = Math.min(parts[index + 1]?.at ?? text.length, at + 200);
    const email = around(text, from, to, at) ?? around(text, Math.max(0, at - 66), Math.min(text.length, at + 200), at);
    if (!email) continue;
    const element = elementAt(line, at);
    finds.add({
      what: 'email', value: email.value, how: 'text', zone: line.zone, order: line.order, element,
      label: text.slice(Math.max(0, email.at - 40), email.at), around: text.slice(Math.max(0, email.at - 80), email.at + 120),
      ...(element && !evidence.isShown(element) ? { hidden: true as const } : {}),
    });
  }
}

function around(text: string, from: number, to: number, at: number): { value: string; at: number } | null {
  const part = text.slice(from, to);
  const local = /[a-z0-9._%+'-]{1,64}$/i.exec(part.slice(0, at - from))?.[0];
  if (!local) return null;
  const start = at - from - local.length;
  const found = ADDRESS.exec(part.slice(start));
  return found && found.index <= 2 ? { value: found[0], at: from + start + found.index } : null;
}

function fromWords(line: Line, finds: Finds, evidence: Evidence): void {
  for (const pattern of [IN_BRACKETS, IN_WORDS]) {
    let count = 0;
    for (const match of line.text.matchAll(pattern)) {
      if (count++ >= 10) break;
      const host = (match[2] ?? '').replace(/ ?[[({<] ?(?:dot|punkt|point|punto|\.) ?[\])}>] ?/gi, '.').replace(/ dot /gi, '.').replace(/ /g, '');
      const email = ADDRESS.exec(`${match[1] ?? ''}@${host}`)?.[0];
      const element = elementAt(line, match.index);
      if (email) finds.add({ what: 'email', value: email, how: 'obfuscated', zone: line.zone, order: line.order, element, around: line.text.slice(Math.max(0, match.index - 60), match.index + 140), ...(element && !evidence.isShown(element) ? { hidden: true as const } : {}) });
    }
  }
}

/** Cloudflare's e-mail protection: the first byte is the key, the rest is XORed with it. */
export function decodeCloudflare(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2}){4,200}$/i.test(hex)) return null;
  const key = Number.parseInt(hex.slice(0, 2), 16);
  let text = '';
  for (let i = 2; i < hex.length; i += 2) text += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16) ^ key);
  return ADDRESS.exec(text)?.[0] ?? null;
}
