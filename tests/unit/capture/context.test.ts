import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadsFromContext, type ContextInfo } from '../../../lib/capture/context.ts';
import { CAPTURE_SELECTION_LEADS } from '../../../lib/core/limits.ts';
import { AT, bestOf } from './support.ts';

const pageUrl = 'https://www.example-works.example/team';
const leads = (info: Omit<ContextInfo, 'pageUrl'>): { kind: string; fields: ReturnType<typeof bestOf> }[] => leadsFromContext({ pageUrl, ...info }, AT).map(({ kind, fields }) => ({ kind, fields: bestOf(fields) }));

describe('a selection', () => {
  it('of one person with title, address and number', () => {
    const expected = [{ kind: 'person', fields: { name: 'Ben Sample', firstName: 'Ben', lastName: 'Sample', title: 'Buyer', workEmail: 'ben.sample@oakline.example', companyDomain: 'oakline.example' } }];
    expect(leads({ selectionText: 'Ben Sample, Buyer, ben.sample@oakline.example' })).toEqual(expected);
    expect(leads({ selectionText: 'Ben Sample\nBuyer\nben.sample@oakline.example' })).toEqual(expected);
    expect(leads({ selectionText: 'Ben Sample <ben.sample@oakline.example>' })[0]?.fields).toMatchObject({ name: 'Ben Sample', workEmail: 'ben.sample@oakline.example' });
  });

  it('of several names and of several addresses gives several leads', () => {
    expect(leads({ selectionText: 'Ada Example, Ben Sample; Cleo Muster' }).map((l) => l.fields.name)).toEqual(['Ada Example', 'Ben Sample', 'Cleo Muster']);
    expect(leads({ selectionText: 'Ada Example\nBen Sample' }).map((l) => l.fields.name)).toEqual(['Ada Example', 'Ben Sample']);
    expect(leads({ selectionText: 'ada@example-works.example, ben@oakline.example ada@example-works.example' }).map((l) => l.fields.workEmail)).toEqual(['ada@example-works.example', 'ben@oakline.example']);
  });

  it('whose lines the browser has folded still finds who has which address', () => {
    expect(leads({ selectionText: 'Cleo Muster Head of Design cleo_muster@example-works.example Penny Pending Plant Manager penny_pending@example-works.example 0113 496 0126' }).map((l) => [l.fields.name, l.fields.workEmail])).toEqual([
      ['Cleo Muster', 'cleo_muster@example-works.example'],
      ['Penny Pending', 'penny_pending@example-works.example'],
    ]);
  });

  it('of a number or a mailbox or a company', () => {
    expect(leads({ selectionText: '+44 113 496 0100' })).toEqual([{ kind: 'person', fields: { phone: '+441134960100' } }]);
    expect(leads({ selectionText: 'info@example-works.example' })).toEqual([{ kind: 'company', fields: { email: 'info@example-works.example', domain: 'example-works.example' } }]);
    expect(leads({ selectionText: 'Example Works Ltd' })).toEqual([{ kind: 'company', fields: { name: 'Example Works Ltd' } }]);
    expect(leads({ selectionText: 'ada.example@gmail.com' })).toEqual([{ kind: 'person', fields: { email: 'ada.example@gmail.com' } }]);
  });

  it('of prose gives nothing', () => {
    expect(leads({ selectionText: 'and answers the telephone herself.' })).toEqual([]);
    expect(leads({ selectionText: '   ' })).toEqual([]);
  });

  it('is bounded, plain and never throws', () => {
    const many = Array.from({ length: 400 }, (_, i) => `person${i}@example.com`).join('\n');
    expect(leads({ selectionText: many })).toHaveLength(CAPTURE_SELECTION_LEADS);
    fc.assert(fc.property(fc.array(fc.constantFrom('Ada Example', 'ada@example.com', ' ', '\n', ',', '<script>alert(1)</script>', '+44 113 496 0100', '\u202e', 'Ltd', 'Buyer', 'https://x.com/ada', '__proto__', '(', '@'), { maxLength: 60 }), (parts) => {
      const found = leadsFromContext({ pageUrl, selectionText: parts.join('') }, AT);
      expect(found.length).toBeLessThanOrEqual(CAPTURE_SELECTION_LEADS);
      for (const { fields } of found) for (const state of Object.values(fields)) for (const { value, provenance } of state.values) {
        expect(value).not.toMatch(/<script/);
        expect(provenance).toMatchObject({ origin: 'page', method: 'context', pageUrl, at: AT });
      }
    }));
  });
});

describe('a link', () => {
  it.each([
    ['https://www.linkedin.com/in/Ada-Example/?trk=x', 'Ada Example on LinkedIn', 'person', { linkedinUrl: 'https://www.linkedin.com/in/ada-example' }],
    ['https://www.linkedin.com/in/ada-example', 'Ada Example', 'person', { linkedinUrl: 'https://www.linkedin.com/in/ada-example', name: 'Ada Example' }],
    ['https://www.linkedin.com/company/example-works', undefined, 'company', { linkedinUrl: 'https://www.linkedin.com/company/example-works' }],
    ['https://github.com/ada-example', undefined, 'person', { githubUrl: 'https://github.com/ada-example' }],
    ['https://www.oakline.example/about', 'Oakline', 'company', { domain: 'oakline.example', website: 'https://www.oakline.example', name: 'Oakline' }],
    ['https://www.oakline.example/', 'Visit website', 'company', { domain: 'oakline.example', website: 'https://www.oakline.example' }],
    ['https://www.example-works.example/people/ada-example', 'Ada Example', 'person', { name: 'Ada Example', profileUrl: 'https://www.example-works.example/people/ada-example' }],
    ['https://www.example-works.example/people/ada-example', undefined, 'person', { profileUrl: 'https://www.example-works.example/people/ada-example' }],
    ['mailto:cleo_muster%40example-works.example?subject=x', 'Mail', 'person', { workEmail: 'cleo_muster@example-works.example', companyDomain: 'example-works.example' }],
    ['tel:+441134960125', undefined, 'person', { phone: '+441134960125' }],
  ])('%s (%s)', (linkUrl, linkText, kind, fields) => {
    const [lead, ...rest] = leads({ linkUrl, linkText });
    expect(rest).toEqual([]);
    expect(lead?.kind).toBe(kind);
    expect(lead?.fields).toMatchObject(fields);
    expect(lead?.fields.name).toBe((fields as { name?: string }).name);
  });

  it.each(['javascript:alert(1)', 'https://twitter.com/intent/tweet?x=1', 'https://www.example-works.example/imprint', 'https://github.com/ada/repo', 'data:text/html,x', 'nonsense', ''])('%s says nothing', (linkUrl) => {
    expect(leads({ linkUrl })).toEqual([]);
  });
});

describe('the practice team page', () => {
  it('gives a lead for every link that a person may click', () => {
    const html = readFileSync(join(import.meta.dirname, '../../../server/practice/site/team.html'), 'utf8');
    const links = [...html.matchAll(/<p class="ways">(.*?)<\/p>/g)].flatMap((m) => [...(m[1] ?? '').matchAll(/href="([^"]+)"/g)].map((a) => a[1] ?? ''));
    expect(links.length).toBeGreaterThanOrEqual(8);
    for (const linkUrl of links) expect([linkUrl, leads({ linkUrl }).length]).toEqual([linkUrl, 1]);
  });
});

it('an image gives the picture, and a selection goes before it', () => {
  expect(leads({ srcUrl: 'https://www.example-works.example/ada.jpg', mediaType: 'image' })).toEqual([{ kind: 'person', fields: { photoUrl: 'https://www.example-works.example/ada.jpg' } }]);
  expect(leads({ srcUrl: 'data:image/png;base64,x', mediaType: 'image' })).toEqual([]);
  expect(leads({ srcUrl: 'https://x.example/a.mp4', mediaType: 'video' })).toEqual([]);
  expect(leads({ srcUrl: 'https://www.example-works.example/ada.jpg', mediaType: 'image', selectionText: 'Ada Example' })[0]?.fields.name).toBe('Ada Example');
});
