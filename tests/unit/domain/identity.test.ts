import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { LeadFields, Origin } from '../../../lib/domain/lead/lead.ts';

const field = (value: string, origin: Origin = 'page') => ({ values: [{ value, confidence: 80, provenance: { origin, at: 1 } }] });

describe('identity keys', () => {
  it('finds a person by profile, address, and name at a company', () => {
    const fields: LeadFields = { name: field('Zoë  O’Neil'), companyDomain: field('example-works.example'), email: field('Zoe@Example-Works.example'), linkedinUrl: field('https://www.linkedin.com/in/zoe/?trk=x') };
    expect(identityKeys('person', fields)).toEqual(['person:at:zoe oneil@example-works.example', 'person:email:example-works.example:zoe', 'person:url:linkedin.com/in/zoe']);
  });
  it('never takes a guessed address or a single first name for an identity', () => {
    expect(identityKeys('person', { name: field('Ada'), companyDomain: field('a.example'), workEmail: field('ada@a.example', 'guess') })).toEqual([]);
  });
  it('does not mix people and companies', () => {
    const fields: LeadFields = { domain: field('example-works.example'), githubUrl: field('https://github.com/example-works') };
    expect(identityKeys('company', fields).every((k) => k.startsWith('company:'))).toBe(true);
  });
  it('folds names to the same key whatever their marks, case and spacing', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
    expect(foldName('  José  ÁLVAREZ ')).toBe('jose alvarez');
  });
});
