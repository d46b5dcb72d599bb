import { CAPTURE_EVIDENCE_CHARS } from '../../core/limits.ts';
import type { Finds } from './finds.ts';
import { HAS, type Line } from './line.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './seen.ts';

/** Postcodes with what stands beside them, by country family. The number of letters and digits decides, not a list of places. */
const POSTAL: readonly RegExp[] = [
  /\b[A-Z]{2}\.?,?\s?\d{5}(?:-\d{4})?\b/, // US
  /\b(?:Ala(?:bama|ska)|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming),? \d{5}(?:-\d{4})?\b/,
  /\b(?:GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b/, // GB
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/, // CA
  /\b[A-Z]{3}\s?\d{4}\b/, // MT and alike
  /\b\d{4} ?[A-Z]{2}\b,?\s+\p{Lu}\p{L}/u, // NL
  /\b\d{2}-\d{3}\s+\p{Lu}\p{L}/u, // PL
  /\b\d{5}-\d{3}\b/, // BR
  /〒?\b\d{3}-\d{4}\s*\p{Lo}{2}/u, // JP
  /\b\d{4}-\d{3}\s+\p{Lu}\p{L}/u, // PT
  /\b(?:[A-Z]{1,3}-)?\d{5}\s+\p{Lu}\p{L}+/u, // DE, FR, IT, ES, ...
  /\b\d{3} \d{2}\s+\p{Lu}\p{L}+/u, // SE, CZ
  /\b\d{6}\b/, // CN, IN, SG; only beside a street
];
const FOUR_DIGITS = /(?<=^|[,|·•;–] ?)(?:[A-Z]{1,2}-)?\d{4}\s+\p{Lu}\p{L}+/u; // CH, AT, BE, DK, NO: only at the start of a line or of its part
const STREET =
  /\b(?:street|st|avenue|ave|av|road|rd|lane|ln|drive|dr|blvd|boulevard|way|circle|cir|court|ct|square|parkway|pkwy|highway|hwy|terrace|crescent|suite|ste|unit|floor|building|house|centre|center|estate|bridge|box|postfach|rue|via|viale|piazza|calle|avenida|rua|praça|plaza|ul|ulica|al|os|pl|place|quai|chemin|allée|impasse|cours|corso|largo|strada|vicolo|paseo|plaza|camino|carretera|polígono|travessa|alameda|estrada|rodovia|loop|pike|trail|row|mews|close|gardens|grove|hill|park|wharf|quay|yard)\b|(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ufer|damm|straat|laan|plein|gracht|vej|gade|gatan|vägen|markt|ring|hof|graben|kai|steig|stieg|pfad|promenade|chaussee|singel|dreef|katu|tie|utca|körút|út|náměstí|třída)(?:\b|\s|$)|[町丁番][目地]?\d|\d[丁番号]|[市区町村]/iu;
const NUMBERED = /^(?:[A-Z]?\d{1,5}[A-Z]?(?:[-/]\d{1,5})?,?\s\p{L}|.{3,60}\s(?:Nr\.?|No\.?)?\s?\d{1,5}\s?[a-zA-Z]?(?:[-/]\d{1,4})?$)/u;
const NOT_ADDRESS = /@|https?:|www\.|^(?:tel|phone|fax|e-?mail|mobile|mob|hours|open|vat|reg)\b|[+(]?\d[\d\s().-]{8,}\d|[!?]$|^\W*$/i;
const COUNTRY =
  /^(?:united kingdom|uk|england|scotland|wales|ireland|united states(?: of america)?|usa|u\.s\.a\.|canada|germany|deutschland|france|spain|españa|italy|italia|netherlands|nederland|belgium|switzerland|schweiz|austria|österreich|portugal|sweden|norway|denmark|finland|poland|australia|new zealand|india|china|(?:pr|p\.r\.) china|hong kong|singapore|japan|malta|brazil|brasil|mexico|méxico|south africa|united arab emirates)\.?$/i;

const short = (line: Line | undefined): line is Line => line !== undefined && line.text.length <= 90;
const isPlace = (text: string): boolean => STREET.test(text) || NUMBERED.test(text);

/** Postal addresses: `address` elements, and lines around a postcode that hold a street or a house number. */
export async function findAddresses(seen: Seen, finds: Finds, pace: Pace): Promise<void> {
  for (const { element, zone, order } of seen.addresses) {
    const lines: string[] = [];
    for (let i = order; i < seen.lines.length && i < order + 14; i++) {
      const line = seen.lines[i];
      const start = line?.first();
      if (!line || !start || !element.contains(start)) break;
      if (short(line) && !NOT_ADDRESS.test(line.text)) lines.push(line.text.replace(/[,;]$/, ''));
    }
    const text = lines.join(', ');
    if (isPlace(text) && /\d/.test(text)) finds.add({ what: 'address', value: text, how: 'element', zone, order, element });
  }
  let last = -1;
  await pace.each(seen.lines, (line) => {
    if ((line.marks & HAS.digits) === 0 || line.order <= last || line.text.length > 1_500 || !MAYBE_POSTCODE.test(line.text)) return true;
    last = Math.max(last, aroundPostcode(line, seen, finds));
    return !finds.isFull('address');
  });
}

const MONTH = /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|avril|juin|juillet|août|enero|febrero|abril|mayo|junio|julio|agosto)\b/i;

/** What every postcode has, whatever its country. */
const MAYBE_POSTCODE = /\d{4}|\d{2}-\d{3}|\d{3}[ -]\d{2}|[A-Z]\d[A-Z\d]? ?\d[A-Z]|\d[A-Z] ?\d[A-Z]/;

function postcodeIn(text: string): RegExpExecArray | null {
  for (const pattern of POSTAL) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  const four = FOUR_DIGITS.exec(text);
  // A year behind a comma is a year.
  return four && (four.index === 0 || !/^(?:19|20)\d\d/.test(four[0])) && !MONTH.test(text) ? four : null;
}

/** Builds one address; returns the last line that it used. */
function aroundPostcode(line: Line, seen: Seen, finds: Finds): number {
  const match = postcodeIn(line.text);
  if (!match) return -1;
  const part = partOf(line.text, match.index, match.index + match[0].length);
  if (part === null) return -1;
  const own = part.text.replace(/ [|·–] /g, ', ');
  if (!/\p{L}{2}/u.test(own) || /[\d)]\s?$|\+\d*\s?$/.test(line.text.slice(Math.max(0, match.index - 3), match.index))) return -1;
  const above: string[] = [];
  const head = own.slice(0, Math.max(0, own.indexOf(match[0])));
  let hasPlace = isPlace(head);
  let first = line.order;
  for (let i = line.order - 1; part.isStart && i >= line.order - 5; i--) {
    const text = seen.lines[i]?.text;
    const before = seen.lines[i];
    if (!text || !short(before) || before.zone !== line.zone || NOT_ADDRESS.test(text) || /^h[1-3]$/.test(before.block) || text.endsWith(':')) break;
    if (!isPlace(text) && (hasPlace || above.length >= 2)) break;
    hasPlace ||= isPlace(text);
    above.unshift(text.replace(/[,;]$/, ''));
    first = i;
  }
  if (!hasPlace) return -1;
  while (above.length > 0 && !isPlace(above[0] ?? '') && above.some(isPlace)) {
    above.shift();
    first++;
  }
  const below = seen.lines[line.order + 1];
  const country = short(below) && COUNTRY.test(below.text) ? below.text : null;
  const value = [...above, own, ...(country ? [country] : [])].join(', ');
  if (value.length > 260) return -1;
  finds.add({ what: 'address', value, how: 'postcode', zone: line.zone, order: first, element: line.elementAt(match.index), around: value.slice(0, CAPTURE_EVIDENCE_CHARS) });
  const name = seen.lines[first - 1];
  if (above.length > 0 && short(name) && name.text.length <= 60 && !NOT_ADDRESS.test(name.text)) {
    finds.add({ what: 'line', value: name.text, how: 'above-address', zone: name.zone, order: name.order, element: name.elementAt(0) });
  }
  return line.order + (country ? 1 : 0);
}

/** The part of a line that is the address: without a label before it, without the telephone after it, not a whole paragraph. */
function partOf(text: string, from: number, to: number): { text: string; isStart: boolean } | null {
  let start = 0;
  if (from > 0) {
    const before = text.slice(Math.max(0, from - 130), from);
    const cut = Math.max(before.lastIndexOf(': '), before.lastIndexOf(' | '), before.lastIndexOf('; '), before.lastIndexOf(' · '), before.lastIndexOf(' – '), before.lastIndexOf('© '));
    start = Math.max(0, from - 130) + (cut >= 0 ? cut + 2 : 0);
    // "Name | Street 10 | 8001 Town": the part before is the street.
    const joint = cut >= 0 ? /^ [|·–] ?$/.exec(before.slice(cut, cut + 3)) : null;
    const street = joint ? before.slice(0, cut).split(/ [|·–] |[:;©] /).at(-1) ?? '' : '';
    if (joint && street.length <= 60 && isPlace(street) && /\d/.test(street)) start -= street.length + 2;
    if (from > 130 && cut < 0) return null;
  }
  const rest = text.slice(to);
  const tail = /^(?:[\s,]*\p{Lu}[\p{L}'. -]{1,40}){0,3}?(?=\s*(?:$|[|;·•([]|\b(?:tel|phone|fax|t:|p:|e-?mail|ph|call|mob)\b|[-–] |\. |\+?\d{3}))/iu.exec(rest)?.[0] ?? '';
  // Cut out of a sentence: the lines above are not part of the address.
  return { text: text.slice(start, to + tail.length).trim().replace(/[,;]$/, ''), isStart: start === 0 };
}
