import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

export interface Phone {
  /** E.164 with `;ext=` never added: the extension stays in the original text. */
  readonly e164: string;
  /** The length and leading digits fit the country; false when only the length does. */
  readonly isValid: boolean;
}

const NANP = /^(?:1[\s.-])?\(?[2-9]\d{2}\)?[\s.-]{1,3}[2-9]\d{2}[\s.-]\s?\d{4}$/;

/**
 * Reads a number as it stands on a page ("+44 (0)20 7946 0000", "00 49 30 ...", "(030) 901820"). Numbers written in the North
 * American way are read so when the page names no country. Null when it cannot be a telephone number.
 */
export function parsePhone(text: string, country: CountryCode | undefined): Phone | null {
  if (text.length > 80) return null;
  const clean = text.replace(/\(\s*0\s*\)/, '').replace(/[\u00a0\u2000-\u200a]/g, ' ').replace(/^\s*00\s?(?=[1-9])/, '+').replace(/^\s*\(\s*\+?\s*(\d{1,3})\s*\)\s*(?=\d)/, (all, code: string) => (/\+/.test(all) || (COUNTRY_CODES.has(code) && country !== 'US') ? `+${code} ` : all)).trim();
  const attempts: (CountryCode | undefined)[] = clean.startsWith('+') ? [undefined] : [country];
  if (NANP.test(clean) && country !== 'US') attempts[country !== undefined && WITH_TRUNK_ZERO.has(country) ? 'unshift' : 'push']('US');
  let possible: Phone | null = null;
  for (const attempt of attempts) {
    const number = parsePhoneNumberFromString(clean, attempt ? { defaultCountry: attempt, extract: false } : { extract: false });
    if (!number) continue;
    if (number.isValid()) return { e164: number.number, isValid: true };
    if (number.isPossible()) possible ??= { e164: number.number, isValid: false };
  }
  return possible;
}

/** Countries whose own numbers begin with 0 when they are written without the country: there "800.555.0100" is a guest. */
const WITH_TRUNK_ZERO: ReadonlySet<CountryCode> = new Set(['GB', 'IE', 'DE', 'AT', 'CH', 'FR', 'NL', 'BE', 'SE', 'FI', 'AU', 'NZ', 'ZA']);

/** Calling codes that pages write in brackets without a plus, beside their own area codes. */
const COUNTRY_CODES = new Set(['852', '853', '86', '886', '65', '60', '62', '63', '66', '84', '971', '966']);

/** What the words around a number say. `none` = it is another kind of number. */
export type PhoneRole = 'phone' | 'mobile' | 'fax' | 'none' | 'unknown';

const FAX = /(?:fax|télécopie|telefaks|\bf)\W{0,8}$/i;
const MOBILE = /(?:mobile?|mobil|cell(?:ular|phone)?|handy|gsm|portable|móvil|celular|cellulare|whatsapp|\bm|\bmob)\W{0,12}$/i;
const PHONE = /(?:tel|tél|telephone|phone|téléphone|teléfono|telefono|telefon|fon|call(?: us)?(?: (?:on|at|now|today))?|ruf|hotline|toll[- ]?free|freephone|dial|direct|office|switchboard|reach(?:en)?|bereiken|\b[tp]|ph|contact(?: us)?|support|sales|no|number|us|at|on|op|hq|desk|line)\W{0,12}$/i;
const OTHER = /(?:vat|ust|ust-?id(?:nr)?|tax|steuer|st\.?\s?nr|nif|cif|siret|siren|iban|bic|account|konto|isbn|issn|hrb|hra|reg(?:istration|istered)?|company (?:no|number)|license|licence|invoice|order|sku|part|model|serial|zip|plz|postcode|id|item|case|ref|lat|long|published|date|©|price|usd|eur|[$€£¥])\W{0,6}(?:(?:reg\W{0,3})?(?:no|nr|number|num|id))?\W{0,6}(?:[a-z]{2}\W{0,2})?$/i;

export function phoneRole(label: string | undefined, after: string | undefined): PhoneRole {
  const before = label ?? '';
  if (OTHER.test(before) && !/\b(?:tel|phone|fax)\W*$/i.test(before)) return 'none';
  if (FAX.test(before) || /^\W{0,3}(?:\(?fax\b)/i.test(after ?? '')) return 'fax';
  if (MOBILE.test(before) || /^\W{0,3}(?:mobile|cell)\b/i.test(after ?? '')) return 'mobile';
  if (PHONE.test(before) || /^\W{0,3}(?:tel|phone|toll)\b/i.test(after ?? '')) return 'phone';
  return 'unknown';
}
