import { CAPTURE_VALUE_CHARS, RAW_ANSWER_CHARS } from '../../core/limits.ts';
import type { Answer, OperationName } from '../../domain/enrichment/operation.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import type { SiteReading } from './read-site.ts';

type Read = Extract<SiteReading, { kind: 'read' }>;

/** How sure a value is that a company says of itself; and a number of the house, for somebody in it. */
const CONFIDENCE = 72;
const HOUSE_CONFIDENCE = 45;
const TEXT_CHARS = 120;

/** What a reading answers to an operation; null when it says nothing of it. */
export function answerOf(operation: OperationName, reading: Read): Answer | null {
  const fields = fieldsOf(operation, reading);
  if (Object.keys(fields).length === 0) return null;
  const places = Object.fromEntries((Object.keys(fields) as FieldKey[]).flatMap((field) => {
    const seen = reading.values[field]?.[0];
    return seen ? [[field, { pageUrl: seen.page, ...(seen.text ? { text: seen.text } : {}) }]] : [];
  }));
  return { fields, places, confidence: operation === 'find-phone' ? HOUSE_CONFIDENCE : CONFIDENCE, raw: rawOf(reading, operation) };
}

function fieldsOf(operation: OperationName, { values, technologies }: Read): Answer['fields'] {
  const best = (field: FieldKey): { [K in FieldKey]?: string } => {
    const value = values[field]?.[0]?.value;
    return value === undefined ? {} : { [field]: value };
  };
  const used = technologies.length === 0 ? {} : { technologies: technologies.map((t) => t.name).join(', ').slice(0, CAPTURE_VALUE_CHARS) };
  if (operation === 'find-technologies') return used;
  if (operation === 'find-phone') return best('phone');
  return { ...Object.assign({}, ...(Object.keys(values) as FieldKey[]).map(best)), ...used };
}

/**
 * The reading as the raw answer: each value with the page that says it, how it stood there and what stands beside it.
 * Shortened until it fits, values last.
 */
export function rawOf({ pages, values, technologies }: Read, operation: OperationName): string {
  const entries = Object.entries(values).filter(([field]) => operation !== 'find-phone' || field === 'phone' || field === 'fax');
  const levels: readonly { most: number; text: number; by: boolean }[] = [{ most: 4, text: TEXT_CHARS, by: true }, { most: 2, text: 60, by: true }, { most: 1, text: 0, by: false }];
  const texts = levels.map(({ most, text, by }) =>
    JSON.stringify({
      pages: pages.map((p) => ({ kind: p.kind, url: p.url.slice(0, 300) })),
      values: Object.fromEntries(entries.map(([field, all]) => [field, all.slice(0, most).map((v) => ({ value: v.value.slice(0, by ? 600 : 200), page: v.page.slice(0, 300), how: v.how, ...(v.pages > 1 ? { onPages: v.pages } : {}), ...(v.text && text > 0 ? { text: v.text.slice(0, text) } : {}) }))])),
      technologies: technologies.slice(0, by ? 100 : 40).map((t) => ({ name: t.name, category: t.category, ...(by ? { by: t.by } : {}) })),
    }),
  );
  return texts.find((text) => text.length <= RAW_ANSWER_CHARS) ?? (texts.at(-1) ?? '').slice(0, RAW_ANSWER_CHARS);
}
