import { describe, expect, it } from 'vitest';
import { bestOf, captureHtml, documentOf, readRaw, valuesOf } from '../support.ts';

/** Examples of the specifications (JSON-LD 1.1, HTML microdata, RDFa Lite 1.1, schema.org), transcribed with invented people and companies. */
const PERSON = 'https://directory.example/people/ada-example';
const ld = (...blocks: object[]): string => blocks.map((block) => `<script type="application/ld+json">${JSON.stringify(block)}</script>`).join('');
const person = async (body: string): Promise<ReturnType<typeof bestOf>> => bestOf((await captureHtml(`<title>Ada Example</title><h1>Ada Example</h1>${body}`, PERSON)).fields);
const company = async (body: string): Promise<Awaited<ReturnType<typeof captureHtml>>['fields']> => (await captureHtml(`<title>Example Works</title><h1>Example Works</h1>${body}`, 'https://directory.example/company/example-works')).fields;

describe('JSON-LD', () => {
  it('a person with an employer that is a thing of its own', async () => {
    expect(await person(ld({ '@context': 'https://schema.org', '@type': 'Person', name: 'Ada Example', jobTitle: 'Buyer', worksFor: { '@type': 'Organization', name: 'Example Works', url: 'https://www.example-works.example' }, address: { '@type': 'PostalAddress', streetAddress: '12 Kiln Lane', addressLocality: 'Leeds', postalCode: 'LS1 4AB', addressCountry: 'GB' } }))).toMatchObject({
      name: 'Ada Example', title: 'Buyer', companyName: 'Example Works', companyDomain: 'example-works.example', address: '12 Kiln Lane, LS1 4AB Leeds, United Kingdom', location: 'Leeds, United Kingdom',
    });
  });

  it('a graph whose nodes point to each other, described in two blocks', async () => {
    expect(await person(ld({ '@context': 'https://schema.org', '@graph': [{ '@id': '#ada', '@type': 'Person', name: 'Ada Example', worksFor: { '@id': '#works' } }, { '@id': '#works', '@type': 'Organization', name: 'Example Works' }] }, { '@context': 'https://schema.org', '@id': '#ada', '@type': 'Person', jobTitle: 'Buyer' }))).toMatchObject({ title: 'Buyer', companyName: 'Example Works' });
  });

  it('a reference written as text', async () => {
    expect(await person(ld({ '@graph': [{ '@type': 'Person', name: 'Ada Example', worksFor: 'https://www.example-works.example/#org' }, { '@id': 'https://www.example-works.example/#org', '@type': 'Organization', name: 'Example Works' }] }))).toMatchObject({ companyName: 'Example Works' });
  });

  it('several types, several values, values with a language, lists and sets', async () => {
    const fields = (await captureHtml(`<title>Ada Example</title>${ld({ '@type': ['Person', 'Patient'], name: { '@value': 'Ada Example', '@language': 'en' }, email: ['mailto:ada@example.com', 'ada@example.net'], telephone: { '@set': ['+44 113 496 0100', '+44 113 496 0101'] }, sameAs: { '@list': ['https://www.linkedin.com/in/ada-example', 'https://github.com/ada-example'] } })}`, PERSON)).fields;
    expect([...valuesOf(fields, 'workEmail'), ...valuesOf(fields, 'email')].sort()).toEqual(['ada@example.com', 'ada@example.net']);
    expect(valuesOf(fields, 'phone')).toEqual(['+441134960100', '+441134960101']);
    expect([valuesOf(fields, 'linkedinUrl'), valuesOf(fields, 'githubUrl')]).toEqual([['https://www.linkedin.com/in/ada-example'], ['https://github.com/ada-example']]);
  });

  it('an organisation with contact points and a number of employees', async () => {
    const fields = await company(ld({ '@type': 'Organization', name: 'Example Works', legalName: 'Example Works Ltd', url: 'https://www.example-works.example', foundingDate: '1987-05-01', numberOfEmployees: { '@type': 'QuantitativeValue', minValue: 51, maxValue: 200 }, contactPoint: [{ '@type': 'ContactPoint', telephone: '+44 113 496 0100', email: 'sales@example-works.example' }, { '@type': 'ContactPoint', faxNumber: '+44 113 496 0109' }] }));
    expect(bestOf(fields)).toMatchObject({ name: 'Example Works', legalName: 'Example Works Ltd', domain: 'example-works.example', founded: '1987', employeeRange: '51-200', phone: '+441134960100', fax: '+441134960109', email: 'sales@example-works.example' });
  });

  it('a local business of a narrower type', async () => {
    expect(bestOf(await company(ld({ '@type': 'Bakery', name: 'Example Works', telephone: '+44 113 496 0100', address: { '@type': 'PostalAddress', streetAddress: '12 Kiln Lane', addressLocality: 'Leeds', addressRegion: 'West Yorkshire', postalCode: 'LS1 4AB' } })))).toMatchObject({ name: 'Example Works', phone: '+441134960100', address: '12 Kiln Lane, LS1 4AB Leeds, West Yorkshire' });
  });
});

describe('microdata', () => {
  it('a person with values of every kind of element', async () => {
    expect(
      await person(`<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ada Example</span><img itemprop="image" src="/ada.jpg" alt=""><span itemprop="jobTitle">Buyer</span><meta itemprop="telephone" content="+44 113 496 0100"><link itemprop="sameAs" href="https://github.com/ada-example">
      <a itemprop="email" href="mailto:ada@example.com">write</a><time itemprop="birthDate" datetime="1980-01-01">1980</time></div>`),
    ).toMatchObject({ name: 'Ada Example', title: 'Buyer', photoUrl: 'https://directory.example/ada.jpg', phone: '+441134960100', githubUrl: 'https://github.com/ada-example', email: 'ada@example.com' });
  });

  it('items inside items, also when one element is both', async () => {
    const { entities } = await readRaw(documentOf('<div itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Example Works</b><p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><i itemprop="addressLocality">Leeds</i></p><p itemprop="employee founder" itemscope itemtype="https://schema.org/Person"><i itemprop="name">Ada Example</i></p><div itemscope itemtype="https://schema.org/Event"><i itemprop="name">Fair</i></div></div>', PERSON));
    expect(entities.map((entity) => [entity.types[0]?.split('/').at(-1), entity.via, entity.props.map((prop) => prop.value)])).toEqual([['Organization', undefined, ['Example Works']], ['PostalAddress', 'address', ['Leeds']], ['Person', 'employee', ['Ada Example']], ['Event', undefined, ['Fair']]]);
  });

  it('properties that stand elsewhere on the page (itemref)', async () => {
    expect(
      await person('<div itemscope itemtype="https://schema.org/Person" itemref="more where"><span itemprop="name">Ada Example</span></div><p id="more">Works as <b itemprop="jobTitle">Buyer</b></p><div id="where" itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Example Works</span></div>'),
    ).toMatchObject({ name: 'Ada Example', title: 'Buyer', companyName: 'Example Works' });
  });
});

describe('RDFa Lite', () => {
  it('vocab, typeof, property', async () => {
    expect(await person('<p vocab="https://schema.org/" typeof="Person">I am <span property="name">Ada Example</span>, <span property="jobTitle">Buyer</span>, reach me at <span property="telephone">+44 113 496 0100</span> or on <a property="url" href="https://ada.example.com">my page</a>.</p>')).toMatchObject({ name: 'Ada Example', title: 'Buyer', phone: '+441134960100', website: 'https://ada.example.com' });
  });

  it('resource names the subject, and what else is said of it elsewhere', async () => {
    expect(await person('<div vocab="https://schema.org/"><p resource="#ada" typeof="Person"><span property="name">Ada Example</span></p><p resource="#ada"><span property="jobTitle">Buyer</span></p></div>')).toMatchObject({ name: 'Ada Example', title: 'Buyer' });
  });

  it('prefixes, and a thing that a property points to', async () => {
    expect(await person('<div prefix="s: https://schema.org/ foaf: http://xmlns.com/foaf/0.1/"><div typeof="s:Person foaf:Person"><span property="s:name foaf:name">Ada Example</span><a property="s:worksFor" resource="#works">there</a></div><div resource="#works" typeof="s:Organization"><span property="s:name">Example Works</span></div></div>')).toMatchObject({ name: 'Ada Example', companyName: 'Example Works' });
  });

  it('a thing inside a thing, content before text', async () => {
    expect(await person('<div vocab="https://schema.org/" typeof="Person"><span property="name" content="Ada Example">A. E.</span><div property="address" typeof="PostalAddress"><span property="streetAddress">12 Kiln Lane</span>, <span property="addressLocality">Leeds</span> <span property="postalCode">LS1 4AB</span></div></div>')).toMatchObject({ name: 'Ada Example', address: '12 Kiln Lane, LS1 4AB Leeds' });
  });
});
