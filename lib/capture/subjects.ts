import type { RawEntity } from '../contracts/raw-capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { registrableDomain, resembles } from './domains.ts';
import { plainName, sameName } from './graph.ts';
import type { Page } from './page.ts';

export interface Subject {
  readonly name: string;
  /** Every description of the same thing, best first: JSON-LD, microdata and cards often tell it twice. */
  readonly entities: readonly RawEntity[];
  readonly score: number;
  /** The heading or the title of the page names it. */
  readonly isNamedByPage: boolean;
  /** Stands there in its own right, not as author, publisher or employer of something else. */
  readonly isTop: boolean;
}

const MAIN = /^(?:mainEntity|mainEntityOfPage|about|subject)$/;
const ASIDE_ROLE = /^(?:author|creator|publisher|editor|contributor|review|reviewer|reviewedBy|comment|employee|employees|member|members|founder|founders|alumni|colleague|knows|follows|parent|children|sponsor|funder|copyrightHolder|provider|seller|brand|manufacturer|organizer|performer|itemReviewed|worksFor|affiliation|memberOf|alumniOf|org|parentOrganization|subOrganization|department|hiringOrganization|sourceOrganization)$/;

/** The thing of this kind that the page is about, or null when structured data names none or only a crowd. */
export function subjectOf(page: Page, kind: LeadKind): Subject | null {
  const all = page.graph.entities.filter((entity) => page.graph.kindOf(entity) === kind && page.graph.nameOf(entity) !== '');
  const scored = all.map((entity) => ({ entity, ...scoreOf(page, kind, entity) })).sort((a, b) => b.score - a.score || a.entity.id - b.entity.id);
  const tops = new Set(scored.filter((s) => s.isTop).map((s) => plainName(kind, page.graph.nameOf(s.entity))));
  // The only one that stands there in its own right needs no heading to be the subject.
  const [best] = scored.map((s) => (s.isTop && tops.size === 1 ? { ...s, score: s.score + 1 } : s));
  if (!best || best.score < (kind === 'person' ? 3 : 2)) return null;
  const name = page.graph.nameOf(best.entity);
  const rivals = new Set(scored.filter((s) => s.score >= best.score).map((s) => plainName(kind, page.graph.nameOf(s.entity))));
  if (rivals.size > 1 && !best.isNamedByPage) return null; // a list of people, none of them the subject
  return {
    name, score: best.score, isNamedByPage: best.isNamedByPage, isTop: best.isTop,
    entities: scored.filter((s) => s.entity === best.entity || sameName(kind, page.graph.nameOf(s.entity), name)).map((s) => s.entity).slice(0, 6),
  };
}

function scoreOf(page: Page, kind: LeadKind, entity: RawEntity): { score: number; isNamedByPage: boolean; isTop: boolean } {
  const name = page.graph.nameOf(entity);
  const plain = plainName(kind, name);
  const via = entity.via?.split(/[/#:]/).at(-1) ?? '';
  const isTop = entity.parent === undefined || MAIN.test(via) || via === '';
  let score = MAIN.test(via) ? 4 : isTop ? 2 : ASIDE_ROLE.test(via) ? (kind === 'person' ? -2 : 0) : 0;
  const inHeading = plain !== '' && (sameName(kind, name, page.h1) || sameName(kind, name, page.h1Name));
  const inTitle = plain !== '' && page.titleParts.some((part) => plainName(kind, part).includes(plain));
  if (inHeading) score += 4;
  else if (inTitle) score += 2;
  if (entity.zone === 'footer' || entity.zone === 'nav' || entity.zone === 'aside') score -= kind === 'person' ? 1 : 0.5;
  score += Math.min(entity.props.length, 8) / 8;
  const url = page.graph.value(entity, ['url']) ?? entity.iri;
  if (url && url.split(/[?#]/)[0] === page.url.split(/[?#]/)[0]) score += 1;
  if (kind === 'company' && page.domain) {
    if (url && registrableDomain(url) === page.domain) score += 2;
    else if (resembles(name, page.domain)) score += 2;
  }
  return { score, isNamedByPage: inHeading || inTitle, isTop };
}
