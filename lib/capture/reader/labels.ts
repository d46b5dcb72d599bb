import type { Finds } from './finds.ts';
import { textOf } from './text.ts';
import { elementAt, type Line, type Seen } from './walk.ts';

/** Labels of facts, in the languages that pages of this kind are mostly in. Order matters: the first that fits. */
const LABELS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['title', /^(?:job ?title|title|position|current (?:position|role)|role|occupation|funktion|position im unternehmen|poste|fonction|cargo|puesto|qualifica|functie)$/],
  ['company', /^(?:company|organi[sz]ation|employer|current(?: company)?|works? (?:at|for)|firma|unternehmen|arbeitgeber|entreprise|société|empresa|azienda|bedrijf)$/],
  ['legal-name', /^(?:(?:company|business|legal|registered|full legal) name|firmenname|firmierung|raison sociale|razón social|ragione sociale)$/],
  ['address', /^(?:(?:office|postal|mailing|business|street|visiting|our|head office|registered office)? ?address|registered office|adresse|anschrift|dirección|domicilio|indirizzo|endereço|adres|bezoekadres)$/],
  ['location', /^(?:location|city|based in|lives in|headquarters?|hq|head office|ort|standort|sitz|hauptsitz|lieu|ville|siège(?: social)?|ubicación|ciudad|sede|plaats)$/],
  ['country', /^(?:country|land|pays|país|paese)$/],
  ['website', /^(?:web ?site|web ?page|web|home ?page|url|www|webseite|internet|site(?: web| internet)?|sitio web|página web|sito(?: web)?|company website)$/],
  ['industry', /^(?:industry|industries|sector|branche|secteur(?: d'activité)?|settore|nature of business(?: \(sic\))?|line of business)$/],
  ['employees', /^(?:employees|(?:company )?size|(?:number|no\.?) of employees|headcount|team size|mitarbeiter(?:zahl|innen)?|anzahl mitarbeiter|effectif|empleados|dipendenti)$/],
  ['founded', /^(?:founded(?: in)?|established(?: in)?|year (?:founded|established)|incorporated on|gegründet|gründung|gründungsjahr|fondée?(?: en)?|création|fundada|fundación|opgericht)$/],
  ['lei', /^(?:lei|lei code|legal entity identifier)$/],
  ['name', /^(?:name|full name|contact(?: person| name)?|ansprechpartner(?:in)?|nom|nombre|nome|naam)$/],
  ['person-fact', /^(?:date of birth|born|nationality|education|languages?|skills|pronouns|geboren|ausbildung|constituency|party|university)$/],
  ['company-fact', /^(?:vat(?: (?:number|no\.?|id|reg\.? no\.?))?|ust-?id(?:-?nr\.?)?|handelsregister|registergericht|geschäftsführer(?:in)?|company (?:number|no\.?|status|type)|registration (?:number|no\.?)|siren|siret|opening hours|business hours|hours|öffnungszeiten|directors?|legal form|rechtsform)$/],
];
/** Labels strong enough to be believed without a colon or a table around them. */
const SURE = /^(?:website|industry|employees|founded|legal-name|lei|address)$/;
const TABLE = /^(?:dt|th|td)$/;

export function labelKind(text: string): string | null {
  const words = text.toLowerCase().replace(/[\s:：*]+$/, '').replace(/^\W+/, '').trim();
  if (words.length < 2 || words.length > 40) return null;
  return LABELS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Facts with a label: "Position: Buyer", a definition list, a table row, or a label over its value. */
export function findPairs(seen: Seen, finds: Finds): void {
  for (const line of seen.lines) {
    if (line.zone === 'nav' || line.text.length > 400) continue;
    const inline = /^([^:：]{2,40}?)\s?[:：]\s*(.*)$/u.exec(line.text);
    const label = inline ? (inline[1] ?? '') : line.text;
    const kind = labelKind(label);
    if (!kind) continue;
    const own = inline?.[2] ?? '';
    if (own !== '') {
      addPair(finds, kind, label, own, line, line.text.length - own.length);
      continue;
    }
    const next = seen.lines[line.order + 1];
    if (!next || next.zone !== line.zone || next.text.length > 300 || /[:：*]$/.test(next.text) || labelKind(next.text)) continue;
    if (inline || TABLE.test(line.block) || (SURE.test(kind) && line.zone === 'main')) addPair(finds, kind, label, valueLines(kind, next, seen), next, 0);
  }
  for (const { element, hint, zone, order } of seen.hints) {
    if (zone === 'nav' || zone === 'footer' || element.childElementCount > 6) continue;
    const text = textOf(element, 161);
    if (text.length >= 2 && text.length <= 120) finds.add({ what: 'hint', value: text, how: hintKind(hint), zone, order, element });
  }
}

/** An address may go on over several lines; every other fact is one line. */
function valueLines(kind: string, first: Line, seen: Seen): string {
  if (kind !== 'address') return first.text;
  const lines = [first.text];
  for (let i = first.order + 1; i < first.order + 5; i++) {
    const line = seen.lines[i];
    if (!line || line.block !== first.block || line.text.length > 60 || /[:：@]|\d{6}|^(?:tel|phone|fax)/i.test(line.text) || labelKind(line.text)) break;
    lines.push(line.text);
  }
  return lines.map((text) => text.replace(/[,;]$/, '')).join(', ');
}

function addPair(finds: Finds, kind: string, label: string, value: string, line: Line, at: number): void {
  if (value.length > 300 || /^[*\W_]*$/.test(value)) return;
  finds.add({ what: 'pair', value, how: kind, label, zone: line.zone, order: line.order, element: elementAt(line, at), around: line.text });
}

function hintKind(hint: string): string {
  if (/org|company|employer/.test(hint)) return 'company';
  return hint === 'location' || hint === 'department' ? hint : 'title';
}
