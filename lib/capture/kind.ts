import type { LeadKind } from '../domain/lead/fields.ts';
import { foldName } from '../domain/lead/identity.ts';
import { splitHeading } from '../domain/lead/heading.ts';
import { looksLikeJobTitle } from '../domain/lead/job-title.ts';
import { hasLegalForm } from '../domain/lead/legal-form.ts';
import { parsePersonName, personNameScore } from '../domain/lead/name.ts';
import { isChrome } from './candidates.ts';
import { isNamedAfter } from './domains.ts';
import { isRoleMailbox } from './free-mail.ts';
import { sameName } from './graph.ts';
import type { Page } from './page.ts';
import type { Subject } from './subjects.ts';
import { belongsTo } from './text-person.ts';
import { profileOf } from './urls.ts';

export interface KindDecision {
  readonly kind: LeadKind;
  readonly reasons: readonly string[];
  readonly scores: Readonly<Record<LeadKind, number>>;
}
interface Vote {
  readonly kind: LeadKind;
  readonly points: number;
  readonly reason: string;
}

const PERSON_PATH = /\/(?:people|person|persons|team|staff|our-team|members?|author|authors|profile|profiles|faculty|bio|bios|attorneys?|lawyers|doctors?|speakers?|experts?|leadership|who-we-are|~)\/[^/]+\/?$/i;
const COMPANY_PATH = /\/(?:company|companies|organi[sz]ations?|business|businesses|firm|firms|bedrijf|unternehmen|firmen|entreprise|empresa|about(?:-us)?|contact(?:s|-?us)?|impressum|imprint|kontakt)(?:[/.]|$)/i;
const METHOD_WORDS = { jsonld: 'JSON-LD', microdata: 'microdata', rdfa: 'RDFa', hcard: 'h-card' } as const;

/** Person or company, from evidence; every vote keeps its reason, strongest first. */
export function decideKind(page: Page, person: Subject | null, company: Subject | null, recipeKind?: LeadKind): KindDecision {
  const votes: Vote[] = [...(recipeKind ? [{ kind: recipeKind, points: 100, reason: 'The site recipe says so' }] : []), ...structured(page, person, company), ...address(page), ...heading(page), ...texts(page)];
  const scores = { person: 0, company: 0 };
  for (const vote of votes) scores[vote.kind] += vote.points;
  const kind: LeadKind = scores.person > scores.company ? 'person' : 'company';
  const reasons = votes.filter((vote) => vote.kind === kind).sort((a, b) => b.points - a.points).map((vote) => vote.reason);
  return { kind, reasons: reasons.length > 0 ? [...new Set(reasons)].slice(0, 5) : ['The page is about no person'], scores: { person: Math.round(scores.person), company: Math.round(scores.company) } };
}

function structured(page: Page, person: Subject | null, company: Subject | null): Vote[] {
  const votes: Vote[] = [];
  const words = (subject: Subject, kind: string): string => `${METHOD_WORDS[subject.entities[0]?.method ?? 'jsonld']} describes a ${kind}`;
  if (person) votes.push({ kind: 'person', points: (person.isTop ? 28 : 8) + (person.isNamedByPage ? 26 : 0) + (person.score >= 6 ? 8 : 0), reason: words(person, 'person') });
  if (company) votes.push({ kind: 'company', points: (company.isTop ? 22 : 8) + (company.isNamedByPage ? 16 : 0), reason: words(company, 'company') });
  const type = page.meta('og:type');
  if (type === 'profile') votes.push({ kind: 'person', points: 26, reason: 'The page calls itself a profile' });
  if (type === 'business.business' || type === 'company') votes.push({ kind: 'company', points: 26, reason: 'The page calls itself a business' });
  if (page.graph.entities.some((entity) => entity.types.some((t) => t.endsWith('ProfilePage')))) votes.push({ kind: person || !company ? 'person' : 'company', points: 14, reason: 'The page is marked as a profile' });
  return votes;
}

function address(page: Page): Vote[] {
  const profile = profileOf(page.url);
  if (profile?.kind) return [{ kind: profile.kind, points: 60, reason: `The address is that of a ${profile.kind}` }];
  const votes: Vote[] = [];
  if (PERSON_PATH.test(page.path)) votes.push({ kind: 'person', points: 16, reason: 'The address looks like that of a person' });
  else if (COMPANY_PATH.test(page.path)) votes.push({ kind: 'company', points: 18, reason: 'The address looks like that of a company' });
  if (page.isHome && !page.isPlatform) votes.push({ kind: 'company', points: 14, reason: 'It is the first page of a site' });
  return votes;
}

function heading(page: Page): Vote[] {
  const votes: Vote[] = [];
  const h1 = personNameScore(page.h1Name);
  const title = personNameScore((page.titleParts[0] ?? '').replace(/\s*\(@[\w.-]+\)\s*$/, ''));
  const isSite = (text: string): boolean => text !== '' && page.siteNames.some((name) => foldName(name) === foldName(text));
  // A site that bears the name of a person may be theirs, or a company's with such a name.
  const doubt = isSupported(page) ? 1 : 2.2;
  if (h1 > 0) votes.push({ kind: 'person', points: h1 / doubt / (isSite(page.h1) && h1 < 90 ? 7 : 3.4), reason: 'The heading looks like the name of a person' });
  if (title > 0) votes.push({ kind: 'person', points: title / doubt / (isSite(page.titleParts[0] ?? '') ? 8 : 5), reason: 'The title looks like the name of a person' });
  if (hasLegalForm(page.h1) || page.titleParts.some(hasLegalForm)) votes.push({ kind: 'company', points: 24, reason: 'The heading or title has a legal form' });
  if (page.h1 !== '' && isSite(page.h1)) votes.push({ kind: 'company', points: 12, reason: 'The heading is the name of the site' });
  return votes;
}

/** Two words in capitals are a name when something else speaks of a person: an address made from it, a title, an account, the address of the page. */
function isSupported(page: Page): boolean {
  const name = personNameScore(page.h1Name) > 0 ? page.h1Name : (page.titleParts[0] ?? '');
  const { prefix, suffix } = parsePersonName(name);
  if (prefix ?? suffix) return true;
  if (page.meta('og:type') === 'profile' || PERSON_PATH.test(page.path) || (page.domain !== null && isNamedAfter(name, page.domain))) return true;
  if (page.graph.entities.some((entity) => page.graph.kindOf(entity) === 'person' && sameName('person', page.graph.nameOf(entity), name))) return true;
  return page.raw.finds.some((f) => {
    if (f.what === 'email') return belongsTo(name, f.value.split('@')[0] ?? '', true);
    if (f.what === 'link') return belongsTo(name, profileOf(f.value)?.handle ?? '', true);
    if (f.what === 'pair') return /^(?:title|person-fact)$/.test(f.how);
    return (f.what === 'subline' || (f.what === 'hint' && f.how === 'title')) && looksLikeJobTitle(f.value);
  }) || splitHeading(page.h1).title !== undefined;
}

function texts(page: Page): Vote[] {
  const votes: Vote[] = [];
  const finds = page.raw.finds.filter((find) => !isChrome(find.zone));
  const named = personNameScore(page.h1Name) > 0;
  if (named && (splitHeading(page.h1).title !== undefined || finds.some((f) => (f.what === 'subline' || (f.what === 'hint' && f.how === 'title')) && looksLikeJobTitle(f.value)))) votes.push({ kind: 'person', points: 16, reason: 'A job title stands near the name' });
  const facts = (how: RegExp): number => new Set(finds.filter((f) => f.what === 'pair' && how.test(f.how)).map((f) => f.how)).size;
  const people = facts(/^(?:title|person-fact)$/);
  if (people > 0 && named) votes.push({ kind: 'person', points: 6 + people * 3, reason: 'The page lists facts about a person' });
  const companies = facts(/^(?:industry|employees|founded|legal-name|lei|company-fact)$/);
  if (companies > 0) votes.push({ kind: 'company', points: 6 + companies * 5, reason: 'The page lists facts about a company' });
  if (page.raw.finds.some((f) => f.what === 'line' && f.how === 'legal-form')) votes.push({ kind: 'company', points: 8, reason: 'A company with its legal form is named' });
  const mailboxes = new Set(page.raw.finds.filter((f) => f.what === 'email' && isRoleMailbox(f.value)).map((f) => f.value.toLowerCase()));
  if (mailboxes.size > 0) votes.push({ kind: 'company', points: 4 + Math.min(mailboxes.size, 4) * 2, reason: 'Mailboxes such as info@ are given' });
  if (/^(?:i am|i'm|hi,? i'm|my name is|about me)\b/im.test(finds.filter((f) => f.what === 'subline' || f.what === 'heading').map((f) => f.value).join('\n')) || /\babout me\b/i.test(page.title)) votes.push({ kind: 'person', points: 14, reason: 'The page speaks in the first person' });
  return votes;
}
