import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitHeading } from '../../../lib/domain/lead/heading.ts';
import { looksLikeJobTitle, splitTitle } from '../../../lib/domain/lead/job-title.ts';
import { hasLegalForm, splitLegalForm } from '../../../lib/domain/lead/legal-form.ts';
import { parsePersonName, personNameScore } from '../../../lib/domain/lead/name.ts';

const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/).filter((w) => personNameScore(`Quentin ${w}`) > 0 && personNameScore(`${w} Quentin`) > 0);

describe('names of people', () => {
  it.each([
    ['Dr. Ada Example, PhD', { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', prefix: 'Dr.', suffix: 'PhD' }],
    ['Hon. Ada Example MP', { name: 'Ada Example', prefix: 'Hon.', suffix: 'MP' }],
    ['Prof. Dr. Ada van der Example', { name: 'Ada van der Example', firstName: 'Ada', lastName: 'van der Example', prefix: 'Prof. Dr.' }],
    ['Example, Ada', { name: 'Ada Example', firstName: 'Ada', lastName: 'Example' }],
    ['ADA O\'EXAMPLE', { name: "Ada O'Example" }],
    ['Ada Example (she/her)', { name: 'Ada Example' }],
    ['J. Ada Example Jr.', { firstName: 'J. Ada', lastName: 'Example', suffix: 'Jr.' }],
    ['Ada', { name: 'Ada' }],
  ])('%s', (text, parts) => {
    expect(parsePersonName(text)).toMatchObject(parts);
  });

  it('never adds a letter, never throws, and is stable', () => {
    const letters = (text: string): string => [...text.toLowerCase().replace(/[^\p{L}]/gu, '')].sort().join('');
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 80 }), fc.array(word, { minLength: 1, maxLength: 5 }).map((w) => w.join(' '))), (text) => {
      const parsed = parsePersonName(text);
      const all = letters(text);
      for (const letter of new Set(letters(parsed.name))) expect(all).toContain(letter);
      expect(parsePersonName(parsed.name).name.length).toBeLessThanOrEqual(parsed.name.length);
    }));
  });

  it('two or three words in capitals score, whatever stands around them', () => {
    fc.assert(fc.property(word, word, fc.constantFrom('', 'Dr. ', 'Ms '), fc.constantFrom('', ', PhD', ' MBA'), (a, b, prefix, suffix) => {
      expect(personNameScore(`${prefix}${a} ${b}${suffix}`)).toBeGreaterThanOrEqual(60);
      expect(parsePersonName(`${prefix}${a} ${b}${suffix}`)).toMatchObject({ name: `${a} ${b}`, firstName: a, lastName: b });
    }));
  });

  it.each(['About us', 'Example Works Ltd', 'Our Team', 'Contact', 'ada example', 'Ada Example 2', 'info@example.com', 'How tiles are fired', 'Example Solutions', '', '<b>Ada Example</b>'])('%s is no name', (text) => {
    expect(personNameScore(text)).toBe(0);
  });
});

describe('names of companies', () => {
  it.each([
    ['Example Works Ltd', 'Example Works', 'Ltd'], ['Example Works, Inc.', 'Example Works', 'Inc.'], ['Beispiel GmbH & Co. KG', 'Beispiel', 'GmbH & Co. KG'], ['EXAMPLE WORKS LIMITED', 'EXAMPLE WORKS', 'LIMITED'],
    ['Exemple S.A.', 'Exemple', 'S.A.'], ['Example Works', 'Example Works', undefined], ['Ltd', 'Ltd', undefined], ['Nova as', 'Nova as', undefined],
  ])('%s', (text, base, form) => {
    expect(splitLegalForm(text)).toEqual({ base, ...(form === undefined ? {} : { form }) });
    expect(hasLegalForm(text)).toBe(form !== undefined);
  });

  it('base and form are the text again', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120 }), (text) => {
      const { base, form } = splitLegalForm(text);
      const folded = text.replace(/\s+/g, ' ').trim();
      expect(folded.startsWith(base) && (form === undefined || folded.endsWith(form))).toBe(true);
    }));
  });
});

describe('job titles', () => {
  it('are told from sentences', () => {
    expect(['Head of Operations', 'Senior Buyer, Ceramics', 'Geschäftsführerin', 'Parliamentary Secretary for Research, Innovation and Sport'].every(looksLikeJobTitle)).toBe(true);
    expect(['Contact our sales manager', 'She is the head of our team.', 'Tiles and glazed bricks', 'Leeds', 'https://example.com/manager'].some(looksLikeJobTitle)).toBe(false);
  });

  it('give up the company that they name', () => {
    expect(splitTitle('Head of Operations at Example Works')).toEqual({ title: 'Head of Operations', companyName: 'Example Works' });
    expect(splitTitle('Head of Operations, Example Works', 'Example Works')).toEqual({ title: 'Head of Operations', companyName: 'Example Works' });
    expect(splitTitle('Buyer, Ceramics')).toEqual({ title: 'Buyer, Ceramics' });
  });

  it('stand beside the name in headings', () => {
    expect(splitHeading('Hon. Ada Example MP - Minister of Tiles')).toEqual({ name: 'Hon. Ada Example MP', title: 'Minister of Tiles' });
    expect(splitHeading('Ada Example, Head of Operations')).toEqual({ name: 'Ada Example', title: 'Head of Operations' });
    expect(splitHeading('Example, Ada')).toEqual({ name: 'Example, Ada' });
    expect(splitHeading('Tiles - and more')).toEqual({ name: 'Tiles - and more' });
  });
});
