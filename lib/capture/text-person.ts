import type { RawFind } from '../contracts/raw-capture.ts';
import { foldName } from '../domain/lead/identity.ts';
import { splitHeading } from '../domain/lead/heading.ts';
import { looksLikeJobTitle, splitTitle } from '../domain/lead/job-title.ts';
import { parsePersonName, personNameScore } from '../domain/lead/name.ts';
import { isOfOthers } from './belonging.ts';
import { fromFind, isChrome, type Candidate } from './candidates.ts';
import { isNamedAfter, isPlatformHost, registrableDomain, resembles } from './domains.ts';
import { isRoleMailbox } from './free-mail.ts';
import { sameName } from './graph.ts';
import type { Page } from './page.ts';
import { phoneRole } from './phones.ts';
import { profileOf } from './urls.ts';

/** A page that shows this many addresses of persons is a list; which one is the subject's must be said by the name. */
const CROWD = 4;
/** Lines below a name among which a title is looked for. */
const BELOW = 10;

/** Names that text and title offer for a person. */
export function personNames(page: Page): Candidate[] {
  const out: Candidate[] = [];
  const headings = page.raw.finds.filter((f) => f.what === 'heading' && (f.level ?? 9) <= 2 && !isChrome(f.zone));
  for (const heading of headings.slice(0, 4)) {
    const { name } = splitHeading(heading.value);
    const score = personNameScore(name);
    if (score > 0) out.push(fromFind('name', heading, (heading.level === 1 ? 30 : 12) + score / 2, name));
  }
  for (const pair of page.raw.finds) if (pair.what === 'pair' && pair.how === 'name' && !isChrome(pair.zone) && personNameScore(pair.value) > 0) out.push(fromFind('name', pair, 48));
  const first = (page.titleParts[0] ?? '').replace(/\s*\(@?[\w.-]+\)\s*$/, '');
  const isNamed = headings.some((h) => sameName('person', splitHeading(h.value).name, first));
  if (personNameScore(first) > 0) out.push({ field: 'name', value: first, method: 'meta', confidence: isNamed ? 55 : 45, order: 0, path: 'title' });
  const og = page.meta('og:title')?.split(/\s+[|·–—-]\s+/)[0]?.replace(/\s*\(@?[\w.-]+\).*$/, '') ?? '';
  if (personNameScore(og) > 0) out.push({ field: 'name', value: og, method: 'meta', confidence: page.meta('og:type') === 'profile' ? 70 : 50, order: 0, path: 'og:title' });
  return out;
}

/** What the text and the links of a page say about one person. */
export function personText(page: Page, name: string): Candidate[] {
  return [...emails(page, name), ...phones(page, name), ...links(page, name), ...facts(page, name), ...titles(page, name), ...pictures(page), ...profileMeta(page), ...employerSite(page, name)];
}

/** True when an address or an account is plainly made from this name; strictly: from first and last name. */
export function belongsTo(name: string, handle: string, isStrict = false): boolean {
  const folded = foldName(handle.replace(/[._+-]+/g, ' ')).replace(/\s+/g, '');
  const parts = foldName(parsePersonName(name).name).split(' ').filter((part) => part.length >= 2);
  const last = parts.at(-1) ?? '';
  const first = parts[0] ?? '';
  if (isStrict) return last.length >= 3 && folded.includes(last) && folded.startsWith(first.slice(0, 1)) && (first.length < 2 || folded.length <= first.length + last.length + 4);
  if (last.length >= 3 && folded.includes(last)) return true;
  return first.length >= 4 && folded.startsWith(first);
}

function emails(page: Page, name: string): Candidate[] {
  const isMine = (find: RawFind): boolean => belongsTo(name, find.value.split('@')[0] ?? '');
  const all = page.raw.finds.filter((f) => f.what === 'email' && (isMine(f) || !isOfOthers(page, f, 'person', name)));
  const main = inMain(all, isMine);
  const mine = all.filter(isMine);
  const personal = new Set(main.filter((f) => !isRoleMailbox(f.value)).map((f) => f.value.toLowerCase()));
  let used = mine.length > 0 && personal.size > mine.length + CROWD - 1 ? mine : personal.size > CROWD * 2 ? mine : main.length > 0 ? [...new Set([...main, ...mine])] : all;
  if (main.length > 0) used = used.filter((f) => !isChrome(f.zone) || isMine(f));
  else if (!page.isHome) used = used.filter((f) => !isRoleMailbox(f.value) || isMine(f)); // the company's mailbox under a person's page
  const domains = new Set(mine.map((f) => registrableDomain(f.value)));
  // Beside the person's own address, another name at the same domain is a colleague's.
  used = used.filter((f) => isMine(f) || isRoleMailbox(f.value) || !/^[a-z]+[._-][a-z]+@/i.test(f.value) || !domains.has(registrableDomain(f.value)));
  return used.map((find) => fromFind('email', find, emailConfidence(find) + (isMine(find) ? 16 : isRoleMailbox(find.value) ? -12 : 0)));
}

/** What stands in the main part and is shown; what stands beside it only where the main part has nothing. */
function inMain(all: readonly RawFind[], isMine: (find: RawFind) => boolean): RawFind[] {
  const content = all.filter((f) => !isChrome(f.zone) && !f.hidden);
  const main = content.filter((f) => f.zone !== 'aside' || isMine(f));
  return main.length > 0 ? main : content;
}

const EMAIL_CONFIDENCE: ReadonlyMap<string, number> = new Map([['mailto', 68], ['cloudflare', 66], ['text', 60]]);
export const emailConfidence = (find: RawFind): number => EMAIL_CONFIDENCE.get(find.how) ?? 50;

function phones(page: Page, name: string): Candidate[] {
  const all = page.raw.finds.filter((f) => f.what === 'phone' && !isOfOthers(page, f, 'person', name));
  const content = all.filter((f) => !isChrome(f.zone) && f.zone !== 'header');
  const main = content.filter((f) => f.zone !== 'aside');
  const used = main.length > 0 ? main : content.length > 0 ? content : page.isHome ? all : [];
  return used.slice(0, 12).flatMap((find) => phoneCandidate(find, 'person'));
}

/** A number with the field that the words around it say; none when they say that it is something else. */
export function phoneCandidate(find: RawFind, kind: 'person' | 'company'): Candidate[] {
  const role = phoneRole(find.label, find.after);
  if (role === 'none') return [];
  const isWritten = /^\+|^\(?0|[\s().-]/.test(find.value);
  if (find.how === 'text' && role === 'unknown' && (!isWritten || find.value.replace(/\D/g, '').length < 9)) return [];
  const confidence = find.how === 'tel' ? 66 : role === 'unknown' ? 42 : 60;
  const field = role === 'fax' ? 'fax' : role === 'mobile' && kind === 'person' ? 'mobile' : 'phone';
  const digits = (text: string): string => text.replace(/\D/g, '').replace(/^00/, '');
  const shown = find.how === 'tel' && find.caption && digits(find.caption).length >= 6 && digits(find.value).endsWith(digits(find.caption).replace(/^0/, '')) && !find.value.startsWith('+') ? find.caption : find.value;
  return [fromFind(field, find, confidence, shown)];
}

function links(page: Page, name: string): Candidate[] {
  const out: Candidate[] = [];
  const own = profileOf(page.url);
  let websites = 0;
  for (const find of page.raw.finds) {
    if (find.what !== 'link' || isOfOthers(page, find, 'person', name)) continue;
    const profile = profileOf(find.value);
    if (!profile) {
      // On a platform only the first one is the person's; the others stand in what they wrote.
      const isTheirs = find.how === 'rel-me' || (find.how === 'website' && !isChrome(find.zone) && (!page.isPlatform || websites++ === 0));
      const address = linkTarget(find);
      const domain = registrableDomain(address);
      if (isTheirs && domain !== page.domain && !isPlatformHost(domain ?? '')) out.push(fromFind('website', find, find.how === 'rel-me' ? 62 : 50, address));
      continue;
    }
    if (profile.kind === 'company' || profile.field === own?.field) continue;
    const isMine = belongsTo(name, profile.handle, isChrome(find.zone));
    if (isChrome(find.zone) && !isMine && !(page.isHome && !page.isPlatform)) continue;
    if (page.isPlatform && !isMine && find.how !== 'rel-me') continue;
    out.push(fromFind(profile.field, find, (find.how === 'rel-me' ? 68 : 50) + (isMine ? 16 : 0)));
  }
  if (own && own.kind !== 'company') out.push({ field: own.field, value: own.url, method: 'meta', confidence: 90, order: 0, path: 'address of the page' });
  return out;
}

/** Where a link leads: behind a shortener, the address that the link shows. */
export function linkTarget(find: RawFind): string {
  const shown = find.caption ?? '';
  return /^https?:\/\/(?:t\.co|bit\.ly|lnkd\.in|tinyurl\.com|goo\.gl|ow\.ly|buff\.ly)\//i.test(find.value) && /^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/[^\s…]*)?$/.test(shown) ? shown : find.value;
}

const FACTS: Readonly<Record<string, 'title' | 'companyName' | 'location' | 'address' | 'website' | 'country'>> = {
  title: 'title', company: 'companyName', location: 'location', address: 'address', website: 'website', country: 'country',
};

function facts(page: Page, name: string): Candidate[] {
  const out: Candidate[] = [];
  for (const find of page.raw.finds) {
    if (find.what !== 'pair' || isChrome(find.zone) || !Object.hasOwn(FACTS, find.how)) continue;
    const field = FACTS[find.how];
    if (field === 'website' && !/^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i.test(find.value)) continue;
    if (field) out.push(fromFind(field, find, 58));
  }
  for (const find of page.raw.finds) {
    if (find.what === 'address' && !isChrome(find.zone) && !isOfOthers(page, find, 'person', name)) out.push(fromFind('address', find, find.how === 'element' ? 52 : 45));
  }
  return out;
}

function titles(page: Page, name: string): Candidate[] {
  const out: Candidate[] = [];
  const known = page.siteNames[0];
  const add = (find: RawFind, confidence: number): void => {
    // "Ada Example, Plant Manager": the name is not part of the title.
    const own = find.value.toLowerCase().startsWith(name.toLowerCase()) ? find.value.slice(name.length).replace(/^[\s,|:·–—-]+/, '') : find.value;
    const { title, companyName } = splitTitle(own, known);
    out.push(fromFind('title', find, confidence, title));
    if (companyName) out.push(fromFind('companyName', find, confidence - 4, companyName));
  };
  const headed = page.raw.finds.find((f) => f.what === 'heading' && sameName('person', splitHeading(f.value).name, name));
  const inHeading = headed && splitHeading(headed.value).title;
  if (headed && inHeading) out.push(fromFind('title', headed, 60, inHeading));
  const isOther = (find: RawFind): boolean => sameName('person', find.value, name) || isOfOthers(page, find, 'person', name);
  const sublines = page.raw.finds.filter((f) => f.what === 'subline' && !isOther(f) && (!headed || (f.order >= headed.order && f.order <= headed.order + BELOW)));
  sublines.filter((f) => looksLikeJobTitle(f.value)).slice(0, 2).forEach((find, i) => add(find, 56 - i * 14));
  // The title of the page may say the words that stand below the name.
  const said = sublines.find((f) => f.value.length >= 3 && f.value.length <= 80 && page.title.includes(f.value) && !page.siteNames.includes(f.value) && splitTitle(f.value).title.split(' ').length <= 8);
  if (said && saysTitle(page.title, name, said.value)) add(said, 52);
  for (const find of page.raw.finds) {
    if (find.what !== 'hint' || isChrome(find.zone)) continue;
    const isNear = headed === undefined || Math.abs(find.order - headed.order) <= 12;
    if (!isNear || isOther(find)) continue;
    if (find.how === 'title' && looksLikeJobTitle(find.value)) add(find, 54);
    else if (find.how === 'title' && isPlainPhrase(find.value)) add(find, 44);
    else if (find.how === 'company') out.push(fromFind('companyName', find, 46));
    else if (find.how === 'location') out.push(fromFind('location', find, 46));
  }
  return out;
}

/** "Ben Sample, Senior Negotiator | ...": the words follow the name at once. */
function saysTitle(title: string, name: string, words: string): boolean {
  const at = title.toLowerCase().indexOf(name.toLowerCase());
  return at >= 0 && /^[\s,|·–—:-]{1,4}$/.test(title.slice(at + name.length, title.indexOf(words)));
}

/** A few words that may be a title though none of them is known: the class of the element says so. */
const isPlainPhrase = (text: string): boolean => text.length >= 3 && text.length <= 70 && text.split(/\s+/).length <= 8 && !/[.!?]\s|[!?:]$|\d{3}|@|https?:/.test(text) && /^\p{L}/u.test(text);

function pictures(page: Page): Candidate[] {
  return page.raw.finds.filter((f) => f.what === 'picture').slice(0, 2).map((find) => fromFind('photoUrl', find, find.how === 'named' ? 56 : 44));
}

function profileMeta(page: Page): Candidate[] {
  const out: Candidate[] = [];
  const meta = (field: Candidate['field'], name: string, confidence: number): void => {
    const value = page.meta(name);
    if (value) out.push({ field, value, method: 'meta', confidence, order: 0, path: name });
  };
  const isProfile = page.meta('og:type') === 'profile';
  if (isProfile) {
    meta('firstName', 'profile:first_name', 70);
    meta('lastName', 'profile:last_name', 70);
    meta('photoUrl', 'og:image', 50);
  }
  meta('description', page.meta('og:description') ? 'og:description' : 'description', 44);
  return out;
}

/** A person shown on a company's own site works there, unless the site is their own. */
function employerSite(page: Page, name: string): Candidate[] {
  if (!page.isOwnSite || page.isHome || !page.domain) return [];
  const domain = page.domain;
  const site = page.siteNames.find((site) => resembles(site, domain));
  if (!site || sameName('person', site, name) || isNamedAfter(name, domain)) return [];
  const path = page.meta('og:site_name') === site ? 'og:site_name' : 'the site names itself';
  return [
    { field: 'companyName', value: site, method: 'meta', confidence: 48, order: 0, path },
    { field: 'companyDomain', value: domain, method: 'meta', confidence: 58, order: 0, path: 'address of the page' },
  ];
}
