import { normaliseValue } from '../capture/values.ts';
import { isCustomKey, type LeadKey } from '../domain/lead/custom.ts';
import { FIELDS, type FieldType, type LeadKind } from '../domain/lead/fields.ts';

/** Words for what a text is not, for the kinds of values that have a form. */
const FORMS: Readonly<Partial<Record<FieldType, string>>> = { email: 'an email address', url: 'a web address', image: 'a web address', domain: 'a domain' };

/**
 * What a person typed, in the normal form of its field: lower-case e-mail, canonical URL, E.164 phone where it can be told.
 * A text that cannot be such a value is refused; a phone number without its country stays as it was typed.
 */
export function typedValue(kind: LeadKind, field: LeadKey, text: string): { readonly value: string } | { readonly refused: string } {
  const trimmed = text.trim();
  if (isCustomKey(field)) return { value: trimmed };
  const { type } = FIELDS[field];
  if (trimmed === '' || (FORMS[type] === undefined && type !== 'phone')) return { value: trimmed };
  const normal = normaliseValue(field, trimmed, { kind, pageUrl: '', country: undefined });
  if (normal) return { value: normal.value };
  const form = FORMS[type];
  return form === undefined ? { value: trimmed } : { refused: `This is not ${form}. Nothing was changed.` };
}
