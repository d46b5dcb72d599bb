import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/min';
import type { RawCapture } from '../contracts/raw-capture.ts';

/** Country endings that the whole world uses. */
const GENERIC = new Set(['io', 'co', 'ai', 'me', 'tv', 'ly', 'gg', 'fm', 'am', 'to', 'cc', 'ws', 'la', 'sh', 'so', 'st', 'vc', 'im', 'is', 'eu', 'gl', 'ac', 'app']);

const NAMES: Readonly<Record<string, string>> = {
  'united kingdom': 'GB', uk: 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'great britain': 'GB', ireland: 'IE', 'united states': 'US', 'united states of america': 'US', usa: 'US',
  canada: 'CA', germany: 'DE', deutschland: 'DE', austria: 'AT', österreich: 'AT', switzerland: 'CH', schweiz: 'CH', suisse: 'CH', france: 'FR', spain: 'ES', españa: 'ES', italy: 'IT', italia: 'IT',
  portugal: 'PT', netherlands: 'NL', nederland: 'NL', 'the netherlands': 'NL', belgium: 'BE', belgië: 'BE', belgique: 'BE', luxembourg: 'LU', sweden: 'SE', sverige: 'SE', norway: 'NO', norge: 'NO', denmark: 'DK',
  danmark: 'DK', finland: 'FI', suomi: 'FI', poland: 'PL', polska: 'PL', malta: 'MT', greece: 'GR', australia: 'AU', 'new zealand': 'NZ', india: 'IN', china: 'CN', 'hong kong': 'HK', singapore: 'SG', japan: 'JP',
  brazil: 'BR', brasil: 'BR', mexico: 'MX', méxico: 'MX', 'south africa': 'ZA', 'united arab emirates': 'AE', israel: 'IL', turkey: 'TR', 'czech republic': 'CZ', czechia: 'CZ', hungary: 'HU', romania: 'RO',
};
const LANGUAGES: Readonly<Record<string, string>> = { de: 'DE', fr: 'FR', it: 'IT', es: 'ES', nl: 'NL', pl: 'PL', sv: 'SE', da: 'DK', nb: 'NO', no: 'NO', fi: 'FI', cs: 'CZ', ja: 'JP', pt: 'PT', hu: 'HU', mt: 'MT' };

/** ISO country of a name or code, or undefined. */
export function countryCode(text: string): CountryCode | undefined {
  const clean = text.trim().toLowerCase().replace(/\.$/, '');
  const code = Object.hasOwn(NAMES, clean) ? (NAMES[clean] ?? '') : clean.toUpperCase().replace(/\./g, '');
  return code.length === 2 && isSupportedCountry(code) ? code : undefined;
}

/** Country codes become English names; names stay. */
export function countryName(text: string): string {
  const code = text.length === 2 ? countryCode(text) : undefined;
  return (code && new Intl.DisplayNames('en', { type: 'region' }).of(code)) ?? text;
}

/** The country that a host's ending stands for; undefined for endings that the whole world uses. */
export function hostCountry(host: string): CountryCode | undefined {
  const ending = host.split('.').at(-1)?.toLowerCase() ?? '';
  if (ending.length !== 2 || GENERIC.has(ending)) return undefined;
  return ending === 'uk' ? 'GB' : countryCode(ending);
}

/**
 * The country in which a page's numbers are to be read: an address in structured data, the ending of the host, postcodes
 * on the page, the region of the language, and last the language itself. Undefined when the page says nothing.
 */
export function pageCountry(raw: RawCapture, host: string): CountryCode | undefined {
  const votes = new Map<CountryCode, number>();
  const vote = (code: CountryCode | undefined, weight: number): void => {
    if (code) votes.set(code, (votes.get(code) ?? 0) + weight);
  };
  for (const entity of raw.entities) for (const prop of entity.props) if (/country(?:-?name)?$/i.test(prop.name)) vote(countryCode(prop.value), 3);
  vote(hostCountry(host), 5);
  for (const meta of raw.metas) {
    if (meta.name === 'og:locale' && /_[A-Z]{2}$/i.test(meta.content)) vote(countryCode(meta.content.slice(-2)), meta.content.toLowerCase() === 'en_us' ? 0.5 : 2);
    if (/^(?:geo\.region|geo\.country)$/.test(meta.name)) vote(countryCode(meta.content.slice(0, 2)), 3);
  }
  for (const find of raw.finds) {
    if (find.what !== 'address') continue;
    if (/\b[A-Z]{2}\.?,?\s\d{5}(?:-\d{4})?\b/.test(find.value)) vote('US', 2);
    else if (/\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/.test(find.value)) vote('GB', 2);
    else if (/\b\d{4} ?[A-Z]{2}\b\s/.test(find.value)) vote('NL', 1.5);
    vote(countryCode(find.value.split(',').at(-1) ?? ''), 2);
  }
  const [language = '', region] = raw.lang.toLowerCase().split(/[-_]/);
  if (region?.length === 2) vote(countryCode(region), raw.lang.toLowerCase() === 'en-us' ? 0.5 : 2);
  else if (Object.hasOwn(LANGUAGES, language)) vote(countryCode(LANGUAGES[language] ?? ''), 1);
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}
