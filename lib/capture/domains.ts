import { parse } from 'tldts';

/** Reserved for examples and tests (RFC 2606, RFC 6761): no registry has them, practice pages use them. */
const RESERVED = /\.(?:example|test)$/i;

/** The registrable domain of a host, an e-mail or an address ("example.co.uk" of "www.example.co.uk"), or null when it has none. */
export function registrableDomain(text: string): string | null {
  if (text.length > 2_000) return null;
  const found = parse(text.includes('@') && !text.includes('/') ? (text.split('@').at(-1) ?? '') : text);
  if (!found.domain || found.isIp) return null;
  return found.isIcann || found.isPrivate || RESERVED.test(found.domain) ? found.domain.toLowerCase() : null;
}

/** True when mail could be sent to this host: it ends in a real or reserved public suffix. */
export const isMailHost = (host: string): boolean => registrableDomain(host) !== null && !/\.\.|^-|-$/.test(host);

/** The name part of a domain: "example-works" of "example-works.co.uk". */
export function domainLabel(domain: string): string {
  return parse(domain).domainWithoutSuffix ?? domain.split('.')[0] ?? '';
}

const squash = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** True when a company name and a domain plainly belong together. */
export function resembles(name: string, domain: string): boolean {
  const label = squash(domainLabel(domain));
  const whole = squash(name);
  if (label.length < 3 || whole.length < 2) return false;
  if (whole.includes(label) || (label.includes(whole) && whole.length >= 3)) return true;
  return name.split(/\s+/).some((word) => squash(word).length >= 5 && label.includes(squash(word)));
}

/** 0 to 1: how much of the domain the name explains. "Ace Braces" explains acebraces.com, "Braces" two thirds of it. */
export function coverage(name: string, domain: string): number {
  const label = squash(domainLabel(domain));
  const whole = squash(name);
  if (label.length < 3 || whole.length < 2) return 0;
  if (whole === label || whole.includes(label)) return 1;
  if (label.includes(whole)) return whole.length / label.length;
  const words = name.split(/[\s/&+.,-]+/).map(squash).filter((word) => word.length >= 3 && label.includes(word));
  const initials = name.split(/[\s/&+.,-]+/).filter((word) => /^\p{Lu}/u.test(word)).map((word) => squash(word)[0] ?? '').join('');
  const shared = words.reduce((sum, word) => sum + word.length, 0);
  return Math.min(1, Math.max(shared, initials.length >= 3 && label.includes(initials) ? Math.max(4, initials.length + shared) : 0) / label.length);
}

/** True when the domain is the name itself: "adaexample.com" and "Ada Example". */
export const isNamedAfter = (name: string, domain: string): boolean => squash(domainLabel(domain)) === squash(name);

/** Sites that show people and companies of others: their own name, domain and contacts are not the subject's. */
const PLATFORMS =
  /(?:^|\.)(?:linkedin\.com|github\.com|gitlab\.com|x\.com|twitter\.com|facebook\.com|instagram\.com|youtube\.com|tiktok\.com|pinterest\.com|threads\.net|bsky\.app|medium\.com|substack\.com|xing\.com|orcid\.org|crunchbase\.com|angel\.co|wellfound\.com|glassdoor\.com|indeed\.com|yelp\.com|trustpilot\.com|wikipedia\.org|npmjs\.com|pypi\.org|crates\.io|stackoverflow\.com|researchgate\.net|google\.com|company-information\.service\.gov\.uk|opencorporates\.com|northdata\.com|zoominfo\.com|apollo\.io|g2\.com|producthunt\.com)$/i;
export const isPlatformHost = (host: string): boolean => PLATFORMS.test(host);
