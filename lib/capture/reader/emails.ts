import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { HAS, type Line } from './line.ts';
import type { Pace } from './pace.ts';
import type { Seen, SeenElement } from './seen.ts';
import { textOf } from './text.ts';

const ADDRESS = /[a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![a-z0-9-])/i;
/** A sign that is spelt out: in brackets, in any language, or as a word between a name and what ends in a full stop that is spelt out. */
const SPELT = /[\w.-]{2} ?[[({<|*_/]{1,2} ?(?:[^\])}>|*]{0,30}\b)?(?:at|ät|aet|@|arroba|arobase|chez|chiocciola|klammeraffe|affe|snabel-?a|kukac|zavin[aá][cč]|ma[lł]pa|apenst\w+|соба[кч]\p{L}+|a)(?:\b[^\])}>|*]{0,30})? ?[\])}>|*_/]{1,2} ?[\w-]{2}|\w[ _-](?:AT|at|@|arroba|chez)[ _-]\w.{1,60}(?:\.\w\w| (?:dot|DOT|punkt|point|punto|ponto) \w)|\w(?: @ ?|@ )\w.{1,60}\.\w\w/u;
const WRITES = /@|%40|&#(?:64|x40)|\\x40|\\u0040|fromCharCode|mailto|unescape|atob\(|\.reverse\(/i;
const SCRIPT_CHARS = 40_000;
const TURNED = /(?:^|[\s_-])(?:rtl|reversed?|bidi|backwards?|mirror(?:ed)?|flip(?:ped)?)(?:$|[\s_-])/i;
const KEPT_CHARS = 1_900;

/**
 * E-mail addresses and what may be one in disguise: links, guarded attributes, text, signs that are spelt out, text that the
 * style turns round, scripts that write. Handed over as they stand; they are made out outside of the page.
 */
export async function findEmails(seen: Seen, finds: Finds, evidence: Evidence, pace: Pace): Promise<void> {
  await pace.each(seen.links, (link) => {
    fromLink(link, finds, evidence);
    return !finds.isFull('email');
  });
  for (const guarded of seen.guarded) fromAttributes(guarded, finds, evidence);
  await pace.each(seen.lines, (line) => {
    if ((line.marks & HAS.at) !== 0) fromText(line, finds, evidence);
    if ((line.marks & HAS.spelt) !== 0 && line.text.length < 2_000) fromWords(line, finds, evidence);
    return !finds.isFull('email');
  });
  fromScripts(seen.scripts, finds);
}

const place = (seen: SeenElement, evidence: Evidence): { zone: SeenElement['zone']; order: number; element: Element; hidden?: true } => ({
  zone: seen.zone,
  order: seen.order,
  element: seen.element,
  ...(evidence.isShown(seen.element) ? {} : { hidden: true as const }),
});

function fromLink(link: SeenElement, finds: Finds, evidence: Evidence): void {
  const href = link.element.getAttribute('href') ?? '';
  if (href.length > KEPT_CHARS) return;
  const guarded = /\/cdn-cgi\/l\/email-protection#([0-9a-f]{6,400})/i.exec(href)?.[1];
  if (guarded) finds.add({ what: 'email', value: guarded, how: 'cloudflare', ...place(link, evidence) });
  else if (/^javascript:/i.test(href)) finds.add({ what: 'email', value: href, how: 'script-link', ...place(link, evidence) });
  else if (/^mailto:/i.test(href) && href.length > 12) finds.add({ what: 'email', value: href.slice(7).split('?')[0] ?? '', how: 'mailto', caption: textOf(link.element, 120), ...place(link, evidence) });
}

function fromAttributes(guarded: SeenElement, finds: Finds, evidence: Evidence): void {
  const { element } = guarded;
  const told = element.getAttributeNames().filter((name) => /^(?:data-|class$|href$)/.test(name)).map((name) => `${name}=${(element.getAttribute(name) ?? '').slice(0, 600)}`);
  const [code] = told.filter((line) => line.startsWith('data-cfemail='));
  // Line breaks part the attributes here and are folded away with other white space later: a character that no attribute has stands for them.
  if (code) finds.add({ what: 'email', value: code.slice('data-cfemail='.length), how: 'cloudflare', ...place(guarded, evidence) });
  else finds.add({ what: 'email', value: told.join('\uE000').slice(0, KEPT_CHARS), how: 'attribute', caption: textOf(element, 80), ...place(guarded, evidence) });
}

/** Looks at a window around each `@`, piece of text by piece first, so that "Email" and the address in the next tag stay apart. */
function fromText(line: Line, finds: Finds, evidence: Evidence): void {
  const { text } = line;
  for (let at = text.indexOf('@'), n = 0; at >= 0 && n < 60; at = text.indexOf('@', at + 1), n++) {
    const piece = line.piece(at);
    const element = line.elementAt(at);
    const email = around(text, Math.max(piece[0], at - 66), Math.min(piece[1], at + 200), at) ?? around(text, Math.max(0, at - 66), Math.min(text.length, at + 200), at);
    const back = /[\w.+%-]{3,80}$/.exec(text.slice(Math.max(0, at - 80), at))?.[0];
    const isTurned = back !== undefined && back.includes('.') && (email === null || evidence.isTurned(element, TURNED));
    const value = isTurned ? `${back}@${/^[\w.+%-]{1,80}/.exec(text.slice(at + 1, at + 82))?.[0] ?? ''}` : email && shownPart(line, email.at, email.value, evidence);
    if (!value) continue;
    const from = email?.at ?? at;
    finds.add({
      what: 'email', value, how: isTurned ? 'reversed' : 'text', zone: line.zone, order: line.order, element,
      label: text.slice(Math.max(0, from - 40), from), around: text.slice(Math.max(0, from - 80), from + 120),
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

/** An address put together from several elements, without those that are not shown: decoys stand among them. */
function shownPart(line: Line, from: number, value: string, evidence: Evidence): string {
  let text = '';
  for (let at = from; at < from + value.length; ) {
    const [start, end] = line.piece(at);
    const to = Math.min(end, from + value.length);
    if (start <= from && to === from + value.length) return value; // one piece
    const element = line.elementAt(at);
    if (!element || evidence.isShown(element)) text += line.text.slice(at, to);
    at = to;
  }
  return ADDRESS.exec(text)?.[0] ?? value;
}

function fromWords(line: Line, finds: Finds, evidence: Evidence): void {
  const match = SPELT.exec(line.text);
  if (!match) return;
  const from = Math.max(0, match.index - 100);
  const element = line.elementAt(match.index);
  const value = line.text.slice(from, match.index + 300);
  finds.add({ what: 'email', value, how: 'spelt', zone: line.zone, order: line.order, element, around: value, ...(element && !evidence.isShown(element) ? { hidden: true as const } : {}) });
}

function fromScripts(scripts: readonly SeenElement[], finds: Finds): void {
  for (const { element, zone, order } of scripts) {
    const type = element.getAttribute('type') ?? '';
    const code = element.textContent ?? '';
    if (code.length > SCRIPT_CHARS || (type !== '' && !/javascript|ecmascript|module/i.test(type))) continue;
    const at = code.search(WRITES);
    if (at < 0) continue;
    const from = code.length <= KEPT_CHARS ? 0 : Math.max(0, Math.min(at - 700, code.length - KEPT_CHARS));
    finds.add({ what: 'email', value: code.slice(from, from + KEPT_CHARS), how: 'script', zone, order, element: element.parentElement ?? element, around: '' });
  }
}
