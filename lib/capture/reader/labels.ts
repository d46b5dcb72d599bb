import type { Finds } from './finds.ts';
import { labelKind } from './label-words.ts';
import { HAS, type Line } from './line.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './seen.ts';
import { textOf } from './text.ts';

/** Labels strong enough to be believed without a colon or a table around them. */
const SURE = /^(?:website|industry|employees|founded|legal-name|lei|address)$/;
const TABLE = /^(?:dt|th|td)$/;
/** Labels without a fact behind them that is wanted here. */
const UNWANTED = /^(?:reach|none)$/;
const INLINE = /^([^:：]{2,60}?)\s?[:：]\s*(.*)$/u;

/** Facts with a label: "Position: Buyer", a definition list, a table row, or a label over its value. */
export async function findPairs(seen: Seen, finds: Finds, pace: Pace): Promise<void> {
  await pace.each(seen.lines, (line) => {
    if (line.zone !== 'nav' && line.text.length <= 400 && ((line.marks & HAS.colon) !== 0 || (line.text.length <= 45 && (line.marks & HAS.digits) === 0))) fromLine(line, seen, finds);
  });
  for (const { element, hint, zone, order } of seen.hints) {
    if (zone === 'nav' || zone === 'footer' || element.childElementCount > 6) continue;
    const text = textOf(element, 161);
    if (text.length >= 2 && text.length <= 120) finds.add({ what: 'hint', value: text, how: hintKind(hint), zone, order, element });
  }
}

function fromLine(line: Line, seen: Seen, finds: Finds): void {
  const inline = (line.marks & HAS.colon) === 0 ? null : INLINE.exec(line.text);
  const label = inline ? (inline[1] ?? '') : line.text;
  const kind = labelKind(label);
  if (!kind || UNWANTED.test(kind)) return;
  const own = inline?.[2] ?? '';
  if (own !== '') return addPair(finds, kind, label, own, line, line.text.length - own.length);
  const next = seen.lines[line.order + 1];
  if (!next || next.zone !== line.zone || next.text.length > 300 || /[:：*]$/.test(next.text) || labelKind(next.text)) return;
  if (inline || TABLE.test(line.block) || (SURE.test(kind) && line.zone === 'main')) addPair(finds, kind, label, valueLines(kind, next, seen), next, 0);
}

/** An address may go on over several lines; every other fact is one line. */
function valueLines(kind: string, first: Line, seen: Seen): string {
  if (kind !== 'address') return first.text;
  const lines = [first.text];
  for (let i = first.order + 1; i < first.order + 6; i++) {
    const line = seen.lines[i];
    if (!line || line.block !== first.block || line.text.length > 60 || /[:：@]|\d{6}|^(?:tel|phone|fax)/i.test(line.text) || labelKind(line.text)) break;
    lines.push(line.text);
  }
  return lines.map((text) => text.replace(/[,;]$/, '')).join(', ');
}

function addPair(finds: Finds, kind: string, label: string, value: string, line: Line, at: number): void {
  if (value.length > 300 || /^[*\W_]*$/u.test(value.replace(/[\p{L}\p{N}]/gu, 'a'))) return;
  finds.add({ what: 'pair', value, how: kind, label, zone: line.zone, order: line.order, element: line.elementAt(at), around: line.text });
}

function hintKind(hint: string): string {
  if (/org|company|employer/.test(hint)) return 'company';
  return hint === 'location' || hint === 'department' ? hint : 'title';
}
