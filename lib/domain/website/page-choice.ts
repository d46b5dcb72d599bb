/** Which pages of a company's site say who it is and how it is reached: chosen from the links of its home page. */

export type SitePageKind = 'home' | 'contact' | 'imprint' | 'about' | 'team';
export interface SiteLink {
  /** Whole address. */
  readonly url: string;
  readonly text: string;
}
export interface ChosenPage {
  readonly kind: SitePageKind;
  readonly url: string;
}
type LinkedKind = Exclude<SitePageKind, 'home'>;

/** Words of links and of the parts of addresses, marks folded, in the order in which the pages are worth reading. */
const WORDS: Readonly<Record<LinkedKind, readonly string[]>> = {
  contact: [
    'contact', 'contact us', 'contacts', 'get in touch', 'kontakt', 'kontakte', 'kontaktieren', 'kontakta oss', 'kontakt oss', 'kontakty', 'contactez nous', 'nous contacter', 'coordonnees', 'contacto', 'contactenos', 'contactanos',
    'contatti', 'contattaci', 'contato', 'contatos', 'contactos', 'fale conosco', 'contacteer ons', 'neem contact op', 'ota yhteytta', 'yhteystiedot', 'kapcsolat', 'iletisim', 'bize ulasin', 'контакты', 'контакти', 'επικοινωνια',
    'お問い合わせ', '联系我们', '聯絡我們', '문의', '연락처', 'اتصل بنا',
  ],
  imprint: [
    'imprint', 'impressum', 'legal notice', 'legal information', 'company information', 'company details', 'anbieterkennzeichnung', 'mentions legales', 'aviso legal', 'note legali', 'informazioni legali', 'dati societari', 'colofon', 'bedrijfsgegevens',
    'informacoes legais', 'juridisk information', 'virksomhedsoplysninger', 'impresszum', 'kunye', 'nota prawna', 'реквизиты', '会社概要', '会社情報', '特定商取引法',
  ],
  about: [
    'about', 'about us', 'who we are', 'our company', 'our story', 'company', 'uber uns', 'ueber uns', 'wir uber uns', 'unternehmen', 'das unternehmen', 'qui sommes nous', 'a propos', 'entreprise', 'l entreprise', 'sobre nosotros', 'quienes somos',
    'la empresa', 'empresa', 'chi siamo', 'azienda', 'l azienda', 'sobre nos', 'sobre', 'quem somos', 'a empresa', 'over ons', 'wie zijn wij', 'bedrijf', 'o nas', 'o firmie', 'om oss', 'om os', 'foretaget', 'meista', 'yritys', 'rolunk', 'hakkimizda',
    'o spolecnosti', 'despre noi', 'о компании', 'о нас', 'про нас', 'σχετικα με εμας', '会社案内', '关于我们', '關於我們', '회사소개', 'من نحن',
  ],
  team: [
    'team', 'our team', 'the team', 'meet the team', 'people', 'our people', 'leadership', 'management', 'unser team', 'das team', 'mitarbeiter', 'ansprechpartner', 'geschaftsfuhrung', 'equipe', 'notre equipe', 'l equipe', 'equipo', 'nuestro equipo',
    'il team', 'staff', 'nossa equipe', 'ons team', 'medewerkers', 'zespol', 'nasz zespol', 'medarbetare', 'medarbejdere', 'ansatte', 'henkilosto', 'tiimi', 'csapat', 'ekibimiz', 'nas tym', 'echipa', 'команда', 'スタッフ紹介', '团队',
  ],
};
const KINDS = Object.keys(WORDS) as LinkedKind[];
/** Asked for when the home page links to neither: sites whose menu is made by scripts. */
const USUAL: readonly ChosenPage[] = [{ kind: 'contact', url: '/contact' }, { kind: 'about', url: '/about' }];
const NO_PAGE = /\.(?:pdf|docx?|xlsx?|zip|jpe?g|png|gif|svg|webp|mp4|xml|ics|vcf)$/i;
const CAPTION_CHARS = 60;

const BY_WORD: ReadonlyMap<string, LinkedKind> = new Map(KINDS.flatMap((kind) => WORDS[kind].map((word) => [word, kind] as const)));

/** Case, marks and punctuation folded. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ø/g, 'o').replace(/ı/g, 'i').replace(/ß/g, 'ss').replace(/ł/g, 'l').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().normalize('NFC');

/** Kana with marks are letters of their own, so that they are looked up as they stand, too. */
const kindOfWords = (text: string): LinkedKind | undefined => BY_WORD.get(fold(text)) ?? BY_WORD.get(text.trim().toLowerCase());

/** Same host but for a leading "www.". */
export const isSameHost = (a: string, b: string): boolean => a.toLowerCase().replace(/^www\./, '') === b.toLowerCase().replace(/^www\./, '');

/**
 * At most `most` pages beside the home page, one of each kind, best first: contact, imprint, about, team.
 * @param home address of the home page as it answered
 * @param links as they stand on it; what leads elsewhere is left out here
 */
export function choosePages(home: string, links: readonly SiteLink[], most: number): ChosenPage[] {
  const { hostname, origin, pathname } = new URL(home);
  const best = new Map<LinkedKind, { url: string; score: number }>();
  for (const link of links) {
    const url = URL.canParse(link.url) ? new URL(link.url) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.port !== new URL(home).port || !isSameHost(url.hostname, hostname) || NO_PAGE.test(url.pathname)) continue;
    if (url.pathname === pathname && url.search === '') continue;
    const scored = scoreLink(url, link.text);
    if (scored && scored.score > (best.get(scored.kind)?.score ?? 0)) best.set(scored.kind, { url: `${url.origin}${url.pathname}${url.search}`, score: scored.score });
  }
  const seen = new Set<string>();
  const chosen = KINDS.flatMap((kind): ChosenPage[] => {
    const page = best.get(kind);
    if (!page || seen.has(page.url)) return [];
    seen.add(page.url);
    return [{ kind, url: page.url }];
  });
  const usual = USUAL.filter((page) => best.size === 0 || (links.length < 3 && !best.has(page.kind as LinkedKind)));
  return [...chosen, ...usual.map(({ kind, url }) => ({ kind, url: `${origin}${url}` }))].slice(0, Math.max(0, most));
}

/** What a link says of its page: its caption, or the last part of its address. Deep pages and long captions are seldom the one. */
function scoreLink(url: URL, text: string): { readonly kind: LinkedKind; readonly score: number } | undefined {
  const parts = url.pathname.split('/').filter(Boolean).map((part) => decode(part).replace(/\.\w{2,5}$/, ''));
  const byText = text.length <= CAPTION_CHARS ? kindOfWords(text) : undefined;
  const byPath = kindOfWords(parts.at(-1) ?? '');
  const above = parts.slice(0, -1).map(kindOfWords).find(Boolean);
  const kind = byText ?? byPath ?? above;
  if (!kind) return undefined;
  return { kind, score: (byText === kind ? 5 : 0) + (byPath === kind ? 4 : 0) + (above === kind ? 1 : 0) - Math.min(3, Math.max(0, parts.length - 2)) - (url.search === '' ? 0 : 1) + 3 };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
