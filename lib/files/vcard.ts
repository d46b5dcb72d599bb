import type { FileBytes } from './cells.ts';

/** What a contact card can say of a lead. Everything is optional except the name. */
export interface Contact {
  readonly uid?: string;
  readonly kind: 'individual' | 'org';
  readonly name: string;
  readonly family?: string;
  readonly given?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly organisation?: string;
  readonly title?: string;
  readonly emails: readonly { readonly value: string; readonly type?: 'work' | 'home' }[];
  readonly phones: readonly { readonly value: string; readonly types: readonly ('work' | 'home' | 'cell' | 'voice' | 'fax')[] }[];
  readonly urls: readonly string[];
  readonly address?: string;
  readonly country?: string;
  readonly photo?: string;
  readonly note?: string;
  readonly categories: readonly string[];
  /** Where the lead was found. */
  readonly source?: string;
  /** Milliseconds since 1970. */
  readonly revisedAt?: number;
}

const LINE_BYTES = 75;

/** Contact cards, vCard 4.0 (RFC 6350), UTF-8, CRLF, folded at 75 octets. One chunk per batch. */
export async function* writeVcards(batches: AsyncIterable<readonly Contact[]> | Iterable<readonly Contact[]>): FileBytes {
  const encoder = new TextEncoder();
  for await (const batch of batches) if (batch.length > 0) yield encoder.encode(batch.map(vcardText).join(''));
}

export function vcardText(contact: Contact): string {
  const { name, family, given, prefix, suffix } = contact;
  const lines = [
    'BEGIN:VCARD', 'VERSION:4.0', `KIND:${contact.kind}`,
    ...(contact.uid ? [`UID:${text(contact.uid)}`] : []),
    `FN:${text(name)}`,
    ...(contact.kind === 'individual' && (family ?? given) !== undefined ? [`N:${[family, given, undefined, prefix, suffix].map((one) => piece(one ?? '')).join(';')}`] : []),
    ...(contact.organisation ? [`ORG:${piece(contact.organisation)}`] : []),
    ...(contact.title ? [`TITLE:${text(contact.title)}`] : []),
    ...contact.emails.map(({ value, type }) => `EMAIL${type ? `;TYPE=${type}` : ''}:${text(value)}`),
    ...contact.phones.map(({ value, types }) => phoneLine(value, types)),
    ...contact.urls.filter(isUrl).map((url) => `URL:${uri(url)}`),
    // The parts of a one-line address are not known: it stands whole in the street part, with its label.
    ...(contact.address || contact.country ? [`ADR;LABEL=${parameter(contact.address ?? contact.country ?? '')}:;;${piece(contact.address ?? '')};;;;${piece(contact.country ?? '')}`] : []),
    ...(contact.photo && isUrl(contact.photo) ? [`PHOTO:${uri(contact.photo)}`] : []),
    ...(contact.note ? [`NOTE:${text(contact.note)}`] : []),
    ...(contact.categories.length > 0 ? [`CATEGORIES:${contact.categories.map(text).join(',')}`] : []),
    ...(contact.source && isUrl(contact.source) ? [`SOURCE:${uri(contact.source)}`] : []),
    ...(contact.revisedAt === undefined ? [] : [`REV:${new Date(contact.revisedAt).toISOString().replace(/[-:]|\.\d+/g, '')}`]),
    'END:VCARD',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** RFC 3966 where it is an international number, else as it stands. */
function phoneLine(value: string, types: Contact['phones'][number]['types']): string {
  const kinds = types.length === 0 ? '' : `;TYPE=${types.length === 1 ? types[0] : `"${types.join(',')}"`}`;
  return /^\+\d{4,15}$/.test(value) ? `TEL;VALUE=uri${kinds}:tel:${value}` : `TEL;VALUE=text${kinds}:${text(value)}`;
}

/** Backslash, comma and line ends are escaped (3.4); other control characters have no place in a card. */
const text = (value: string): string =>
  value.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, (char) => (char === '\t' ? ' ' : '')).replace(/[\\,]/g, '\\$&').replace(/\n/g, '\\n');
/** In a part of a compound value the semicolon is escaped too; elsewhere readers would show the backslash. */
const piece = (value: string): string => text(value).replace(/;/g, '\\;');

/** RFC 6868: a quoted parameter with `^n`, `^^` and `^'`. */
const parameter = (value: string): string =>
  `"${value.replace(/\^/g, '^^').replace(/\r\n?|\n/g, '^n').replace(/"/g, "^'").replace(/[\u0000-\u001f\u007f]/g, ' ')}"`;

const isUrl = (value: string): boolean => /^https?:\/\//i.test(value) && URL.canParse(value);
const uri = (value: string): string => new URL(value).href.replace(/[\u0000-\u0020\u007f]/g, (char) => encodeURIComponent(char));

/** Cuts a line so that none has more than 75 octets, never inside a character. */
function fold(line: string): string {
  let out = '';
  let used = 0;
  for (const char of line) {
    const size = char.charCodeAt(0) < 0x80 ? 1 : char.length === 2 ? 4 : char.charCodeAt(0) < 0x800 ? 2 : 3;
    if (used + size > LINE_BYTES) {
      out += '\r\n ';
      used = 1;
    }
    out += char;
    used += size;
  }
  return out;
}
