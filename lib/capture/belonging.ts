import type { RawFind } from '../contracts/raw-capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { personNameScore } from '../domain/lead/name.ts';
import { sameName } from './graph.ts';
import type { Page } from './page.ts';

/** Headings above things that are like the subject, and not the subject. */
const LIKE_IT =
  /\b(?:related|similar|recommended|suggested|nearby|near (?:you|by|me)|also (?:viewed|like[sd]?|interested)|you (?:may|might)|competitors?|alternatives?|(?:other|more) (?:[\w-]+ ){0,2}(?:people|profiles?|members?|experts?|lawyers?|attorneys?|solicitors?|doctors?|physicians?|dentists?|dermatologists?|agents?|brokers?|realtors?|staff|businesses|companies|firms|providers|places|listings|speakers|authors|professionals|results)|others? (?:in|near|at)|colleagues?|meet the (?:rest|team)|weitere|ähnliche|kolleg(?:en|innen)|autres|similaires|collègues|otr[oa]s|relacionad[oa]s|similares|altr[ie]|correlati|simili|vergelijkbare|outr[oa]s|podobn\w+)\b|関連|おすすめ/iu;
/** Headings above what others said or wrote; on the page of a person they stand above other people. */
const NEWS = /\b(?:latest (?:news|posts)|recent (?:news|posts|articles|comments)|testimonials)\b/i;
/** Lines that a heading reaches. */
const REACH = 120;
/** Headings and labels above others who have a part in the site: its host, its makers, its supervisors. */
const OTHER_PARTY =
  /(?:h[ée]berge(?:ur|ment|é)|\bhost(?:ing|er|ed by)\b|webhost|provider|web-?\s?design|web-?\s?site (?:by|design)|site (?:by|design|créé|réalisé)|konzept(?:ion)?\b|umsetzung|gestaltung|realisi|r[ée]alisation|conception|design (?:by|&|und)|développ|programmierung|technische betreuung|webmaster|web agency|agentur|credits?\b|crédits?|bildnachweis|bildquelle|fotograf|photo credits|streitschlichtung|streitbeilegung|schlichtung|verbraucher|aufsichtsbehörde|zuständige (?:kammer|behörde)|berufshaftpflicht|haftpflicht|datenschutzbeauftragt|data protection (?:officer|authority)|délégué à la protection|\bcnil\b|médiat(?:eur|ion)|ombuds|garante|supervisory|powered by)/i;

/** True when what was found belongs to somebody else than the subject: by the heading it stands under or the words before it. */
export function isOfOthers(page: Page, find: RawFind, kind: LeadKind, name: string): boolean {
  for (const heading of headingsAbove(page, find)) {
    if (sameName(kind, heading, name) || (name !== '' && heading.toLowerCase().includes(name.toLowerCase()))) break;
    if (LIKE_IT.test(heading) || (kind === 'person' && NEWS.test(heading))) return true;
    if (kind === 'company' && OTHER_PARTY.test(heading)) return true;
  }
  const line = find.text ?? '';
  if (kind === 'company' && OTHER_PARTY.test(line.slice(0, 40)) && /^[^:]{3,40}:/.test(line)) return true;
  return kind === 'person' && namesAnother(find.label, name);
}

/** The headings that a place stands under, nearest first: each one of a higher rank than the one before. */
function headingsAbove(page: Page, find: RawFind): string[] {
  const above: string[] = [];
  let rank = 7;
  for (const heading of page.headings) {
    if (heading.order > find.order || heading.zone !== find.zone || find.order - heading.order > REACH) continue;
    const level = heading.level ?? 6;
    if (level >= rank) continue;
    rank = level;
    above.push(heading.value);
  }
  return above;
}

/** "Ben Sample, DO" before a number on the page of Ada Example. */
function namesAnother(label: string | undefined, name: string): boolean {
  const words = (label ?? '').replace(/[\s:|·,–-]+$/, '').replace(/^.*[|·•;]\s*/, '');
  if (words.length < 5 || personNameScore(words) < 60) return false;
  return !sameName('person', words, name) && !words.toLowerCase().split(/\s+/).some((word) => word.length > 2 && name.toLowerCase().includes(word));
}
