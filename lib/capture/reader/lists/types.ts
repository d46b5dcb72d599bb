/** What kind of value a text is, by its looks alone. Linear patterns on short texts. */
import type { ColumnType } from '../../../contracts/raw-list.ts';

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+$/;
const URL_TEXT = /^(?:https?:\/\/|www\.)\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|co|de|fr|at|ch|uk|eu|info|biz)(?:\/\S*)?$/i;
const PRICE = /^(?:[$€£¥₹]|USD|EUR|GBP|CHF|kr\.?|R\$)\s?\d[\d.,' ]*$|^\d[\d.,' ]*\s?(?:[$€£¥₹]|USD|EUR|GBP|CHF|kr|zł|Kč)$/i;
const NUMBER = /^[+-]?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d+)?\s?%?$/;
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].{0,20})?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|(?:\p{L}{2,12}\.?,?\s+)?\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+)?\d{4}|\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})$/iu;

export function typeOf(value: string): ColumnType {
  if (value.length > 120) return 'text';
  if (value.includes('@') && EMAIL.test(value)) return 'email';
  const hasDigit = /\d/.test(value);
  if (!hasDigit) return value.includes('.') && URL_TEXT.test(value) ? 'url' : 'text';
  if (PRICE.test(value)) return 'price';
  if (DATE.test(value)) return 'date';
  if (isPhone(value)) return 'phone';
  if (NUMBER.test(value)) return 'number';
  return URL_TEXT.test(value) ? 'url' : 'text';
}

/** Seven to fifteen digits with the signs numbers are written with, and something that plain numbers do not have. */
export function isPhone(value: string): boolean {
  const text = value.replace(/\s*(?:ext|x|durchwahl|poste)\.?\s*\d{1,5}$/i, '');
  if (!/^\+?[\d\s().\-–/]+$/.test(text) || text.length > 30) return false;
  const digits = text.replace(/\D/g, '').length;
  if (digits < 7 || digits > 15) return false;
  return /^\+|^\(?0|[\s().\-–/]\d/.test(text) && !/^\d{1,3}(?:[., ]\d{3})+$/.test(text);
}
