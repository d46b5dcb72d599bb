import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isConflict } from '../../../lib/domain/lead/merge.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import { AT, bestOf, captureHtml, valuesOf } from './support.ts';

const site = (page: string): string => readFileSync(join(import.meta.dirname, '../../../server/practice/site', page), 'utf8');
const ld = (data: object): string => `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...data })}</script>`;

describe('the practice pages', () => {
  it('a person: everything the page says, nothing of the footer', async () => {
    const capture = await captureHtml(site('people/ada-example.html'), 'http://127.0.0.1:4173/people/ada-example');
    expect(capture.kind).toBe('person');
    expect(capture.kindReasons[0]).toBe('JSON-LD describes a person');
    expect(bestOf(capture.fields)).toEqual({
      name: 'Ada Example', firstName: 'Ada', lastName: 'Example', title: 'Head of Operations', companyName: 'Example Works', companyDomain: 'example-works.example', phone: '+441134960123',
      location: 'Leeds, United Kingdom', country: 'United Kingdom', linkedinUrl: 'https://www.linkedin.com/in/ada-example-works', githubUrl: 'https://github.com/ada-example-works',
      photoUrl: 'http://127.0.0.1:4173/people/ada-example.svg', description: 'Ada runs the three kilns and everything that goes in and out of them. She joined Example Works in 2024 from a tile works, keeps the plan for the next six weeks on one sheet of paper, and answers the telephone herself.', profileUrl: 'http://127.0.0.1:4173/people/ada-example',
    });
    expect(capture.otherFields.name?.values[0]?.value).toBe('Example Works');
    expect(identityKeys('person', capture.fields)).toContain('person:at:ada example@example-works.example');
    expect(Object.values(capture.fields).some(isConflict)).toBe(false);
  });

  it('a company: facts, numbers told apart, both mailboxes', async () => {
    const capture = await captureHtml(site('company.html'), 'http://127.0.0.1:4173/company');
    expect(capture.kind).toBe('company');
    expect(bestOf(capture.fields)).toMatchObject({
      name: 'Example Works', legalName: 'Example Works Ltd', domain: 'example-works.example', website: 'https://www.example-works.example', email: 'hello@example-works.example', phone: '+441134960100',
      fax: '+441134960109', industry: 'Ceramics', employeeRange: '51-200', founded: '1987', country: 'United Kingdom', linkedinUrl: 'https://www.linkedin.com/company/example-works-example', xUrl: 'https://x.com/exampleworks_example',
    });
    expect(valuesOf(capture.fields, 'email')).toContain('sales@example-works.example');
    expect(Object.values(capture.fields).some(isConflict)).toBe(false);
  });
});

describe('person or company', () => {
  it.each([
    ['person', 'https://www.linkedin.com/in/ada-example', '<title>Ada Example | LinkedIn</title>'],
    ['company', 'https://www.linkedin.com/company/example-works', '<title>Example Works | LinkedIn</title><h1>Example Works</h1>'],
    ['person', 'https://www.example-works.example/team/ada-example', '<title>Ada Example | Example Works</title><h1>Ada Example</h1><p>Head of Operations</p>'],
    ['company', 'https://www.example-works.example/', '<title>Example Works</title><h1>We fire tiles</h1><footer>© 2026 Example Works Ltd <a href="mailto:info@example-works.example">Mail</a></footer>'],
    ['company', 'https://www.example-works.example/contact', '<title>Contact | Example Works GmbH</title><h1>Contact</h1><p>USt-IdNr.: DE123456789</p>'],
    ['person', 'https://news.example/a', `<title>x</title>${ld({ '@type': 'ProfilePage', mainEntity: { '@type': 'Person', name: 'Ada Example' } })}<h1>Ada Example</h1>`],
    ['company', 'https://news.example/b', `<title>Tiles | Daily</title><h1>How tiles are fired today</h1>${ld({ '@type': 'NewsArticle', author: { '@type': 'Person', name: 'Ada Example' }, publisher: { '@type': 'Organization', name: 'Daily Example' } })}`],
  ])('%s: %s', async (kind, url, html) => {
    const capture = await captureHtml(html, url);
    expect(capture.kind).toBe(kind);
    expect(capture.kindScores[capture.kind]).toBeGreaterThanOrEqual(capture.kindScores[kind === 'person' ? 'company' : 'person']);
    expect(capture.kindReasons.length).toBeGreaterThan(0);
  });

  it('a list of people is nobody', async () => {
    const people = ['Ada Example', 'Ben Sample', 'Cleo Muster'].map((name) => ({ '@type': 'Person', name, jobTitle: 'Buyer' }));
    const capture = await captureHtml(`<title>Our team</title>${ld({ '@graph': people })}<h1>Our team</h1>`, 'https://www.example-works.example/team');
    expect(capture.kind).toBe('company');
    expect(capture.otherFields.name).toBeUndefined();
  });
});

describe('merging', () => {
  it('independent methods that agree raise the confidence, and the value keeps a place that can be shown', async () => {
    const alone = (await captureHtml('<title>x</title><h1>Ada Example</h1>')).fields.name?.values[0];
    const both = (await captureHtml(`<title>x</title><h1>Ada Example</h1>${ld({ '@type': 'Person', name: 'Ada Example' })}`)).fields.name?.values[0];
    const one = await captureHtml(`<title>x</title>${ld({ '@type': 'Person', name: 'Ada Example' })}`, 'https://www.example-works.example/team/ada');
    expect(both?.confidence).toBeGreaterThan(alone?.confidence ?? 100);
    expect(both?.confidence).toBeGreaterThan(one.fields.name?.values[0]?.confidence ?? one.otherFields.name?.values[0]?.confidence ?? 100);
    expect(both?.provenance).toMatchObject({ origin: 'page', at: AT, method: 'jsonld', pageUrl: 'https://www.example-works.example/page' });
    expect(both?.provenance.evidence?.selector).toMatch(/h1/);
  });

  it('structured data that contradicts itself stays a visible contradiction', async () => {
    const capture = await captureHtml(`<h1>Ada Example</h1>${ld({ '@type': 'Person', name: 'Ada Example', jobTitle: 'Head of Operations' })}<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Example</b> <i itemprop="jobTitle">Plant Manager</i></div>`);
    expect(valuesOf(capture.fields, 'title').sort()).toEqual(['Head of Operations', 'Plant Manager']);
    expect(isConflict(capture.fields.title)).toBe(true);
  });

  it('several numbers or mailboxes are no contradiction', async () => {
    const capture = await captureHtml('<title>Example Works</title><p>Tel: 0113 496 0100</p><p>Tel: 0113 496 0101</p><p><a href="mailto:a@example-works.example">a</a> <a href="mailto:b@example-works.example">b</a></p><p>12 Kiln Lane, Leeds LS1 4AB</p>', 'https://www.example-works.example/');
    expect(valuesOf(capture.fields, 'phone')).toEqual(['+441134960100', '+441134960101']);
    expect(isConflict(capture.fields.phone)).toBe(false);
    expect(isConflict(capture.fields.email)).toBe(false);
  });

  it('keeps the words as they stood beside the normal form', async () => {
    const capture = await captureHtml('<html lang="en-GB"><title>x</title><h1>Dr. ADA EXAMPLE, PhD</h1><p>Buyer</p><p>Phone: (0113) 496 0100</p></html>', 'https://www.example-works.example/team/ada');
    expect(capture.fields.name?.values[0]).toMatchObject({ value: 'Ada Example', original: 'Dr. ADA EXAMPLE, PhD' });
    expect(bestOf(capture.fields)).toMatchObject({ firstName: 'Ada', lastName: 'Example', prefix: 'Dr.', suffix: 'PhD' });
    expect(capture.fields.phone?.values[0]).toMatchObject({ value: '+441134960100', original: '(0113) 496 0100' });
  });
});

describe('which address is the work address', () => {
  const page = async (mail: string): Promise<ReturnType<typeof bestOf>> => bestOf((await captureHtml(`<title>Ada Example</title><h1>Ada Example</h1><p>Head of Operations at Example Works</p><p><a href="mailto:${mail}">mail</a></p>`, 'https://directory.example/people/ada')).fields);

  it('one on the domain of the company', async () => {
    expect(await page('ada@example-works.example')).toMatchObject({ workEmail: 'ada@example-works.example', companyDomain: 'example-works.example', companyName: 'Example Works' });
  });
  it('not one at a host open to everybody, nor a mailbox of a function', async () => {
    expect(await page('ada.example@gmail.com')).toMatchObject({ email: 'ada.example@gmail.com' });
    expect((await page('ada.example@gmail.com')).workEmail).toBeUndefined();
    expect((await page('info@example-works.example')).workEmail).toBeUndefined();
  });
  it('the mailbox in the footer of the employer is not the person\'s', async () => {
    const capture = await captureHtml('<title>Ada Example | Example Works</title><main><h1>Ada Example</h1><p>Buyer</p></main><footer>© Example Works <a href="mailto:info@example-works.example">info</a> Tel: 0113 496 0100</footer>', 'https://www.example-works.example/team/ada');
    expect(capture.fields.email ?? capture.fields.workEmail ?? capture.fields.phone).toBeUndefined();
    expect(bestOf(capture.otherFields)).toMatchObject({ email: 'info@example-works.example', name: 'Example Works', domain: 'example-works.example' });
  });
});

describe('never invents', () => {
  it('labels without values give nothing', async () => {
    const capture = await captureHtml('<title>x</title><h1>Ada Example</h1><p>Email:</p><p>Phone:</p><p>Website:</p><p>Company:</p>');
    expect(Object.keys(capture.fields).sort()).toEqual(['firstName', 'lastName', 'name', 'profileUrl']);
  });
  it('tax, account and register numbers are no telephone numbers', async () => {
    const capture = await captureHtml('<title>Example Works GmbH</title><p>St.Nr.: 43/151/01234</p><p>VAT No. GB 846 9263 86</p><p>HRB 123456 789</p><p>IBAN DE89 3704 0044 0532 0130 00</p>', 'https://www.example-works.example/impressum');
    expect(capture.fields.phone).toBeUndefined();
  });
  it('share buttons are nobody\'s profile', async () => {
    const capture = await captureHtml('<title>Example Works</title><a href="https://www.facebook.com/sharer.php?u=x">f</a><a href="https://twitter.com/intent/tweet?x">t</a><a href="https://www.linkedin.com/shareArticle?u=x">l</a>', 'https://www.example-works.example/');
    expect(capture.fields.facebookUrl ?? capture.fields.xUrl ?? capture.fields.linkedinUrl).toBeUndefined();
  });
});
