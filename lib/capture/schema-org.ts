import type { RawEntity } from '../contracts/raw-capture.ts';
import type { FieldKey, LeadKind } from '../domain/lead/fields.ts';
import { splitTitle } from '../domain/lead/job-title.ts';
import { fromProp, type Candidate } from './candidates.ts';
import { countryName } from './country.ts';
import { registrableDomain, isPlatformHost } from './domains.ts';
import type { Graph } from './graph.ts';
import type { Subject } from './subjects.ts';
import { profileOf } from './urls.ts';

type Names = readonly string[];
/** schema.org, FOAF and microformats words for one field. */
const SIMPLE: Record<LeadKind, readonly (readonly [FieldKey, Names])[]> = {
  person: [
    ['name', ['name', 'fn']], ['firstName', ['givenName', 'given-name', 'firstName']], ['lastName', ['familyName', 'family-name', 'lastName', 'surname']],
    ['prefix', ['honorificPrefix', 'honorific-prefix']], ['suffix', ['honorificSuffix', 'honorific-suffix']], ['title', ['jobTitle', 'job-title', 'title', 'role']],
    ['email', ['email', 'mbox']], ['phone', ['telephone', 'tel', 'phone']], ['fax', ['faxNumber', 'fax']], ['photoUrl', ['image', 'photo', 'img', 'depiction']],
    ['description', ['description', 'note', 'bio']], ['companyName', ['org', 'organization-name', 'companyName']],
  ],
  company: [
    ['name', ['name', 'fn', 'org', 'organization-name']], ['legalName', ['legalName']], ['email', ['email']], ['phone', ['telephone', 'tel', 'phone']], ['fax', ['faxNumber', 'fax']],
    ['photoUrl', ['logo', 'image', 'photo']], ['description', ['description', 'note']], ['founded', ['foundingDate']], ['industry', ['industry']], ['registryId', ['leiCode']],
    ['employees', ['numberOfEmployees']],
  ],
};
const ADDRESS: Names = ['address', 'adr', 'workLocation', 'homeLocation', 'location'];
const EMPLOYER: Names = ['worksFor', 'org', 'affiliation', 'memberOf'];

/** What structured data says about the subject, field by field. */
export function entityCandidates(graph: Graph, kind: LeadKind, subject: Subject): Candidate[] {
  return subject.entities.flatMap((entity) => [
    ...simple(graph, kind, entity),
    ...impliedName(graph, entity),
    ...links(graph, kind, entity),
    ...addresses(graph, entity),
    ...contactPoints(graph, entity),
    ...(kind === 'person' ? employer(graph, entity) : companyExtras(graph, entity)),
  ]);
}

function simple(graph: Graph, kind: LeadKind, entity: RawEntity): Candidate[] {
  const out: Candidate[] = [];
  for (const [field, names] of SIMPLE[kind]) {
    graph.props(entity, names).slice(0, 8).forEach((prop, i) => {
      const { title, companyName } = field === 'title' ? splitTitle(prop.value) : { title: prop.value };
      out.push(fromProp(field, entity, prop, i === 0 ? 0 : -12, title));
      if (companyName) out.push(fromProp('companyName', entity, prop, -14, companyName));
    });
  }
  if (kind === 'person') for (const job of graph.children(entity, ['hasOccupation', 'jobTitle'])) for (const prop of graph.props(job, ['name', 'roleName'])) out.push(fromProp('title', entity, prop, -8));
  // A picture may be a thing of its own.
  for (const image of graph.children(entity, ['image', 'logo', 'photo'])) for (const prop of graph.props(image, ['url', 'contentUrl']).slice(0, 1)) out.push(fromProp('photoUrl', entity, prop, -4));
  return out;
}

/** A microformats card that is named only by its own text. */
function impliedName(graph: Graph, entity: RawEntity): Candidate[] {
  if (graph.props(entity, ['name', 'fn']).length > 0) return [];
  return graph.props(entity, ['implied-name']).filter((prop) => prop.value.length <= 80).map((prop) => fromProp('name', entity, prop, -12));
}

function links(graph: Graph, kind: LeadKind, entity: RawEntity): Candidate[] {
  const out: Candidate[] = [];
  for (const prop of graph.props(entity, ['sameAs', 'url', 'homepage', 'account']).slice(0, 20)) {
    const profile = profileOf(prop.value);
    if (profile) {
      if (profile.kind === undefined || profile.kind === kind) out.push(fromProp(profile.field, entity, prop));
    } else if (prop.name !== 'sameAs' && /^https?:/i.test(prop.value)) out.push(fromProp('website', entity, prop, -4));
  }
  return out;
}

const text = (graph: Graph, entity: RawEntity, names: Names): string => graph.value(entity, names) ?? '';

function addresses(graph: Graph, entity: RawEntity): Candidate[] {
  const out: Candidate[] = [];
  for (const prop of graph.props(entity, ['address', 'adr'])) if (/\d/.test(prop.value)) out.push(fromProp('address', entity, prop, -6));
  for (const child of graph.children(entity, ADDRESS)) {
    const inner = graph.children(child, ['address'])[0] ?? child;
    out.push(...oneAddress(graph, entity, inner));
  }
  if (entity.method === 'hcard') out.push(...oneAddress(graph, entity, entity));
  return out;
}

function oneAddress(graph: Graph, owner: RawEntity, place: RawEntity): Candidate[] {
  const street = [text(graph, place, ['streetAddress', 'street-address']), text(graph, place, ['extended-address'])].filter(Boolean).join(', ');
  const box = text(graph, place, ['postOfficeBoxNumber', 'post-office-box']);
  const city = text(graph, place, ['addressLocality', 'locality']);
  const region = text(graph, place, ['addressRegion', 'region']);
  const code = text(graph, place, ['postalCode', 'postal-code']);
  const country = countryName(text(graph, place, ['addressCountry', 'country-name']) || graph.children(place, ['addressCountry']).map((c) => graph.nameOf(c))[0] || '');
  const first = graph.props(place, ['streetAddress', 'street-address', 'addressLocality', 'locality', 'addressCountry', 'country-name'])[0];
  if (!first) {
    const whole = graph.props(place, ['name', 'implied-name'])[0];
    return whole && place !== owner ? [fromProp(/\d/.test(whole.value) ? 'address' : 'location', owner, whole, -10)] : [];
  }
  const out: Candidate[] = [];
  const cityLine = [code, city].filter(Boolean).join(' ');
  const order = region && /^[A-Z]{2}$/.test(region) ? `${city}${city ? ', ' : ''}${region}${code ? ` ${code}` : ''}` : [cityLine, region === city ? '' : region].filter(Boolean).join(', ');
  if (street || box) out.push(fromProp('address', owner, first, 0, [street, box, order, country].filter(Boolean).join(', ')));
  const location = [city, region === city ? '' : region, country].filter(Boolean).join(', ');
  if (city) out.push(fromProp('location', owner, first, -4, location));
  if (country) out.push(fromProp('country', owner, first, -4, country));
  return out;
}

function contactPoints(graph: Graph, entity: RawEntity): Candidate[] {
  return graph.children(entity, ['contactPoint', 'contactPoints']).flatMap((point, i) => [
    ...graph.props(point, ['telephone']).map((prop) => fromProp('phone', entity, prop, -6 - i)),
    ...graph.props(point, ['email']).map((prop) => fromProp('email', entity, prop, -6 - i)),
    ...graph.props(point, ['faxNumber']).map((prop) => fromProp('fax', entity, prop, -6 - i)),
  ]);
}

/** The employer of a person: a thing of its own, with its own address. */
function employer(graph: Graph, entity: RawEntity): Candidate[] {
  const out: Candidate[] = [];
  const [org] = graph.children(entity, EMPLOYER);
  for (const prop of graph.props(entity, ['worksFor', 'affiliation', 'memberOf']).slice(0, 2)) out.push(fromProp('companyName', entity, prop, -2));
  if (!org) return out;
  const name = graph.props(org, ['name', 'fn', 'legalName', 'implied-name'])[0];
  if (name) out.push(fromProp('companyName', org, name));
  for (const url of graph.props(org, ['url', 'sameAs'])) {
    const domain = registrableDomain(url.value);
    if (domain && !isPlatformHost(domain)) {
      out.push(fromProp('companyDomain', org, url, -2, domain));
      break;
    }
  }
  return out;
}

function companyExtras(graph: Graph, entity: RawEntity): Candidate[] {
  const out: Candidate[] = [];
  for (const prop of graph.props(entity, ['url'])) {
    const domain = registrableDomain(prop.value);
    if (domain && !isPlatformHost(domain)) out.push(fromProp('domain', entity, prop, 0, domain));
  }
  for (const count of graph.children(entity, ['numberOfEmployees'])) {
    const [exact] = graph.props(count, ['value']);
    const low = graph.value(count, ['minValue']);
    const high = graph.value(count, ['maxValue']);
    const [range] = graph.props(count, ['minValue', 'maxValue']);
    if (exact) out.push(fromProp('employees', entity, exact));
    else if (range && low && high) out.push(fromProp('employees', entity, range, 0, `${low}-${high}`));
  }
  return out;
}
