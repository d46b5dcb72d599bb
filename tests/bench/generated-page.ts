/** A page of invented people with a known number of elements: cards, a table, prose, a footer, structured data. */
export function generatedPage(elements: number): string {
  const cards: string[] = [];
  // One card with its table row is 21 elements, the rest of the page a few more.
  for (let i = 0; i < Math.floor(elements / 20.9); i++) cards.push(card(i));
  const people = cards.slice(0, 20).map((_, i) => ({ '@type': 'Person', name: `Person Example${i}`, jobTitle: 'Buyer' }));
  const data = JSON.stringify({ '@context': 'https://schema.org', '@type': 'Organization', name: 'Example Works', url: 'https://www.example-works.example/', employee: people });
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Example Works | People</title><meta property="og:site_name" content="Example Works"><script type="application/ld+json">${data}</script></head>
<body><header><nav><a href="/">Home</a><a href="/people">People</a></nav></header><main><h1>Example Works</h1>${cards.join('\n')}</main>
<footer><address>12 Kiln Lane<br>Leeds LS1 4AB</address><p>Tel: 0113 496 0100, Fax: 0113 496 0109, <a href="mailto:hello@example-works.example">hello@example-works.example</a></p></footer></body></html>`;
}

function card(i: number): string {
  const phone = `0113 496 ${String(i % 1000).padStart(4, '0')}`;
  return `<div class="card person-${i % 7}" id="p${i}" itemscope itemtype="https://schema.org/Person"><img class="avatar" src="/p${i}.jpg" alt="Person Example${i}">
<h3 itemprop="name">Person Example${i}</h3><p class="job-title" itemprop="jobTitle">Buyer of <b>ceramics</b></p><p class="org">Example Works, Leeds</p>
<ul><li>Tel: <a href="tel:${phone.replaceAll(' ', '')}">${phone}</a></li><li><a href="mailto:person.${i}@example-works.example">person.${i}@example-works.example</a></li><li><a href="https://www.linkedin.com/in/person-example${i}">LinkedIn</a></li></ul>
<table><tbody><tr><td>Since</td><td>${1990 + (i % 30)}</td></tr></tbody></table><p>Joined from a tile works in ${1990 + (i % 30)} and has looked after <em>${i % 9} kilns</em> since. <span>Ask for glazes.</span></p></div>`;
}
