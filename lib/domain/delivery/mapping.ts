import { hashText } from '../../core/hash.ts';
import { DELIVERY_VALUE_CHARS } from '../../core/limits.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { Lead } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import type { MappedFrom, Mapping } from './delivery.ts';

/** What a record says, by the names of the destination. A field without a value is not there. */
export type MappedValues = Readonly<Record<string, string>>;

/** What a column of a lead shows; given where columns are reckoned. */
export type ReadLead = (lead: Lead, key: LeadKey) => string | undefined;
const stored: ReadLead = (lead, key) => textOf(lead.fields, key);

/** The record of a lead. Values are cut to DELIVERY_VALUE_CHARS; control characters other than line breaks and tabs are taken out. */
export function mappedValues(lead: Lead, mapping: Mapping, tableName: string, read: ReadLead = stored): MappedValues {
  const values: Record<string, string> = {};
  for (const { to, from } of mapping.fields) {
    const text = plainText('lead' in from ? (read(lead, from.lead) ?? '') : valueOf(lead, from, tableName));
    if (text !== '' && to !== '__proto__') values[to] = text;
  }
  return values;
}

function valueOf(lead: Lead, from: Exclude<MappedFrom, { readonly lead: LeadKey }>, tableName: string): string {
  if ('text' in from) return from.text;
  switch (from.about) {
    case 'id':
      return lead.id;
    case 'source':
      return lead.sourceUrl ?? '';
    case 'table':
      return tableName;
    case 'added':
      return new Date(lead.createdAt).toISOString();
  }
}

const CONTROL = /[^\P{Cc}\n\t]/gu;
/** Half of a character, which no JSON reader likes. */
const HALVES = /\p{Cs}/gu;
const plainText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROL, '').trimStart().slice(0, DELIVERY_VALUE_CHARS).replace(HALVES, '').trimEnd();

/** The same for the same content, whatever the order of the fields: what was sent before is known by it. */
export const fingerprintOf = (values: MappedValues, upsertKey: string | undefined): string =>
  hashText(JSON.stringify([upsertKey ?? null, Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))]));
