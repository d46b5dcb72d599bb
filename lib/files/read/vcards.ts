import ICAL from 'ical.js';
import type { NamedRow } from './json-rows.ts';

/** Cards of a contact file (vCard 2.1, 3.0 and 4.0; RFC 6350). A card that cannot be read is handed on with its problem. */
export function vcardRecords(text: string): NamedRow[] {
  const cards = text.match(/^BEGIN:VCARD[^\n]*\n[\s\S]*?^END:VCARD/gim) ?? [];
  return cards.map((card, i) => {
    try {
      return { at: i + 1, values: valuesOf(propertiesOf(card)) };
    } catch {
      return { at: i + 1, values: new Map(), problem: 'not-a-card', text: card };
    }
  });
}

interface Property {
  readonly name: string;
  readonly types: readonly string[];
  readonly value: unknown;
}

function propertiesOf(card: string): Property[] {
  const [, properties] = ICAL.parse(typed(unquoted(card))) as [string, [string, Record<string, unknown>, string, ...unknown[]][]];
  return properties.map(([name, parameters, , ...values]) => ({
    name: name.replace(/^.*\./, '').toLowerCase(),
    types: [parameters['type'] ?? []].flat().flatMap((type) => (typeof type === 'string' ? [type.toLowerCase()] : [])),
    value: values.length > 1 ? values : values[0],
  }));
}

/** Version 2.1 writes types as bare words, which the later ones forbid. */
const typed = (card: string): string =>
  card.replace(/^([\w.-]+)((?:;(?:"[^"]*"|[^":\n])*)+):/gm, (_, name: string, parameters: string) => `${name}${parameters.replace(/;([^;="]+)(?=;|$)/g, ';TYPE=$1')}:`);

/** Version 2.1 writes what is not ASCII as quoted-printable, and goes on over lines that end in an equals sign. */
function unquoted(card: string): string {
  if (!/ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(card)) return card;
  return card
    .replace(/=\n/g, '')
    .split('\n')
    .map((line) => {
      const match = /^([^:]*?);(?:ENCODING=)?QUOTED-PRINTABLE([^:]*):(.*)$/i.exec(line);
      if (!match) return line;
      const [, name = '', rest = '', value = ''] = match;
      const bytes = Uint8Array.from(value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), (letter) => letter.charCodeAt(0));
      const text = new TextDecoder(/CHARSET=(?:ISO-8859-1|WINDOWS-1252)/i.test(name + rest) ? 'windows-1252' : 'utf-8').decode(bytes);
      return `${name}${rest}:${text.replace(/\r?\n/g, '\\n')}`;
    })
    .join('\n');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.flat().map(textOf).filter(Boolean).join(', ');
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** The facts of a card under the names of Kiln's columns; a second address or number gets a column of its own. */
function valuesOf(properties: readonly Property[]): Map<string, string> {
  const out = new Map<string, string>();
  const put = (name: string, value: unknown): void => {
    const text = textOf(value);
    if (text === '' || [...out].some(([key, known]) => known === text && key.replace(/ \d$/, '') === name)) return;
    for (let n = 1; n <= 3; n++) {
      const key = n === 1 ? name : `${name} ${n}`;
      if (!out.has(key)) return void out.set(key, text);
    }
  };
  for (const { name, types, value } of properties) {
    switch (name) {
      case 'fn':
        put('Name', value);
        break;
      case 'n': {
        const [last, first, , prefix, suffix] = Array.isArray(value) ? value : [value];
        put('First name', first);
        put('Last name', last);
        put('Prefix', prefix);
        put('Suffix', suffix);
        break;
      }
      case 'org': {
        const [company, department] = Array.isArray(value) ? value : [value];
        put('Company', company);
        put('Department', department);
        break;
      }
      case 'title':
      case 'role':
        put('Title', value);
        break;
      case 'email':
        put(types.includes('work') ? 'Work email' : types.includes('home') ? 'Personal email' : 'Email', value);
        break;
      case 'tel':
        put(types.includes('fax') ? 'Fax' : types.includes('cell') ? 'Mobile' : 'Phone', textOf(value).replace(/^tel:/i, ''));
        break;
      case 'url':
      case 'x-socialprofile':
      case 'socialprofile':
        put(socialName(textOf(value)), value);
        break;
      case 'adr':
        put('Address', (Array.isArray(value) ? value : [value]).slice(0, 6));
        put('Country', Array.isArray(value) ? value[6] : '');
        break;
      case 'note':
        put('Note', value);
        break;
      case 'categories':
        put('Tags', value);
        break;
      default:
    }
  }
  return out;
}

const socialName = (url: string): string => (/linkedin\.com/i.test(url) ? 'LinkedIn' : /(?:^|[/.])(?:x|twitter)\.com\//i.test(url) ? 'X' : /github\.com\/[^/]+\/?$/i.test(url) ? 'GitHub' : 'Website');
