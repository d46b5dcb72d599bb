import type { RawCapture, RawEntity } from '../contracts/raw-capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { foldName } from '../domain/lead/identity.ts';
import { hasLegalForm, splitLegalForm } from '../domain/lead/legal-form.ts';
import { parsePersonName, personNameScore } from '../domain/lead/name.ts';

const PERSON = /^(?:person|patient|physician|author|h-card-person)$/i;
const COMPANY =
  /(?:organi[sz]ation|corporation|business|company|store|shop|restaurant|hotel|school|university|college|agency|bank|agent|attorney|clinic|hospital|dentist|service|club|ngo|airline|brewery|bakery|contractor|dealer|museum|library|church|winery|consortium|cooperative|project|team)$/i;
const NOT_COMPANY = /^(?:webpage|website|aboutpage|contactpage|profilepage|searchaction|product|event|webapplication|softwareapplication|financialproduct|govermentservice|service|webservice)$/i;

/** Last word of a type or property: "Person" of "https://schema.org/Person" and of "foaf:Person". */
export const localWord = (name: string): string => name.split(/[/#:]/).at(-1) ?? name;

/** The things that a page describes, with ways from one to the next. References are looked up, never followed further. */
export class Graph {
  readonly entities: readonly RawEntity[];
  readonly #byIri = new Map<string, RawEntity>();
  readonly #children = new Map<number, RawEntity[]>();

  constructor(raw: RawCapture) {
    this.entities = oneEach(raw.entities);
    for (const entity of this.entities) {
      if (entity.iri !== undefined && !this.#byIri.has(entity.iri)) this.#byIri.set(entity.iri, entity);
      if (entity.parent !== undefined) this.#children.set(entity.parent, [...(this.#children.get(entity.parent) ?? []), entity]);
    }
  }

  props(entity: RawEntity, names: readonly string[]): RawEntity['props'] {
    return entity.props.filter((prop) => names.includes(localWord(prop.name)));
  }

  value(entity: RawEntity, names: readonly string[]): string | undefined {
    return this.props(entity, names)[0]?.value;
  }

  /** Children under these properties, and what references under them point to. */
  children(entity: RawEntity, names: readonly string[]): RawEntity[] {
    const own = (this.#children.get(entity.id) ?? []).filter((child) => names.includes(localWord(child.via ?? '')));
    const referred = entity.refs.filter((ref) => names.includes(localWord(ref.name))).map((ref) => this.#byIri.get(ref.iri));
    // A property whose value is the identifier of a thing leads to that thing.
    const meant = this.props(entity, names).map((prop) => this.#byIri.get(prop.value));
    return [...own, ...[...referred, ...meant].filter((found): found is RawEntity => found !== undefined && found.id !== entity.id)].slice(0, 10);
  }

  nameOf(entity: RawEntity): string {
    const whole = this.value(entity, ['name', 'fn', 'legalName', 'implied-name']);
    if (whole) return whole;
    const [first, last] = [this.value(entity, ['givenName', 'given-name', 'firstName']), this.value(entity, ['familyName', 'family-name', 'lastName'])];
    return first && last ? `${first} ${last}` : '';
  }

  kindOf(entity: RawEntity): LeadKind | null {
    const types = entity.types.map(localWord);
    if (entity.method === 'hcard') return this.#kindOfCard(entity);
    if (types.some((type) => PERSON.test(type))) return 'person';
    return types.some((type) => COMPANY.test(type) && !NOT_COMPANY.test(type)) ? 'company' : null;
  }

  #kindOfCard(entity: RawEntity): LeadKind | null {
    if (!entity.types.includes('hcard')) return null;
    const name = this.nameOf(entity);
    const org = this.value(entity, ['org', 'organization-name']);
    if (org && foldName(org) === foldName(name)) return 'company';
    if (this.value(entity, ['given-name', 'family-name', 'job-title', 'title', 'role'])) return 'person';
    if (personNameScore(name) > 0) return 'person';
    return hasLegalForm(name) || this.children(entity, ['adr']).length > 0 || this.value(entity, ['tel', 'street-address']) ? 'company' : null;
  }
}

/** Things that are told in several places under one identifier, each once with all that is said of it. */
function oneEach(entities: readonly RawEntity[]): RawEntity[] {
  const byIri = new Map<string, RawEntity>();
  const same = new Map<number, number>();
  const kept: RawEntity[] = [];
  for (const entity of entities) {
    const key = entity.iri === undefined ? undefined : `${entity.method} ${entity.iri}`;
    const known = key === undefined ? undefined : byIri.get(key);
    if (!known) {
      const own = { ...entity, types: [...entity.types], refs: [...entity.refs], props: [...entity.props] };
      kept.push(own);
      if (key !== undefined) byIri.set(key, own);
      continue;
    }
    same.set(entity.id, known.id);
    known.types.push(...entity.types.filter((type) => !known.types.includes(type)));
    known.refs.push(...entity.refs);
    known.props.push(...entity.props);
  }
  return kept.map((entity) => (entity.parent !== undefined && same.has(entity.parent) ? { ...entity, parent: same.get(entity.parent) ?? entity.parent } : entity));
}

/** Names compared without titles, legal forms, case and marks. */
export const sameName = (kind: LeadKind, a: string, b: string): boolean => {
  const x = plainName(kind, a);
  return x !== '' && x === plainName(kind, b);
};
export const plainName = (kind: LeadKind, name: string): string => foldName(kind === 'person' ? parsePersonName(name).name : splitLegalForm(name).base);
