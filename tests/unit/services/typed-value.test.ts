import { describe, expect, it } from 'vitest';
import { typedValue } from '../../../lib/services/typed-value.ts';

describe('what a person types', () => {
  it.each([
    ['workEmail', ' Ada@Example-Works.example ', 'ada@example-works.example'],
    ['phone', '+44 113 496 0123', '+441134960123'],
    ['phone', 'ext. 12, ask for Ada', 'ext. 12, ask for Ada'],
    ['companyDomain', 'https://www.example-works.example/team', 'example-works.example'],
    ['website', 'https://www.example-works.example/team?utm_source=x', 'https://www.example-works.example/team'],
    ['linkedinUrl', 'linkedin.com/in/Ada-Example', 'https://www.linkedin.com/in/ada-example'],
    ['title', ' Head of Operations ', 'Head of Operations'],
    ['workEmail', '  ', ''],
  ] as const)('%s "%s" becomes "%s"', (field, text, value) => expect(typedValue('person', field, text)).toEqual({ value }));

  it.each([
    ['workEmail', 'X', 'This is not an email address. Nothing was changed.'],
    ['website', 'javascript:alert(1)', 'This is not a web address. Nothing was changed.'],
    ['companyDomain', 'not a domain', 'This is not a domain. Nothing was changed.'],
  ] as const)('%s "%s" is refused', (field, text, refused) => expect(typedValue('person', field, text)).toEqual({ refused }));
});
