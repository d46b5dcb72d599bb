import type { RawFind } from '../contracts/raw-capture.ts';
import { foldName } from '../domain/lead/identity.ts';
import { hasLegalForm } from '../domain/lead/legal-form.ts';
import { personNameScore } from '../domain/lead/name.ts';
import { isOfOthers } from './belonging.ts';
import { fromFind, isChrome, type Candidate } from './candidates.ts';
import { coverage, isNamedAfter, isPlatformHost, registrableDomain, resembles } from './domains.ts';
import { isFreeMailDomain, isRoleMailbox } from './free-mail.ts';
import { copyrightHolder, type Page } from './page.ts';
import { emailConfidence, linkTarget, phoneCandidate } from './text-person.ts';
import { canonicalUrl, profileOf } from './urls.ts';

const GENERIC_WORDS =
  "us|you|home(?:page)?|welcome(?: to)?|start(?:seite)?|accueil|inicio|início|about(?: us| the company)?|über uns|über mich|wir über uns|qui sommes[- ]nous|à propos(?: de nous)?|chi siamo|quiénes somos|sobre nosotros|sobre nós|quem somos|over ons|o nas|om oss|om os|contact(?: us| information| details| page| form| options)?s?|contacts|contactez[- ]nous|nous contacter|contacto|contáctenos|contactar|contatti|contattaci|contato|contatos|contactos|fale conosco|kontakt(?:e|ieren sie uns|formular|daten)?|kontakta oss|kontakt oss|kontakty|neem contact op|ota yhteyttä|yhteystiedot|kapcsolat|контакты|о компании|お問い合わせ|会社概要|会社案内|联系我们|關於我們|ติดต่อเรา|imprint|impressum|anbieterkennzeichnung|mentions légales|aviso legal|note legali|colofon|legal(?: notice| information)?|datenschutz(?:erklärung)?|privacy(?: policy)?|terms(?: of (?:use|service))?|agb|angaben gemäß.*|éditeur(?: du site)?|get in touch|reach (?:us|out)|say hello|let'?s talk|talk to us|write to us|visit us|our (?:team|company|services|products|offices?|story|locations)|team|services|products|news|blog|index|untitled|log ?in|sign ?(?:in|up|on)|register|create (?:an )?account|search|menu|sitemap|careers|jobs|locations?|offices?|standorte?|mission|company|company (?:profile|information|details)|overview|profile|details|address|anschrift|adresse|dirección|indirizzo|(?:head|main|corporate|registered)? ?(?:office|headquarters|hq)s?|.*headquarters?|page|(?:how to |where to )?find us|where we are|directions|anfahrt|opening (?:hours|times)|öffnungszeiten|facts|follow us|our office|general (?:info|information|enquiries)|customer (?:service|support|care)|support|help|faq|reviews?|photos?|gallery|map|thank you|attorneys? (?:&|and) staff|(?:shipping|return|refund|cookie|cancellation) policy|.*(?:privacy|cookie) (?:policy|statement|notice)|equal housing (?:lender|opportunity)|sign in to .*|password reset|stay up ?to date|testimonials|areas? (?:served|we serve)|local areas|cookies?|(?:back to )?top|click (?:here|to) .*|(?:mailing|postal|physical|street|visiting|billing|email|e-mail|our|office|store|shop|branch|service|business|contact|company|opening) (?:address(?:es)?|locations?|hours|stations?|phone|numbers?|name|info|details)|come (?:and )?(?:visit|see) us|special events.*|contactus|aboutus|main content|skip to .*|toll[- ]free|phone|telephone|fax|e-?mail|hours|quick links|connect(?: with us)?|newsletter|more info(?:rmation)?|read more|\\d+";
const GENERIC = new RegExp(`^(?:${GENERIC_WORDS})$`, 'i');
const isName = (text: string): boolean => text.length >= 2 && !text.trim().endsWith(':') && text.length <= 80 && !GENERIC.test(text.trim()) && /\p{L}/u.test(text) && !/[!?]$|[.!?]\s\p{Lu}\p{Ll}+\s\p{Ll}|@|https?:/u.test(text) && text.split(/\s+/).length <= 9;

/** Names that text, title and site offer for a company. Agreement with the domain counts most. */
export function companyNames(page: Page): Candidate[] {
  const out: Candidate[] = [];
  const bonus = (name: string): number => (personNameScore(name) >= 45 && page.domain && !isNamedAfter(name, page.domain) ? -18 : 0) + (page.slug.length >= 4 && foldName(name) === page.slug ? 12 : 0) + (page.domain && !page.isPlatform ? Math.round(coverage(name, page.domain) * 22) : 0) + (hasLegalForm(name) ? 6 : 0);
  const meta = (value: string | undefined, path: string, confidence: number): void => {
    if (value && isName(value)) out.push({ field: 'name', value, method: 'meta', confidence: confidence + bonus(value), order: 0, path });
  };
  const find = (found: RawFind, value: string, confidence: number): void => {
    if (isName(value)) out.push(fromFind('name', found, confidence + bonus(value), value));
  };
  if (page.isOwnSite || page.isHome || page.domain === null) {
    meta(page.meta('og:site_name'), 'og:site_name', 62);
    meta(page.meta('application-name'), 'application-name', 46);
    page.titleParts.forEach((part) => {
      // A long title part is a slogan: believed only when the domain says the same.
      const confidence = part.split(/\s+/).length <= 4 || bonus(part) > 0 ? 40 - Math.max(0, part.split(/\s+/).length - 4) * 4 : 20;
      meta(withoutLead(part), 'title', confidence);
    });
  } else {
    const [first] = page.titleParts;
    for (const part of [...page.titleParts, ...page.h1.split(/\s+[-–—|·•]\s+/)]) if (foldName(part) === page.slug) meta(part, 'title', 52);
    // A site whose address does not speak of it may still be the company's own; its title is all there is then.
    if (!page.isPlatform && !isDeep(page.path)) for (const part of page.titleParts) if (part.split(/\s+/).length <= 6) meta(withoutLead(part), 'title', 27);
    if (first && page.h1 && (first.toLowerCase().includes(page.h1.toLowerCase()) || page.h1.toLowerCase().includes(first.toLowerCase()))) meta(first.length <= page.h1.length ? first : page.h1, 'title', 52);
  }
  for (const found of page.raw.finds) {
    if (found.what === 'heading' && found.level === 1) find(found, withoutLead(found.value), page.isOwnSite ? 30 : 54 - (personNameScore(found.value) > 60 ? 15 : 0));
    else if (found.what === 'heading' && found.level === 2 && page.isOwnSite && bonus(found.value) > 0 && found.value.split(/\s+/).length <= 5) find(found, found.value, 26);
    else if (found.what === 'logo' && page.isOwnSite) find(found, found.value, 38);
    else if (found.what === 'copyright' && page.isOwnSite) find(found, copyrightHolder(found.value), 40);
    else if (found.what === 'line' && !isChrome(found.zone)) find(found, found.value, found.how === 'legal-form' ? 40 : 36);
    else if (found.what === 'line') find(found, found.value, 28);
    else if (found.what === 'pair' && found.how === 'company' && !isChrome(found.zone)) find(found, found.value, 40);
  }
  return out;
}

/** Below the pages that every company's site has at its top: about, contact, imprint. */
const isDeep = (path: string): boolean => path.split('/').filter((part) => part !== '').length > 1 && !/contact|kontakt|about|imprint|impressum|company|legal/i.test(path);

/** "Example Works" of "Contact Example Works" and "Welcome to Example Works". */
const withoutLead = (text: string): string => text.replace(/^(?:contact us at|contact|about us at|about|(?:the )?official (?:web ?site|site|home ?page) of(?: the)?|welcome to|willkommen (?:bei|beim|im|in der)|bienvenue (?:chez|à|au)|benvenuti (?:da|in|a|al)|bienvenidos a|home of|impressum(?: der| von)?|kontakt(?: zu)?|contacto|contatti)[\s:–-]+(?=\p{Lu})/iu, '').replace(/\s+(?:contact(?: us| information| details)?|about us|home ?page|official (?:site|website))$/i, '').trim();

/** What the text and the links of a page say about one company. */
export function companyText(page: Page, name: string): Candidate[] {
  const own = withoutOthers(page, name);
  return [...emails(own, name), ...phones(own), ...links(own), ...site(own, name), ...facts(own), ...addresses(own), ...about(own)];
}

/** The page without what belongs to others on it: similar firms, the host of the site, supervisors. */
function withoutOthers(page: Page, name: string): Page {
  const hasMain = page.raw.finds.some((f) => f.what === 'phone' && f.zone === 'main');
  const finds = page.raw.finds.filter((f) => !/^(?:email|phone|link|address|pair)$/.test(f.what) || (!isOfOthers(page, f, 'company', name) && !(f.zone === 'aside' && !page.isOwnSite && hasMain)));
  return { ...page, raw: { ...page.raw, finds } };
}

const uses = (page: Page, find: RawFind): boolean => !page.isPlatform && (page.isOwnSite || page.isHome || page.domain === null) ? true : !isChrome(find.zone) && find.zone !== 'header';

function emails(page: Page, name: string): Candidate[] {
  const out: Candidate[] = [];
  for (const find of page.raw.finds) {
    if (find.what !== 'email' || !uses(page, find)) continue;
    const domain = registrableDomain(find.value);
    const isOwn = domain !== null && (domain === page.domain || (!isFreeMailDomain(domain) && resembles(name, domain)));
    const isOther = !isOwn && page.isOwnSite && !isFreeMailDomain(domain ?? '');
    out.push(fromFind('email', find, emailConfidence(find) + (isOwn ? 6 : 0) + (isRoleMailbox(find.value) ? 6 : -6) - (isOther ? 14 : 0)));
  }
  return out;
}

function phones(page: Page): Candidate[] {
  return page.raw.finds.filter((f) => f.what === 'phone' && uses(page, f)).slice(0, 30).flatMap((find) => phoneCandidate(find, 'company'));
}

function links(page: Page): Candidate[] {
  const out: Candidate[] = [];
  const own = profileOf(page.url);
  for (const find of page.raw.finds) {
    if (find.what !== 'link' || !uses(page, find)) continue;
    const profile = profileOf(find.value);
    if (profile) {
      if (profile.kind !== 'person' && profile.field !== own?.field && !(page.isPlatform && find.how !== 'rel-me' && isChrome(find.zone))) out.push(fromFind(profile.field, find, 58));
    } else if (find.how.startsWith('website') && !page.isOwnSite && !isPlatformHost(registrableDomain(linkTarget(find)) ?? '')) out.push(fromFind('website', find, find.how === 'website' ? 52 : 42, linkTarget(find)));
  }
  if (own && own.kind !== 'person') out.push({ field: own.field, value: own.url, method: 'meta', confidence: 90, order: 0, path: 'address of the page' });
  return out;
}

/** The company's own site and domain: the page stands on it, or the page names it. */
function site(page: Page, name: string): Candidate[] {
  const out: Candidate[] = [];
  if (page.isOwnSite && page.domain) {
    const origin = canonicalUrl(new URL('/', page.url).href);
    const sure = resembles(name, page.domain) ? 82 : 66;
    out.push({ field: 'domain', value: page.domain, method: 'meta', confidence: sure, order: 0, path: 'address of the page' });
    if (origin) out.push({ field: 'website', value: origin, method: 'meta', confidence: sure - 2, order: 0, path: 'address of the page' });
    return out;
  }
  for (const find of page.raw.finds) {
    const domain = registrableDomain(find.value);
    if (!domain || isFreeMailDomain(domain) || isPlatformHost(domain) || domain === page.domain) continue;
    if (find.what === 'email' && uses(page, find) && resembles(name, domain)) out.push(fromFind('domain', find, 56, domain));
    else if (find.what === 'link' && find.how.startsWith('website') && !isChrome(find.zone)) out.push(fromFind('domain', find, resembles(name, domain) ? 62 : 44, domain));
    else if (find.what === 'pair' && find.how === 'website' && !isChrome(find.zone)) out.push(fromFind('domain', find, 60, domain));
  }
  return out;
}

const FACTS: Readonly<Record<string, 'location' | 'address' | 'website' | 'industry' | 'employees' | 'founded' | 'legalName' | 'registryId' | 'country'>> = {
  location: 'location', address: 'address', website: 'website', industry: 'industry', employees: 'employees', founded: 'founded', 'legal-name': 'legalName', lei: 'registryId', country: 'country',
};

function facts(page: Page): Candidate[] {
  const out: Candidate[] = [];
  for (const find of page.raw.finds) {
    if (find.what !== 'pair' || isChrome(find.zone) || !Object.hasOwn(FACTS, find.how)) continue;
    const field = FACTS[find.how];
    if (!field || (field === 'website' && !/^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i.test(find.value))) continue;
    if (field === 'registryId' && !/^[A-Z0-9]{18}\d{2}$/.test(find.value.trim())) continue;
    out.push(fromFind(field, find, 58));
  }
  return out;
}

function addresses(page: Page): Candidate[] {
  return page.raw.finds.filter((f) => f.what === 'address' && uses(page, f)).map((find) => fromFind('address', find, find.how === 'element' ? 60 : 56));
}

function about(page: Page): Candidate[] {
  const name = page.meta('og:description') ? 'og:description' : 'description';
  const value = page.meta(name);
  const logo = page.raw.finds.find((f) => f.what === 'logo' && f.caption && /^https?:/.test(f.caption));
  return [
    ...(value ? [{ field: 'description', value, method: 'meta', confidence: 50, order: 0, path: name } as const] : []),
    ...(logo?.caption ? [fromFind('photoUrl', logo, 44, logo.caption)] : []),
  ];
}
