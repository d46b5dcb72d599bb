import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { findGuarded, fromScriptLink } from './guarded-emails.ts';
import { HAS, type Line } from './line.ts';
import { ADDRESS, decodeCloudflare, decodePercent, withoutSpamWords } from './mail-text.ts';
import type { Pace } from './pace.ts';
import { findReversed } from './reversed.ts';
import { findWritten } from './script-emails.ts';
import type { Seen, SeenElement } from './seen.ts';
import { findSpelt } from './spelt-emails.ts';
import { textOf } from './text.ts';

/** E-mail addresses: links, guarded by attributes, in the text, spelt out, reversed or written by a script against robots. */
export async function findEmails(seen: Seen, finds: Finds, evidence: Evidence, pace: Pace): Promise<void> {
  await pace.each(seen.links, (link) => {
    fromLink(link, finds, evidence);
    return !finds.isFull('email');
  });
  for (const guarded of seen.guarded) findGuarded(guarded, finds, evidence);
  await pace.each(seen.lines, (line) => {
    if ((line.marks & HAS.at) !== 0) fromText(line, finds, evidence);
    findSpelt(line, finds, evidence);
    return !finds.isFull('email');
  });
  findWritten(seen.scripts, finds);
}

function fromLink(link: SeenElement, finds: Finds, evidence: Evidence): void {
  const href = link.element.getAttribute('href') ?? '';
  if (href.length > 4_000) return;
  const add = (value: string | undefined | null, how: string, caption?: string): void => {
    if (value) finds.add({ what: 'email', value, how, caption, zone: link.zone, order: link.order, element: link.element, ...(evidence.isShown(link.element) ? {} : { hidden: true as const }) });
  };
  const guarded = /\/cdn-cgi\/l\/email-protection#([0-9a-f]{6,400})/i.exec(href)?.[1];
  if (guarded) return add(decodeCloudflare(guarded), 'cloudflare');
  if (/^javascript:/i.test(href)) return add(fromScriptLink(href), 'script');
  if (!/^mailto:/i.test(href)) return;
  const caption = textOf(link.element, 120);
  for (const part of decodePercent(href.slice(7).split('?')[0]?.slice(0, 2_000) ?? '').split(/[,;]/).slice(0, 5)) add(withoutSpamWords(ADDRESS.exec(part.trim())?.[0] ?? ''), 'mailto', caption);
}

/** Looks at a window around each `@`, piece of text by piece first, so that "Email" and the address in the next tag stay apart. */
function fromText(line: Line, finds: Finds, evidence: Evidence): void {
  const { text } = line;
  for (let at = text.indexOf('@'), n = 0; at >= 0 && n < 60; at = text.indexOf('@', at + 1), n++) {
    const piece = line.piece(at);
    const from = Math.max(piece[0], at - 66);
    const to = Math.min(piece[1], at + 200);
    const element = line.elementAt(at);
    if (findReversed(line, at, element, finds)) continue;
    const email = around(text, from, to, at) ?? around(text, Math.max(0, at - 66), Math.min(text.length, at + 200), at);
    if (!email) continue;
    const value = withoutSpamWords(shownPart(line, email.at, email.value, evidence));
    finds.add({
      what: 'email', value, how: 'text', zone: line.zone, order: line.order, element,
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
