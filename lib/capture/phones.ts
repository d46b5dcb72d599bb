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

/** Where a number with a trunk zero may be from when the page names no country: the first that knows it. The written form stays beside it. */
const GUESSES: readonly CountryCode[] = ['GB', 'DE', 'FR', 'NL', 'IT', 'AU', 'IE', 'CH', 'AT', 'BE', 'ZA', 'IN', 'SE'];

export function guessPhone(text: string): Phone | null {
  if (!/^\(?0[1-9]/.test(text.trim())) return null;
  for (const country of GUESSES) {
    const phone = parsePhone(text, country);
    if (phone?.isValid) return phone;
  }
  return null;
}

/** Countries whose own numbers begin with 0 when they are written without the country: there "800.555.0100" is a guest. */
const WITH_TRUNK_ZERO: ReadonlySet<CountryCode> = new Set(['GB', 'IE', 'DE', 'AT', 'CH', 'FR', 'NL', 'BE', 'SE', 'FI', 'AU', 'NZ', 'ZA']);

/** Calling codes that pages write in brackets without a plus, beside their own area codes. */
const COUNTRY_CODES = new Set(['852', '853', '86', '886', '65', '60', '62', '63', '66', '84', '971', '966']);

/** What the words around a number say. `none` = it is another kind of number. */
export type PhoneRole = 'phone' | 'mobile' | 'fax' | 'none' | 'unknown';

const FAX = /(?:fax|faks|télécopie(?:ur)?|telefaks|telekopi\p{L}*|факс|ファックス|ファクス|传真|傳真|โทรสาร|(?<![\p{L}.])f)[^\p{L}\d]{0,8}$/iu;
const MOBILE = /(?:mobile?|mobil(?:e?telefoon|telefon|nummer)?|cell(?:ular|phone)?|handy|gsm|portable|móvil|celular|cellulare|telemóvel|komórka|whatsapp|моб\p{L}*|携帯\p{L}*|手机|มือถือ|(?<![\p{L}.])m|\bmob)[^\p{L}\d]{0,12}$/iu;
const PHONE = /(?:tel|tél|tlf|telephone|phone|téléphone|teléfonos?|telefono|telefone|telefoon|telefon(?:nummer|ní číslo)?|fon|puhelin|тел(?:ефон)?|電話(?:番号)?|电话|โทร(?:ศัพท์)?|call(?: us)?(?: (?:on|at|now|today))?|ruf(?:nummer)?|hotline|toll[- ]?free|freephone|dial|direct(?: line| dial)?|office|switchboard|zentrale|durchwahl|standard|centralino|centralita|reach(?:en)?|bereiken|(?<![\p{L}.])[tp]|\bph|contact(?: us)?|support|sales|enquiries|reservations?|bookings?|reception|no|number|us|at|on|op|hq|desk|line)[^\p{L}\d+(]{0,12}$/iu;
/** Numbers of other kinds, in the languages of the pages that give them. Up to a few words may stand between the label and the number. */
const OTHER =
  /\biban\b[^|·;]{0,34}$|(?<!\p{L})(?:\bvat|\bust|ust-?id(?:nr)?|\buid|tax|steuer(?:nummer)?|st\.?\s?-?nr|\bnif|\bcif|\bsiret|\bsiren|\brcs|r\.c\.s|\bape|\bnaf|tva|p\.?\s?iva|partita iva|c\.\s?f|cod(?:ice|\.)? fisc(?:ale|\.)?|\brea|\bkvk|\bbtw|\biban|\bbic|account|konto(?:nummer)?|\bblz|isbn|issn|\bhr[ab]|handelsregister|firmenbuch\p{L}*|\bfn|registernummer|reg(?:istration|istered|istro|istre)?|company (?:no|number)|license|licence|lic|\bnmls|\bnpi|\bdre|\bein|\bduns|\babn|\bacn|\bgst|\bcnpj|\bnip|regon|\bkrs|\bičo|\bico|\bdič|org\.?\s?-?(?:nr|nummer|nº)|\bcvr|y-tunnus|adószám|cégjegyzékszám|инн|огрн|кпп|invoice|order|sku|part|model|serial|zip|plz|postcode|\bcp|\bid|item|case|ref|lat(?:itude)?|long(?:itude)?|published|posted|date|hours|©|price|usd|eur|capital(?: social)?(?: de)?|[$€£¥])(?!\p{L})(?:(?<=p\.?\s?iva|rcs|r\.c\.s|rea|hr[ab]|registernummer|registre|registro|firmenbuch\p{L}*|c\.\s?f|fn)[^\d|·;]{0,24}|\W{0,6})(?:(?:reg\W{0,3})?(?:no|nr|n°|nº|number|num|id)\b)?[^\p{L}\d]{0,6}(?:\p{L}{1,2}[^\p{L}\d]{0,2})?$/iu;
const SAYS_PHONE = /(?:^|[^\p{L}])(?:tel|tél|phone|fax|telefon[oe]?|teléfono|téléphone|mobile?|mob|cell)[^\p{L}\d]*$/iu;
/** "(fax)" behind a number; a "Fax" that has a number of its own belongs to that one. */
const after = (words: string): RegExp => new RegExp(`^[\\s(/-]{0,3}(?:${words})\\b\\)?(?![^\\p{L}\\d]*[\\d+(])`, 'iu');
const [AFTER_FAX, AFTER_MOBILE, AFTER_PHONE] = [after('fax|telefax|télécopie'), after('mobile|mobil|cell|móvil|cellulare'), after('tel|phone|toll|office|main|direct')];

export function phoneRole(label: string | undefined, behindIt: string | undefined): PhoneRole {
  const before = label ?? '';
  const behind = behindIt ?? '';
  if (OTHER.test(before) && !SAYS_PHONE.test(before)) return 'none';
  if (FAX.test(before)) return 'fax';
  if (MOBILE.test(before)) return 'mobile';
  if (AFTER_FAX.test(behind)) return 'fax';
  if (AFTER_MOBILE.test(behind)) return 'mobile';
  if (PHONE.test(before) || AFTER_PHONE.test(behind)) return 'phone';
  return 'unknown';
}
