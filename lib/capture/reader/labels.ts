import type { Finds } from './finds.ts';
import { HAS, type Line } from './line.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './seen.ts';
import { textOf } from './text.ts';

/** Labels strong enough to be believed without a colon or a table around them. */
const SURE = /^(?:(?:company |our )?web ?site|web|home ?page|webseite|site (?:web|internet)|sitio web|página web|sito(?: web)?|industry|industries|branche|secteur(?: d'activité)?|sector|settore|(?:number of )?employees|(?:company |team )?size|headcount|mitarbeiter(?:zahl)?|effectifs?|empleados|dipendenti|founded|established|year founded|gegründet|gründung|fondée?(?: en)?|fundad[ao]|(?:company|business|legal) name|raison sociale|razón social|ragione sociale|firmenname|lei(?: code)?|(?:\w+ ){0,2}address|adresse|anschrift|dirección|indirizzo|endereço|morada|adres|(?:registered|head) office)$/;
/** Labels whose value goes on over several lines. */
const LONG = /address|adress|anschrift|direcci|indirizzo|endere|morada|\badres|siège|sede|domicil|sídlo|registered office|head office|住所|所在地|地址|адрес/i;
const INLINE = /^([^:：]{2,60}?)\s?[:：]\s*(.*)$/u;
const WORDS = 7;

/** Facts with a label: "Position: Buyer", a definition list, a table row, or a label over its value. What the label means is judged outside. */
export async function findPairs(seen: Seen, finds: Finds, pace: Pace): Promise<void> {
  await pace.each(seen.lines, (line) => {
    const { text, marks, block } = line;
    if (line.zone === 'nav' || text.length > 400) return true;
    if ((marks & HAS.colon) !== 0) withColon(line, seen, finds);
    else if (text.length <= 45 && (marks & HAS.digits) === 0) {
      if (block === 'dt' || block === 'th' || block === 'td') inTable(line, seen, finds);
      else if (line.zone === 'main' && SURE.test(text.toLowerCase())) under(line, text, seen, finds);
    }
    return !finds.isFull('pair');
  });
  for (const { element, hint, zone, order } of seen.hints) {
    if (zone === 'nav' || zone === 'footer' || element.childElementCount > 6) continue;
    const text = textOf(element, 161);
    if (text.length >= 2 && text.length <= 120) finds.add({ what: 'hint', value: text, how: hintKind(hint), zone, order, element });
  }
}

function withColon(line: Line, seen: Seen, finds: Finds): void {
  const inline = INLINE.exec(line.text);
  const label = inline?.[1] ?? '';
  const own = inline?.[2] ?? '';
  if (!/\p{L}/u.test(label) || label.split(' ').length > WORDS) return;
  if (own === '') return under(line, label, seen, finds);
  addPair(finds, label, own, line, line.text.length - own.length);
}

/** A cell that names the one beside it: not one of many in a row. */
function inTable(line: Line, seen: Seen, finds: Finds): void {
  const next = seen.lines[line.order + 1];
  if (next?.block !== (line.block === 'dt' ? 'dd' : 'td')) return;
  const cell = line.first()?.closest('td,th');
  if (line.block !== 'dt' && (!cell || cell.previousElementSibling || (line.block === 'td' && (cell.parentElement?.childElementCount ?? 9) > 2))) return;
  under(line, line.text, seen, finds);
}

function under(line: Line, label: string, seen: Seen, finds: Finds): void {
  const next = seen.lines[line.order + 1];
  if (!next || next.zone !== line.zone || next.text.length > 300 || /[:：*]$/.test(next.text)) return;
  addPair(finds, label, LONG.test(label) ? valueLines(next, seen) : next.text, next, 0);
}

function valueLines(first: Line, seen: Seen): string {
  const lines = [first.text];
  for (let i = first.order + 1; i < first.order + 6; i++) {
    const line = seen.lines[i];
    if (!line || line.block !== first.block || line.text.length > 60 || /[:：@]|\d{6}|^(?:tel|phone|fax)|^www/i.test(line.text)) break;
    lines.push(line.text);
  }
  return lines.map((text) => text.replace(/[,;]$/, '')).join(', ');
}

function addPair(finds: Finds, label: string, value: string, line: Line, at: number): void {
  if (value.length > 300 || !/[\p{L}\p{N}]/u.test(value)) return;
  finds.add({ what: 'pair', value, how: 'label', label, zone: line.zone, order: line.order, element: line.elementAt(at), around: line.text });
}

function hintKind(hint: string): string {
  if (/org|company|employer/.test(hint)) return 'company';
  return hint === 'location' || hint === 'department' ? hint : 'title';
}
