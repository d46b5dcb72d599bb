import type { FieldKey } from '../lead/fields.ts';
import type { Lead } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import type { InputKey, OperationInput } from './operation.ts';

/** What a lead can be asked with: only values that show, never rivals. */
export function inputOf(lead: Pick<Lead, 'kind' | 'fields'>): OperationInput {
  const field = (key: FieldKey): string | undefined => textOf(lead.fields, key);
  const person = lead.kind === 'person';
  const candidates: { readonly [K in InputKey]?: string | undefined } = {
    name: field('name'),
    firstName: person ? field('firstName') : undefined,
    lastName: person ? field('lastName') : undefined,
    companyName: person ? field('companyName') : field('name'),
    companyDomain: person ? field('companyDomain') : field('domain'),
    domain: person ? field('companyDomain') : field('domain'),
    email: field('workEmail') ?? field('email') ?? field('personalEmail'),
    phone: field('mobile') ?? field('phone'),
    linkedinUrl: field('linkedinUrl'),
    githubLogin: githubLogin(field('githubUrl')),
    country: field('country'),
    title: person ? field('title') : undefined,
    location: field('location'),
    vatId: field('vatId'),
    companyNumber: field('companyNumber'),
    registryId: field('registryId'),
  };
  return Object.fromEntries(Object.entries(candidates).filter(([, value]) => value !== undefined && value !== ''));
}

function githubLogin(url: string | undefined): string | undefined {
  return url?.match(/^https?:\/\/(?:www\.)?github\.com\/([A-Za-z0-9-]{1,39})\/?(?:[?#].*)?$/)?.[1];
}
