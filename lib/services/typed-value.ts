import { normaliseValue } from '../capture/values.ts';
import { CHECKED, isCustomKey, MANY_SEPARATOR, type CustomColumn, type LeadKey } from '../domain/lead/custom.ts';
import { FIELDS, type FieldKey, type FieldType, type LeadKind } from '../domain/lead/fields.ts';
import { isTags, readTags, tagsText } from '../domain/lead/tags.ts';
import { dayOf, fold } from '../domain/lead/text-test.ts';

/** Words for what a text is not, for the kinds of values that have a form. */
const FORMS: Readonly<Partial<Record<FieldType, string>>> = { email: 'an email address', url: 'a web address', image: 'a web address', domain: 'a domain' };

type Typed = { readonly value: string } | { readonly refused: string };
const refused = (why: string): Typed => ({ refused: `${why} Nothing was changed.` });

/**
 * What a person typed, in the normal form of its field: lower-case e-mail, canonical URL, E.164 phone where it can be told.
 * A text that cannot be such a value is refused; a phone number without its country stays as it was typed.
 * @param column the definition, for a column that a person made
 */
export function typedValue(kind: LeadKind, field: LeadKey, text: string, column?: CustomColumn): Typed {
  const trimmed = text.trim();
  if (column?.formula !== undefined) return refused('This column is reckoned from others: change its formula instead.');
  if (trimmed === '') return { value: trimmed };
  if (isCustomKey(field)) return column ? ofColumn(kind, column, trimmed) : { value: trimmed };
  return ofField(kind, field, FIELDS[field].type, trimmed);
}

function ofField(kind: LeadKind, field: FieldKey, type: FieldType, text: string): Typed {
  if (isTags(field)) {
    const read = readTags(text);
    return 'tags' in read ? { value: tagsText(read.tags) } : refused(read.refused);
  }
  if (FORMS[type] === undefined && type !== 'phone') return { value: text };
  const normal = normaliseValue(field, text, { kind, pageUrl: '', country: undefined });
  if (normal) return { value: normal.value };
  const form = FORMS[type];
  return form === undefined ? { value: text } : refused(`This is not ${form}.`);
}

const UNTICKED = ['no', 'false', '0', 'off'];
const TICKED = ['yes', 'true', '1', 'on', 'x', '✓'];

function ofColumn(kind: LeadKind, column: CustomColumn, text: string): Typed {
  if (column.isCheck) {
    if (UNTICKED.includes(fold(text))) return { value: '' };
    return TICKED.includes(fold(text)) ? { value: CHECKED } : refused('This is a box: yes or no.');
  }
  if (column.options) return ofOptions(column.options, column.many === true, text);
  switch (column.type) {
    case 'number':
      return ofNumber(text);
    case 'date':
      return dayOf(text, 0) === undefined || !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? refused('Write a date as 2026-01-31.') : { value: text };
    case 'email':
      return ofField(kind, 'email', 'email', text);
    case 'url':
      return ofField(kind, 'website', 'url', text);
    case 'text':
      return { value: text };
  }
}

/** Choices are known whatever their capitals; several are kept in the order of the column, each once. */
function ofOptions(options: readonly string[], many: boolean, text: string): Typed {
  const wanted = (many ? text.split(',') : [text]).map(fold).filter((word) => word !== '');
  const chosen = options.filter((option) => wanted.includes(fold(option)));
  const unknown = wanted.find((word) => !options.some((option) => fold(option) === word));
  return unknown === undefined ? { value: chosen.join(MANY_SEPARATOR) } : refused(`“${unknown}” is none of the choices of this column.`);
}

/** `1,200.5`, `€ 1200` and `-3` are numbers; the value is kept without its ornaments. */
function ofNumber(text: string): Typed {
  const bare = text.replace(/^[$€£¥]\s*|\s*[$€£¥%]$/g, '').replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '').replace('−', '-');
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(bare) ? { value: String(Number(bare)) } : refused('This is not a number.');
}
