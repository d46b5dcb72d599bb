import type { Lead } from '../../domain/lead/lead.ts';
import { textOf } from '../../domain/lead/merge.ts';
import { tagsOf } from '../../domain/lead/tags.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import type { Contact } from '../../files/vcard.ts';

const URLS = ['website', 'linkedinUrl', 'githubUrl', 'xUrl', 'facebookUrl', 'instagramUrl', 'youtubeUrl', 'profileUrl'] as const satisfies readonly FieldKey[];

/** A lead as a contact card: what shows now, each value once. Null when it has no name and no address that could stand for one. */
export function contactOf(lead: Lead, categories: readonly string[]): Contact | null {
  const of = (key: FieldKey): string | undefined => textOf(lead.fields, key) || undefined;
  const name = of('name') ?? of('legalName') ?? of('workEmail') ?? of('email') ?? of('domain');
  if (name === undefined) return null;
  const emails = once([['workEmail', 'work'], ['personalEmail', 'home'], ['email', undefined]] as const, of).map(([value, type]) => ({ value, ...(type ? { type } : {}) }));
  const phones = once([['mobile', ['cell', 'voice']], ['phone', ['work', 'voice']], ['fax', ['work', 'fax']]] as const, of).map(([value, types]) => ({ value, types }));
  return {
    kind: lead.kind === 'company' ? 'org' : 'individual', uid: `urn:kiln:${lead.id}`, name, emails, phones,
    ...some({ family: of('lastName'), given: of('firstName'), prefix: of('prefix'), suffix: of('suffix'), title: of('title'), address: of('address') ?? of('location'), country: of('country'), photo: of('photoUrl'), note: of('note') ?? of('description'), source: lead.sourceUrl }),
    ...some({ organisation: lead.kind === 'company' ? name : of('companyName') }),
    urls: URLS.flatMap((key) => of(key) ?? []), categories: [...new Set([...categories, ...tagsOf(of('tags'))])], revisedAt: lead.updatedAt,
  };
}

/** Values of these fields with what is said of them; a value that stands in two fields is told by the first. */
function once<T>(fields: readonly (readonly [FieldKey, T])[], of: (key: FieldKey) => string | undefined): [string, T][] {
  const seen = new Set<string>();
  return fields.flatMap(([key, said]): [string, T][] => {
    const value = of(key);
    if (value === undefined || seen.has(value)) return [];
    seen.add(value);
    return [[value, said]];
  });
}

const some = <T extends Record<string, string | undefined>>(all: T): { [K in keyof T]?: string } => Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as { [K in keyof T]?: string };
