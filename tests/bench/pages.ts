/** Pages of invented people with a known number of elements, in the kinds that a reader meets. */

export type PageKind = 'company' | 'cards' | 'table' | 'flat';
export const PAGE_KINDS: readonly PageKind[] = ['company', 'cards', 'table', 'flat'];

interface Kind {
  /** One repeated part and how many elements it has. */
  readonly part: (i: number) => string;
  readonly size: number;
  readonly around: (parts: string) => string;
}

const two = (i: number): string => String(i % 100).padStart(2, '0');
const phone = (i: number): string => `0113 496 ${String(i % 1000).padStart(4, '0')}`;

const KINDS: Readonly<Record<PageKind, Kind>> = {
  company: { part: companyPart, size: 54, around: (parts) => `<h1>Example Works</h1>${parts}` },
  cards: { part: card, size: 12, around: (parts) => `<h1>Our people</h1><div class="grid">${parts}</div>` },
  table: { part: row, size: 8, around: (parts) => `<h1>Members</h1><table><thead><tr><th>Name</th><th>Role</th><th>Town</th><th>Phone</th><th>E-mail</th></tr></thead><tbody>${parts}</tbody></table>` },
  flat: { part: flat, size: 7, around: (parts) => `<h1>Register</h1><div id="content">${parts}</div>` },
};

/** A page with about `elements` elements. */
export function generatedPage(kind: PageKind, elements: number): string {
  const { part, size, around } = KINDS[kind];
  const parts: string[] = [];
  for (let i = 0; i < Math.max(3, Math.round((elements - 30) / size)); i++) parts.push(part(i));
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Example Works | People</title><meta name="description" content="Example Works makes tiles in Leeds.">
<meta property="og:site_name" content="Example Works"><meta property="og:title" content="People"><link rel="canonical" href="https://www.example-works.example/people">${kind === 'company' ? jsonLd(parts.length) : ''}</head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/people">People</a></li><li><a href="/contact">Contact</a></li></ul></nav></header><main>${around(parts.join('\n'))}</main>
<footer><address>12 Kiln Lane<br>Leeds LS1 4AB</address><p>Tel: 0113 496 0100, Fax: 0113 496 0109, <a href="mailto:hello@example-works.example">hello@example-works.example</a></p>
<p><a href="https://www.linkedin.com/company/example-works">LinkedIn</a> <a href="https://x.com/exampleworks">X</a></p><p>© 2026 Example Works Ltd</p></footer></body></html>`;
}

function jsonLd(parts: number): string {
  const employee = Array.from({ length: Math.min(parts, 200) }, (_, i) => ({ '@type': 'Person', '@id': `#p${i}`, name: `Person Example${i}`, jobTitle: 'Buyer', email: `person.${i}@example-works.example` }));
  const organization = { '@type': 'Organization', '@id': '#org', name: 'Example Works', url: 'https://www.example-works.example/', telephone: '0113 496 0100', address: { '@type': 'PostalAddress', streetAddress: '12 Kiln Lane', addressLocality: 'Leeds', postalCode: 'LS1 4AB' }, employee };
  return `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite', name: 'Example Works' }, organization] })}</script>`;
}

/** A part of a company's page: a person in microdata, one in RDFa, one as h-card, and text with contacts. */
function companyPart(i: number): string {
  return `<section class="block block--${i % 5}" id="part-${i}"><h2 class="block__title">Department ${i}</h2>
  <div class="person" itemscope itemtype="https://schema.org/Person"><img class="avatar" itemprop="image" src="/p${i}.jpg" alt="Person Example${i}"><h3 itemprop="name">Person Example${i}</h3>
    <p class="job-title" itemprop="jobTitle">Buyer of <b>ceramics</b></p><p>Tel: <a itemprop="telephone" href="tel:${phone(i).replaceAll(' ', '')}">${phone(i)}</a></p><p><a itemprop="email" href="mailto:person.${i}@example-works.example">person.${i}@example-works.example</a></p>
    <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="streetAddress">${i + 1} Kiln Lane</span>, <span itemprop="addressLocality">Leeds</span> <span itemprop="postalCode">LS1 4AB</span></div></div>
  <div vocab="https://schema.org/" typeof="Person" class="person"><span property="name">Other Example${i}</span> <span property="jobTitle">Planner</span> <a property="url" href="https://www.example-works.example/p/${i}">Page</a><span property="telephone">${phone(i + 7)}</span></div>
  <div class="h-card"><a class="p-name u-url" href="https://www.example-works.example/h/${i}">Third Example${i}</a> <span class="p-job-title">Glazer</span> <span class="p-org">Example Works</span> <a class="u-email" href="mailto:third.${i}@example-works.example">mail</a></div>
  <div class="text"><p>Founded in 19${two(i)} by <em>two potters</em>, the department fires <strong>${i % 90} kilns</strong> a week and sends tiles to ${i % 30} countries. <a href="/works/${i}">Read more</a></p>
    <p>Ask for the catalogue by post or at the counter: Monday to Friday, 9 to 17. <span>The yard is open on Saturdays.</span></p>
    <ul class="list"><li>Opening: <time>09:00</time></li><li>Counter: <b>${i % 40}</b></li><li>Fax: ${phone(i + 3)}</li><li>Order no. ${i}-77</li></ul>
    <dl><dt>Industry</dt><dd>Ceramics</dd><dt>Employees</dt><dd>${i + 10}</dd></dl>
    <div class="tags"><span class="tag">tiles</span> <span class="tag">glazes</span> <span class="tag">bricks</span> <i class="icon icon-x"></i><i class="icon icon-y"></i></div>
    <div class="ask"><label>Ask us <input name="q${i}"></label><button type="button">Send</button></div></div></section>`;
}

function card(i: number): string {
  return `<article class="card card--${i % 3}"><a class="card__link" href="/people/${i}"><img class="card__photo" src="/p${i}.jpg" alt=""></a><h3 class="card__name">Person Example${i}</h3>
<p class="card__role">Buyer of <b>ceramics</b></p><p class="card__org">Example Works, Leeds</p><ul class="card__contact"><li><a href="tel:${phone(i).replaceAll(' ', '')}">${phone(i)}</a></li><li><a href="mailto:person.${i}@example-works.example">Mail</a></li></ul></article>`;
}

function row(i: number): string {
  return `<tr class="${i % 2 ? 'odd' : 'even'}"><td><a href="/members/${i}">Person Example${i}</a></td><td>Buyer</td><td>Leeds</td><td>${phone(i)}</td><td><a href="mailto:person.${i}@example-works.example">person.${i}@example-works.example</a></td></tr>`;
}

function flat(i: number): string {
  return `<h3>Person Example${i}</h3><p>Buyer of ceramics since 19${two(i)}<br>Example Works, Leeds</p><p>Tel. ${phone(i)} <a href="mailto:person.${i}@example-works.example">Mail</a></p><hr>`;
}
