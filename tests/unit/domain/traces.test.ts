import { describe, expect, it } from 'vitest';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { tells, textTells, tracesOf } from '../../../lib/domain/lead/traces.ts';

const of = (kind: LeadKind, values: Readonly<Record<string, string>>): ReadonlySet<string> => {
  const fields = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin: 'page', at: 1 } }] }])) as LeadFields;
  return new Set(tracesOf({ kind, fields, keys: identityKeys(kind, fields) }));
};
const ADA = of('person', { name: 'Zoë O’Neil-Example', workEmail: 'zoe@example.com', mobile: '+447911123456', linkedinUrl: 'https://www.linkedin.com/in/zoe-oneil', companyDomain: 'example.com', title: 'Buyer' });

describe('what gives a lead away', () => {
  it.each([
    'write to ZOE@example.com.', '{"email":"zoe@example.com"}', '<a href="mailto:zoe@example.com">', 'see https://linkedin.com/in/zoe-oneil/?trk=x', 'call +44 7911 123 456 today', 'tel:0044 7911-123456',
    'Zoe ONeil Example, Buyer', 'Page of zoë o\'neil-example clipped', 'email=zoe@example.com',
  ])('is found in %s', (text) => expect(textTells(text, ADA, true)).toBe(true));
  it.each([
    'joezoe@example.com', 'zoe@example.company', 'bea@example.com', 'example.com', 'https://linkedin.com/in/zoe-oneill', '+44 7911 123 457', 'Zoe Example', 'Buyer', 'O Neil', '',
  ])('is not found in %s', (text) => expect(textTells(text, ADA, true)).toBe(false));
  it('a name alone counts only where that was asked for', () => {
    expect(textTells('Zoe ONeil Example', ADA, false)).toBe(false);
    expect(textTells('zoe@example.com', ADA, false)).toBe(true);
  });
  it('is found at any depth of a stored value, in the keys of objects too', () => {
    expect(tells({ a: [{ b: 'zoe@example.com' }] }, ADA)).toBe(true);
    expect(tells({ 'https://linkedin.com/in/zoe-oneil': 1 }, ADA)).toBe(true);
    expect(tells({ a: [{ b: null, c: 5, d: undefined }] }, ADA)).toBe(false);
  });
  it('a company is told by its keys only: it stands in the rows of all who work there', () => {
    const firm = of('company', { name: 'Example Works Ltd', domain: 'example.com' });
    expect(textTells('Ada at Example Works Ltd, ada@example.com, https://example.com/team', firm, true)).toBe(false);
    expect(tells('company:domain:example.com', firm)).toBe(true);
  });
});
