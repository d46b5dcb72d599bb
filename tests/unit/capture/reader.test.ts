import { describe, expect, it } from 'vitest';
import type { RawCapture, RawFind } from '../../../lib/contracts/raw-capture.ts';
import { CAPTURE_ELEMENTS } from '../../../lib/core/limits.ts';
import { decodeCloudflare } from '../../../lib/capture/told/mail-text.ts';
import { interpret } from '../../../lib/capture/told/interpret.ts';
import { readPage } from '../../../lib/capture/reader/index.ts';
import { documentOf, readRaw, stillClock } from './support.ts';

const URL_OF_PAGE = 'https://www.example-works.example/people';
const read = async (html: string): Promise<RawCapture> => interpret(await readRaw(documentOf(html, URL_OF_PAGE)));
const finds = (raw: RawCapture, what: RawFind['what']): RawFind[] => raw.finds.filter((find) => find.what === what);
const values = async (html: string, what: RawFind['what']): Promise<string[]> => finds(await read(html), what).map((find) => find.value);

describe('structured data', () => {
  it('flattens JSON-LD graphs with paths, parents and references', async () => {
    const raw = await read(`<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
      {"@id":"#ada","@type":"Person","name":"Ada Example","worksFor":{"@id":"#org"},"address":{"@type":"PostalAddress","addressLocality":"Leeds"}},
      {"@id":"#org","@type":["Organization","LocalBusiness"],"name":{"@value":"Example Works"}}]}</script>`);
    const [ada, address, org] = raw.entities;
    expect(ada).toMatchObject({ types: ['Person'], iri: '#ada', refs: [{ name: 'worksFor', iri: '#org' }], props: [{ name: 'name', value: 'Ada Example', path: '$.@graph[0].name' }] });
    expect(address).toMatchObject({ parent: ada?.id, via: 'address', types: ['PostalAddress'] });
    expect(org).toMatchObject({ types: ['Organization', 'LocalBusiness'], props: [{ name: 'name', value: 'Example Works' }] });
  });

  it('skips a broken block, repairs what templates leave behind, and goes on', async () => {
    const raw = await read(`<script type="application/ld+json">{"@type":"Person","name":</script>
      <script type="application/ld+json"><!-- {"@type":"Person","name":"Ada\nExample",} --></script>
      <script type="application/ld+json">{"@type":"Person","name":"Ben Sample"};</script>`);
    expect(raw.brokenBlocks).toBe(1);
    expect(raw.entities.map((e) => e.props[0]?.value)).toEqual(['Ada Example', 'Ben Sample']);
  });

  it('reads microdata with nested items and typed values', async () => {
    const raw = await read(`<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Example</b><a itemprop="url" href="/ada">x</a><meta itemprop="jobTitle" content="Buyer">
      <div itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Example Works</span></div><span itemprop="email">ada@example.com</span></div>`);
    expect(raw.entities[0]?.props.map((p) => [p.name, p.value])).toEqual([['name', 'Ada Example'], ['url', 'https://www.example-works.example/ada'], ['jobTitle', 'Buyer'], ['email', 'ada@example.com']]);
    expect(raw.entities[1]).toMatchObject({ parent: 0, via: 'worksFor', props: [{ name: 'name', value: 'Example Works' }] });
  });

  it('reads RDFa Lite', async () => {
    const raw = await read('<div vocab="https://schema.org/" typeof="Person"><span property="name">Ada Example</span><span property="worksFor" typeof="Organization"><i property="name">Example Works</i></span></div>');
    expect(raw.entities.map((e) => [e.method, e.types[0], e.props[0]?.value, e.via])).toEqual([['rdfa', 'Person', 'Ada Example', undefined], ['rdfa', 'Organization', 'Example Works', 'worksFor']]);
  });

  it('reads h-card and the older vCard classes, and ignores those classes outside a card', async () => {
    const raw = await read('<p class="title">Not a card</p><div class="h-card"><a class="p-name u-url" href="/ada">Ada Example</a><span class="p-job-title">Buyer</span></div><div class="vcard"><span class="fn org">Example Works</span><span class="tel">0113 496 0100</span></div>');
    expect(raw.entities).toHaveLength(2);
    expect(raw.entities[0]?.props.map((p) => [p.name, p.value])).toContainEqual(['name', 'Ada Example']);
    expect(raw.entities[0]?.props.map((p) => [p.name, p.value])).toContainEqual(['url', 'https://www.example-works.example/ada']);
    expect(raw.entities[1]?.props.map((p) => p.name)).toEqual(expect.arrayContaining(['fn', 'org', 'tel']));
  });

  it('keeps only the meta tags that say something about the subject', async () => {
    expect((await read('<meta property="og:type" content="profile"><meta name="viewport" content="width=1"><meta name="Description" content="About"><meta name="csrf-token" content="secret">')).metas).toEqual([
      { name: 'og:type', content: 'profile' },
      { name: 'description', content: 'About' },
    ]);
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['<a href="mailto:Ada%40example.com?subject=x">write</a>', 'Ada@example.com', 'mailto'],
    ['<p>Mail ada.example+x@mail.example.co.uk.</p>', 'ada.example+x@mail.example.co.uk', 'text'],
    ['<p>Email<b>ada@example.com</b>Phone</p>', 'ada@example.com', 'text'],
    ['<p>ada<span>@</span>example.com</p>', 'ada@example.com', 'text'],
    ['<p>&#97;da&#64;example.com</p>', 'ada@example.com', 'text'],
    ['<p>ada [at] example [dot] com</p>', 'ada@example.com', 'spelt'],
    ['<p>ada (at) mail.example.com</p>', 'ada@mail.example.com', 'spelt'],
    ['<p>ada at example dot com</p>', 'ada@example.com', 'spelt'],
    ['<p>contact [put the at sign here] example.org</p>', 'contact@example.org', 'spelt'],
    ['<span class="__cf_email__" data-cfemail="5a3b3e3b1a3f223b372a363f74393537">x</span>', 'ada@example.com', 'cloudflare'],
  ])('%s', async (html, value, how) => {
    expect(finds(await read(html), 'email')).toEqual([expect.objectContaining({ value, how })]);
  });

  it('sees none where there is none', async () => {
    expect(await values('<p>Meet us at the fair. @example on X. a@b. info@example, logo@2x. Arrive at noon (at the gate).</p><input placeholder="you@example.com"><script>var a="x@example.com"</script>', 'email')).toEqual([]);
  });

  it('decodes what Cloudflare hides, and nothing else', () => {
    const hide = (text: string, key: number): string => [key, ...[...text].map((c) => c.charCodeAt(0) ^ key)].map((n) => n.toString(16).padStart(2, '0')).join('');
    expect(decodeCloudflare(hide('ada@example.com', 0x5a))).toBe('ada@example.com');
    expect(decodeCloudflare('zz')).toBeNull();
    expect(decodeCloudflare(hide('no address', 1))).toBeNull();
  });
});

describe('telephone numbers', () => {
  it('brings the words that tell a fax from a phone', async () => {
    const found = finds(await read('<p>Tel: 0113 496 0100 Fax: 0113 496 0109</p><dl><dt>Mobile</dt><dd>+44 7700 900123</dd></dl><a href="tel:+441134960123">Call</a>'), 'phone');
    expect(found.map((f) => [f.value, f.how])).toEqual([['+441134960123', 'tel'], ['0113 496 0100', 'text'], ['0113 496 0109', 'text'], ['+44 7700 900123', 'text']]);
    expect(found[1]?.label).toMatch(/Tel:/);
    expect(found[2]?.label).toMatch(/Fax:/);
    expect(found[3]?.label).toBe('Mobile');
  });

  it('does not take dates, ranges, versions, coordinates or addresses of machines for numbers', async () => {
    expect(await values('<p>12.05.2024, 2010-2014, 192.168.100.1, 53.801277, 10-20-2030, 84065-1234</p>', 'phone')).toEqual([]);
  });

  it('keeps two numbers in one line apart', async () => {
    expect(await values('<p>Phone 800.555.0100 / 800.555.0101</p>', 'phone')).toEqual(['800.555.0100', '800.555.0101']);
  });
});

describe('text', () => {
  it('finds postal addresses over lines and in one', async () => {
    expect(await values('<p>12 Kiln Lane<br>Leeds LS1 4AB<br>United Kingdom</p>', 'address')).toEqual(['12 Kiln Lane, Leeds LS1 4AB, United Kingdom']);
    expect(await values('<p>Example Works, Suite 5, 100 Main Street, Austin, TX 78701 | Tel 512 555 0100</p>', 'address')).toEqual(['Example Works, Suite 5, 100 Main Street, Austin, TX 78701']);
    expect(await values('<div>Beispielstraße 8</div><div>22089 Hamburg</div>', 'address')).toEqual(['Beispielstraße 8, 22089 Hamburg']);
    expect(await values('<p>In 12345 Cases we were right.</p>', 'address')).toEqual([]);
  });

  it('finds facts with labels in lists, tables and lines', async () => {
    const pairs = finds(await read('<main><dl><dt>Position</dt><dd>Buyer</dd></dl><table><tr><th>Industry</th><td>Ceramics</td></tr></table><p>Founded: 1987</p><p>Email:</p><p>Title: *</p></main>'), 'pair');
    expect(pairs.map((p) => [p.how, p.value])).toEqual([['title', 'Buyer'], ['industry', 'Ceramics'], ['founded', '1987']]);
  });

  it('keeps profiles and websites, and tells site chrome from content', async () => {
    const links = finds(await read('<main><a rel="me" href="https://social.example/@ada">me</a><a href="https://www.linkedin.com/in/ada">in</a><p>Website: <a href="https://ada.example.com">ada.example.com</a></p><a href="https://other.example/article">Read</a></main><footer><a href="https://x.com/exampleworks">X</a></footer>'), 'link');
    expect(links.map((l) => [l.how, l.zone])).toEqual([['rel-me', 'main'], ['social', 'main'], ['website', 'main'], ['social', 'footer']]);
  });

  it('reads open shadow roots and gives a selector through them', async () => {
    const doc = documentOf('<div id="host"></div>', URL_OF_PAGE);
    const root = doc.querySelector('#host')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<p>one</p><p>ada@example.com</p>';
    expect(finds(await readRaw(doc), 'email')).toEqual([expect.objectContaining({ value: 'ada@example.com', selector: '#host >>> p:nth-of-type(2)' })]);
  });

  it('does not read what is hidden by attribute, scripts, styles and forms', async () => {
    expect(await values('<p hidden>a@example.com</p><template><p>b@example.com</p></template><style>c@example.com{}</style><textarea>d@example.com</textarea><noscript>e@example.com</noscript>', 'email')).toEqual([]);
  });
});

describe('evidence', () => {
  it('gives selectors that each meet exactly the element they were made for', async () => {
    const doc = documentOf('<main><section id="a"><p>x</p><p>one@example.com</p></section><section id="dup"><p>two@example.com</p></section><section id="dup"><p>three@example.com</p></section></main>', URL_OF_PAGE);
    for (const find of finds(await readRaw(doc), 'email')) {
      const met = doc.querySelectorAll(find.selector ?? 'none');
      expect(met).toHaveLength(1);
      expect(met[0]?.textContent).toBe(find.value);
    }
  });
});

describe('limits', () => {
  it('stops at the deadline and says so', async () => {
    const doc = documentOf(`<h1>Ada Example</h1>${'<p>text</p>'.repeat(3_000)}`, URL_OF_PAGE);
    let time = 0;
    const raw = await readPage(doc, { budgetMs: 20 }, { now: () => time++, pause: () => Promise.resolve() });
    expect(raw.truncated).toBe(true);
    expect(raw.elements).toBeLessThan(12_000);
    expect(finds(raw, 'heading')).toHaveLength(1);
  });

  it('stops at the element limit', async () => {
    const doc = documentOf('<h1>Ada Example</h1>', URL_OF_PAGE);
    const box = doc.createElement('div');
    for (let i = 0; i < CAPTURE_ELEMENTS + 50; i++) box.append(doc.createElement('i'));
    doc.body.append(box);
    const raw = await readPage(doc, {}, stillClock);
    expect(raw).toMatchObject({ truncated: true, elements: CAPTURE_ELEMENTS });
    expect(finds(raw, 'heading')[0]?.value).toBe('Ada Example');
  });

  it('takes ten megabytes of text in one node, and the address that stands before them', async () => {
    const doc = documentOf('<p>ada@example.com</p><p id="big"></p><a href="mailto:late@example.com">late</a>', URL_OF_PAGE);
    doc.querySelector('#big')!.textContent = 'lorem ipsum 1 2 3 '.repeat(600_000);
    const raw = await readRaw(doc);
    expect(raw.truncated).toBe(true);
    expect(finds(raw, 'email').map((f) => f.value).sort()).toEqual(['ada@example.com', 'late@example.com']);
  });
});

it('shows the whole line below a name as its evidence, not the first piece of it', async () => {
  const [line] = finds(await read('<main><h1>Ada Example</h1><p class="lead"><span>Head of Operations</span>, <a href="/">Example Works</a></p></main>'), 'subline');
  expect(line).toMatchObject({ value: 'Head of Operations, Example Works', text: 'Head of Operations, Example Works' });
  expect(line?.selector).toMatch(/p:nth-of-type\(1\)$/);
});
