/** Names of countries as they stand in addresses and profiles, by ISO 3166 code. Those that are missing are no segment of their own. */
const NAMES: Readonly<Record<string, string>> = {
  at: 'austria|österreich', au: 'australia', be: 'belgium|belgique|belgië', br: 'brazil|brasil', ca: 'canada', ch: 'switzerland|schweiz|suisse|svizzera', cl: 'chile',
  cn: 'china', co: 'colombia', cz: 'czechia|czech republic', de: 'germany|deutschland|allemagne', dk: 'denmark|danmark', ee: 'estonia', es: 'spain|españa', fi: 'finland|suomi',
  fr: 'france', gb: 'united kingdom|great britain|england|scotland|wales|northern ireland', gr: 'greece', hk: 'hong kong', hu: 'hungary', id: 'indonesia', ie: 'ireland',
  il: 'israel', in: 'india', it: 'italy|italia', jp: 'japan', kr: 'south korea', lt: 'lithuania', lu: 'luxembourg', lv: 'latvia', mx: 'mexico|méxico', my: 'malaysia',
  ng: 'nigeria', nl: 'netherlands|the netherlands|nederland', no: 'norway|norge', nz: 'new zealand', ph: 'philippines', pl: 'poland|polska', pt: 'portugal', ro: 'romania',
  sa: 'saudi arabia', se: 'sweden|sverige', sg: 'singapore', tr: 'turkey|türkiye', tw: 'taiwan', ua: 'ukraine', ae: 'united arab emirates|uae',
  us: 'united states|united states of america|usa|u.s.|u.s.a.|america', za: 'south africa', ar: 'argentina',
};

/** Lower-case name to code. */
export const COUNTRY_NAMES: Readonly<Record<string, string>> = Object.assign(
  Object.create(null) as Record<string, string>,
  Object.fromEntries(Object.entries(NAMES).flatMap(([code, names]) => names.split('|').map((name) => [name, code]))),
);

/** First name of a country for display: "Germany"; the code in capitals when there is none. */
export function countryName(code: string): string {
  const name = Object.hasOwn(NAMES, code) ? NAMES[code]?.split('|')[0] : undefined;
  return name ? name.replace(/(?<![\p{L}])\p{L}/gu, (c) => c.toUpperCase()) : code.toUpperCase();
}

/** Domain endings that say where a company is. Those sold to everybody (.co, .in, .ai, .io, .me, .tv) say nothing. */
export const DOMAIN_COUNTRIES: ReadonlySet<string> = new Set(
  'at au be br ca ch cl cn cz de dk ee es fi fr uk gr hk hu id ie il it jp kr lt lu lv mx my nl no nz ph pl pt ro se sg tr tw ua us za ae sa ar'.split(' '),
);
