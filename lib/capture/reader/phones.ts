import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { textOf } from './text.ts';
import { HAS, type Line } from './line.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './seen.ts';

const RUN = /[+([]?\s?\d[\d\s()[\]+./‐-―·-]{4,30}\d/g;
/** Several numbers in a row: cut where a new one plainly begins. */
const CUT = /(?<=\d[\s().-]*\d[\s().-]*\d[\s().-]*\d[\s().-]*\d[\s().-]*\d[\s().-]*\d\)?)\s\/\s|\s\|\s|\s(?=\+)|(?<=\d{4})\s(?=\()|(?<=\d{3}[.-]\d{4})\s|(?<=\d{4})\s[-–]\s(?=0\d{2,})/;
const NOT_PHONE = /^(?:(?:\d{1,2}\s){5,}\d{1,2}|(?:\d{1,2}[\s.-]){7,}\d{1,2}|\d{1,3}-\d{3,4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d\s?[‐-―/-]\s?(?:19|20)?\d\d|\d{5}-\d{4}|\d{1,3}(?:\.\d{1,3}){3}|\d{1,3}\.\d{4,}|\d{1,3}(?:\.\d{3})+)$/;
/** Words that may stand before a number without a space. */
const GLUED = /(?:tel|phone|fax|fon|mobile?|cell|call|ph|(?:^|\P{L})[tpfm])\.?$/iu;
/** Says "this is a number to call" in the words before it. */
const SAYS_PHONE = /(?:t[eé]l|phone|fono|fon|call|m[oó]bil|m[oó]vil|cell|handy|fax|ruf|hotline|toll|dial|whatsapp|contact|direct|office|puhelin|тел|факс|電話|电话|โทร|\b[tpmf])\P{L}{0,12}$/iu;

/** Telephone numbers: links and text. What they are (fax, mobile, or no number at all) is judged later from the words around. */
export async function findPhones(seen: Seen, finds: Finds, evidence: Evidence, pace: Pace): Promise<void> {
  await pace.each(seen.links, (link) => {
    const href = link.element.getAttribute('href') ?? '';
    const number = /^(?:tel|callto):(.{3,60})/i.exec(href)?.[1];
    if (!number || !/\d{3}/.test(number)) return;
    const line = seen.lines[link.order];
    const caption = textOf(link.element, 120);
    const at = line && caption ? line.text.indexOf(caption) : -1;
    finds.add({
      what: 'phone', value: decode(number), how: 'tel', caption, zone: link.zone, order: link.order, element: link.element,
      label: line && at >= 0 ? labelBefore(line, at, seen) : undefined,
      ...(evidence.isShown(link.element) ? {} : { hidden: true as const }),
    });
    if (finds.isFull('phone')) return false;
  });
  const later: (() => void)[] = [];
  await pace.each(seen.lines, (line) => {
    if ((line.marks & HAS.number) !== 0) fromLine(line, seen, finds, later);
    return !finds.isFull('phone');
  });
  for (const add of later) add(); // those without a label come last, so that a page full of numbers does not crowd out the real ones
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromLine(line: Line, seen: Seen, finds: Finds, later: (() => void)[]): void {
  const { text } = line;
  let count = 0;
  for (const run of text.matchAll(RUN)) {
    if (count++ >= 40) break;
    let offset = run.index;
    for (const piece of run[0].split(CUT)) {
      const at = text.indexOf(piece, offset);
      offset = at + piece.length;
      if (at >= 0) consider(line, at, piece, seen, finds, later);
    }
  }
}

function consider(line: Line, at: number, piece: string, seen: Seen, finds: Finds, later: (() => void)[]): void {
  const lead = piece.length - piece.trimStart().length;
  const number = balanced(piece.trim());
  const digits = number.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 16 || NOT_PHONE.test(number)) return;
  const start = at + lead;
  const end = start + number.length;
  const before = line.text[start - 1] ?? ' ';
  const next = line.text[end] ?? ' ';
  if (/[\w@.,/#=_-]/.test(before) && !line.isEdge(start) && !GLUED.test(line.text.slice(Math.max(0, start - 12), start))) return;
  if (/[\w@]/.test(next) && !line.isEdge(end) && !/^[A-Z]\p{L}{2}/u.test(line.text.slice(end, end + 3))) return;
  const label = labelBefore(line, start, seen);
  const add = (): void =>
    finds.add({
      what: 'phone', value: number, how: 'text', zone: line.zone, order: line.order, label, after: line.text.slice(end, end + 24),
      element: line.elementAt(start), around: line.text.slice(Math.max(0, start - 80), end + 60),
    });
  if (SAYS_PHONE.test(label)) add();
  else if (later.length < 200) later.push(add);
}

/** The words before a number in its line, or the line before it when the number begins its line. */
function labelBefore(line: Line, at: number, seen: Seen): string {
  const before = line.text.slice(Math.max(0, at - 40), at);
  if (/\p{L}/u.test(before)) return before;
  const previous = seen.lines[line.order - 1];
  return previous && previous.text.length <= 40 && !/\d{3}/.test(previous.text) ? previous.text : before;
}

/** Drops brackets that do not close and punctuation at the ends. */
function balanced(number: string): string {
  let text = number;
  for (const [open, close] of [['(', ')'], ['[', ']']] as const) {
    const opened = text.split(open).length;
    const closed = text.split(close).length;
    if (opened > closed && text.startsWith(open)) text = text.slice(1);
    else if (closed > opened && text.endsWith(close)) text = text.slice(0, -1);
  }
  return text.trim().replace(/[./‐-―·-]+$/, '').replace(/^[./‐-―·-]+/, '').trim();
}
