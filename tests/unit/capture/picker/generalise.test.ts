import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { listsOfOne, listsOfTwo } from '../../../../lib/capture/picker/generalise.ts';
import { selectAll } from '../../../../lib/capture/reader/shadow.ts';

const documentOf = (body: string): Document => new JSDOM(`<!doctype html><html><body>${body}</body></html>`).window.document;
const all = (doc: Document, css: string): Element[] => [...doc.querySelectorAll(css)];

/** The records that two examples mean, as the texts of their first lines. */
function meant(first: Element | undefined, second: Element | undefined): { record: string; names: (string | undefined)[]; span: boolean } {
  const [shape] = first && second ? listsOfTwo(first, second) : [];
  if (!shape) throw new Error('no list');
  return { record: shape.record, span: shape.span, names: selectAll(shape.container, shape.record).map((record) => record.textContent?.trim().split(/\s{2,}/)[0]) };
}
const card = (name: string, inside = ''): string => `<li class="member card"><h3><a href="/p">${name}</a></h3>  <p class="role">Founder</p>${inside}</li>`;

describe('two examples make a list', () => {
  it('of cards, from their names', () => {
    const doc = documentOf(`<ul class="members">${['Ada', 'Ben', 'Cleo', 'Dara'].map((n) => card(n)).join('')}</ul>`);
    const [a, , c] = all(doc, 'a');
    expect(meant(a, c)).toEqual({ record: ':scope > li.member', names: ['Ada', 'Ben', 'Cleo', 'Dara'], span: false });
  });

  it('from two different things of two cards', () => {
    const doc = documentOf(`<ul>${['Ada', 'Ben', 'Cleo'].map((n) => card(n)).join('')}</ul>`);
    expect(meant(all(doc, 'a')[0], all(doc, '.role')[1]).names).toEqual(['Ada', 'Ben', 'Cleo']);
  });

  it('and leaves out what stands between them and is something else', () => {
    const doc = documentOf(`<div>${['Ada', 'Ben'].map((n) => `<div class="person"><b>${n}</b>  <i>Buyer</i></div>`).join('<div class="advert">Buy a kiln</div>')}<div class="person"><b>Cleo</b>  <i>Buyer</i></div></div>`);
    expect(meant(all(doc, 'b')[0], all(doc, 'b')[1]).names).toEqual(['Ada', 'Ben', 'Cleo']);
  });

  it('although one of them is sponsored, odd or the first', () => {
    const doc = documentOf(`<div>${['Ada', 'Ben', 'Cleo', 'Dara'].map((n, i) => `<div class="${i % 2 ? 'odd' : 'even'} ${i === 0 ? 'first sponsored' : ''} css-${i}a"><b>${n}</b>  <i>Buyer</i></div>`).join('')}</div>`);
    expect(meant(all(doc, 'b')[0], all(doc, 'b')[1]).names).toEqual(['Ada', 'Ben', 'Cleo', 'Dara']);
  });

  it('of a table without the row of its heads', () => {
    const doc = documentOf(`<table><tbody><tr><th>Name</th><th>City</th></tr>${['Ada', 'Ben', 'Cleo'].map((n) => `<tr><td>${n}</td>  <td>Leeds</td></tr>`).join('')}</tbody></table>`);
    expect(meant(all(doc, 'td')[0], all(doc, 'td')[2])).toMatchObject({ record: ':scope > tr:has(> td)', names: ['Ada', 'Ben', 'Cleo'] });
  });

  it('over all groups, when the examples stand in two of them', () => {
    const doc = documentOf(`<main><section><h2>North</h2><ul>${card('Ada')}${card('Ben')}</ul></section><section><h2>South</h2><ul>${card('Cleo')}${card('Dara')}${card('Emil')}</ul></section></main>`);
    const [a, , c] = all(doc, 'a');
    expect(meant(a, c)).toMatchObject({ record: ':scope > section > ul > li.member', names: ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil'] });
  });

  it('of the records and not of the tags in them', () => {
    const tags = '<ul><li><a href="/t">Glass</a></li><li><a href="/u">Tile</a></li></ul>';
    const doc = documentOf(`<div>${['Ada', 'Ben', 'Cleo'].map((n) => `<article><h3>${n}</h3>  ${tags}</article>`).join('')}</div>`);
    expect(meant(all(doc, 'article li a')[0], all(doc, 'article li a')[3]).names).toEqual(['Ada', 'Ben', 'Cleo']);
    expect(listsOfTwo(all(doc, 'article li a')[0] as Element, all(doc, 'article li a')[3] as Element).map((s) => s.count)).toEqual([3, 6]);
  });

  it('of the rows and not of their cells, however much stands in a cell', () => {
    const row = (n: string): string => `<tr class="r"><td class="c"><b>${n}</b> <i>Founder</i></td><td class="c"><a href="/x">Leeds</a> <em>Yard</em> <span>3</span></td><td class="c"><img src="data:," alt=""><u>Open</u></td></tr>`;
    const doc = documentOf(`<table><tbody>${['Ada', 'Ben', 'Cleo', 'Dara'].map(row).join('')}</tbody></table>`);
    expect(meant(all(doc, 'b')[0], all(doc, 'b')[2])).toMatchObject({ record: ':scope > tr' });
  });

  it('of records that go on over two rows of a table', () => {
    const pair = (n: string): string => `<tr><td><h4><a href="/x">${n}</a></h4></td><td><img src="data:," alt=""></td></tr><tr><td colspan="2"><p>Founder <em>Leeds</em></p></td></tr>`;
    const doc = documentOf(`<table><tbody>${['Ada', 'Ben', 'Cleo', 'Dara'].map(pair).join('')}</tbody></table>`);
    expect(meant(all(doc, 'a')[0], all(doc, 'a')[1])).toMatchObject({ record: ':scope > tr:nth-of-type(2n+1)', span: true, names: ['Ada', 'Ben', 'Cleo', 'Dara'] });
  });

  it('at different depths by the words they share', () => {
    const doc = documentOf(`<div class="wall"><div class="lead-story"><div><div class="person"><b>Ada</b>  <i>Founder</i></div></div></div>${['Ben', 'Cleo'].map((n) => `<section><div class="person"><b>${n}</b>  <i>Buyer</i></div></section>`).join('')}</div>`);
    expect(meant(all(doc, 'b')[0], all(doc, 'b')[1]).names).toEqual(['Ada', 'Ben', 'Cleo']);
  });

  it('of records that go on over their siblings', () => {
    const doc = documentOf(`<div>${['Ada', 'Ben', 'Cleo'].map((n) => `<h3>${n}</h3><p>Founder</p><p>Leeds</p>`).join('')}</div>`);
    expect(meant(all(doc, 'h3')[0], all(doc, 'h3')[1])).toMatchObject({ record: ':scope > h3', span: true, names: ['Ada', 'Ben', 'Cleo'] });
  });

  it('of components whose examples stand in shadow roots', () => {
    const doc = documentOf('<div id="all"><x-card></x-card><x-card></x-card><x-card></x-card></div>');
    for (const [i, host] of all(doc, 'x-card').entries()) host.attachShadow({ mode: 'open' }).innerHTML = `<b>${['Ada', 'Ben', 'Cleo'][i]}</b><i>Founder</i>`;
    const [a, b] = all(doc, 'x-card').map((host) => host.shadowRoot?.querySelector('b') as Element);
    const [shape] = listsOfTwo(a as Element, b as Element);
    expect(shape).toMatchObject({ record: ':scope > x-card', count: 3 });
  });

  it('but not when one holds the other', () => {
    const doc = documentOf(`<ul>${card('Ada')}${card('Ben')}</ul>`);
    expect(listsOfTwo(all(doc, 'li')[0] as Element, all(doc, 'a')[0] as Element)).toEqual([]);
    expect(listsOfTwo(all(doc, 'a')[0] as Element, all(doc, 'a')[0] as Element)).toEqual([]);
  });
});

describe('one example proposes a list', () => {
  it('of the cards around it', () => {
    const doc = documentOf(`<nav><a href="/">Home</a><a href="/x">About</a></nav><ul>${['Ada', 'Ben', 'Cleo', 'Dara'].map((n) => card(n)).join('')}</ul>`);
    expect(listsOfOne(all(doc, 'li a')[1] as Element)[0]).toMatchObject({ record: ':scope > li.member', count: 4 });
  });
  it('of the cards and not of the tags, and of a card that has tags', () => {
    const doc = documentOf(`<ul>${['Ada', 'Ben', 'Cleo', 'Dara'].map((n) => card(n, '<span>Glass</span><span>Tile</span><span>Clay</span>')).join('')}</ul>`);
    expect(listsOfOne(all(doc, 'span')[1] as Element)[0]).toMatchObject({ count: 4 });
  });
  it('of all groups', () => {
    const doc = documentOf(`<main><section><h2>North</h2><ul>${card('Ada')}${card('Ben')}${card('Bo')}</ul></section><section><h2>South</h2><ul>${card('Cleo')}${card('Dara')}${card('Emil')}</ul></section></main>`);
    expect(listsOfOne(all(doc, 'a')[0] as Element).map((shape) => shape.count).slice(0, 2).toSorted((a, b) => a - b)).toEqual([3, 6]);
  });
  it('of nothing, when there is nothing like it', () => {
    const doc = documentOf('<main><h1>Ada</h1><p>Founder</p></main>');
    expect(listsOfOne(all(doc, 'h1')[0] as Element)).toEqual([]);
  });
});
