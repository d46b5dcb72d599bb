import { describe, expect, it } from 'vitest';
import type { RawEntity } from '../../../../lib/contracts/raw-capture.ts';
import { documentOf, readRaw } from '../support.ts';

/**
 * The cases of the microformats2 test suite for h-card (microformats.org/wiki/microformats2-parsing, tests of the parsers),
 * transcribed with invented people. Parsers of that suite give every property; here they are the reader's raw properties.
 */
const BASE = 'https://www.example.com/';
async function cards(html: string): Promise<RawEntity[]> {
  return (await readRaw(documentOf(html, BASE))).entities.filter((entity) => entity.method === 'hcard');
}
async function first(html: string): Promise<Record<string, string[]>> {
  return propsOf((await cards(html))[0]);
}
function propsOf(entity: RawEntity | undefined): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { name, value } of entity?.props ?? []) (out[name === 'implied-name' ? 'name' : name] ??= []).push(value);
  return out;
}

describe('h-card: implied properties', () => {
  it.each([
    ['just a name', '<p class="h-card">Ada Example</p>', { name: ['Ada Example'] }],
    ['just a link', '<a class="h-card" href="https://ada.example.com/">Ada Example</a>', { name: ['Ada Example'], url: ['https://ada.example.com/'] }],
    ['a link with a relative address', '<a class="h-card" href="/ada">Ada Example</a>', { name: ['Ada Example'], url: ['https://www.example.com/ada'] }],
    ['a picture', '<img class="h-card" alt="Ada Example" src="/ada.png">', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'] }],
    ['an area', '<area class="h-card" href="/ada" alt="Ada Example" shape="rect" coords="0,0,1,1">', { name: ['Ada Example'], url: ['https://www.example.com/ada'] }],
    ['an abbreviation', '<abbr class="h-card" title="Ada Example">AE</abbr>', { name: ['Ada Example'] }],
    ['only child a picture', '<div class="h-card"><img src="/ada.png" alt="Ada Example"></div>', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'] }],
    ['only child an abbreviation', '<div class="h-card"><abbr title="Ada Example">AE</abbr></div>', { name: ['Ada Example'] }],
    ['only child of the only child a picture', '<div class="h-card"><span><img src="/ada.png" alt="Ada Example"></span></div>', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'] }],
    ['a link around a picture', '<a class="h-card" href="/ada"><img src="/ada.png" alt="Ada Example"></a>', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'], url: ['https://www.example.com/ada'] }],
    ['a picture among other things', '<div class="h-card"><img src="/ada.png" alt=""> <p>Ada Example</p></div>', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'] }],
    ['only child a link', '<div class="h-card"><a href="/ada">Ada Example</a></div>', { name: ['Ada Example'], url: ['https://www.example.com/ada'] }],
    ['an object with data', '<object class="h-card-holder"></object><div class="h-card"><object data="/ada.png"></object>Ada Example</div>', { name: ['Ada Example'], photo: ['https://www.example.com/ada.png'] }],
  ])('%s', async (_, html, expected) => {
    expect(await first(html)).toEqual(expected);
  });

  it('a name is not implied beside another text property, nor an address beside an explicit one', async () => {
    expect(await first('<div class="h-card"><span class="p-org">Example Works</span> in Leeds</div>')).toEqual({ org: ['Example Works'] });
    expect(await first('<div class="h-card"><a class="u-url" href="/ada">Ada Example</a></div>')).toEqual({ name: ['Ada Example'], url: ['https://www.example.com/ada'] });
  });

  it('two pictures or two links imply nothing', async () => {
    expect(await first('<div class="h-card">Ada Example <img src="/a.png" alt=""><img src="/b.png" alt=""></div>')).toEqual({ name: ['Ada Example'] });
    expect(await first('<div class="h-card">Ada <a href="/a">x</a> <a href="/b">y</a></div>')).toMatchObject({ name: ['Ada x y'] });
  });
});

describe('h-card: properties', () => {
  it('p- takes text, alternative texts, titles and values', async () => {
    expect(
      await first(`<div class="h-card"><span class="p-name"><span class="p-given-name value">Ada</span> <abbr class="p-additional-name" title="Quentin">Q.</abbr> <span class="p-family-name value">Example</span></span>, <abbr class="p-honorific-suffix" title="Doctor">PhD</abbr>,
      <data class="p-nickname" value="adaq"></data><span><img class="p-note" src="/n.png" alt="Maker of tiles"></span></div>`),
    ).toEqual({ name: ['AdaExample'], 'given-name': ['Ada'], 'additional-name': ['Quentin'], 'family-name': ['Example'], 'honorific-suffix': ['Doctor'], nickname: ['adaq'], note: ['Maker of tiles'] });
  });

  it('u- takes addresses of links, pictures and objects, and text', async () => {
    expect(
      await first('<div class="h-card"><a class="u-url p-name" href="https://ada.example.com">Ada Example</a><img class="u-photo" src="/p.png" alt="x"><a class="u-email" href="mailto:ada@example.com">mail</a><span class="u-url">https://two.example.com/</span><object class="u-logo" data="/l.png"></object></div>'),
    ).toEqual({ url: ['https://ada.example.com/', 'https://two.example.com/'], name: ['Ada Example'], photo: ['https://www.example.com/p.png'], email: ['mailto:ada@example.com'], logo: ['https://www.example.com/l.png'] });
  });

  it('parts of a value carry the class value', async () => {
    expect(await first('<p class="h-card"><span class="p-name">Ada Example</span> <span class="p-tel"><span class="type">Home</span>: <span class="value">+44</span><span class="value">1134960100</span></span></p>')).toEqual({ name: ['Ada Example'], tel: ['+441134960100'] });
  });

  it('organisation of its own inside a card', async () => {
    const [ada, works] = await cards('<div class="h-card"><a class="p-name u-url" href="/ada">Ada Example</a> (<a class="p-org h-card" href="https://works.example.com/">Example Works</a>)</div>');
    expect(propsOf(ada)).toEqual({ name: ['Ada Example'], url: ['https://www.example.com/ada'] });
    expect(works).toMatchObject({ parent: ada?.id, via: 'org', types: ['hcard'] });
    expect(propsOf(works)).toEqual({ name: ['Example Works'], url: ['https://works.example.com/'] });
  });

  it('a postal address of its own inside a card', async () => {
    const [ada, address] = await cards('<div class="h-card"><span class="p-name">Ada Example</span><p class="p-adr h-adr"><span class="p-street-address">12 Kiln Lane</span>, <span class="p-locality">Leeds</span> <span class="p-postal-code">LS1 4AB</span> <span class="p-country-name">UK</span></p></div>');
    expect(address).toMatchObject({ parent: ada?.id, via: 'adr', types: ['adr'] });
    expect(propsOf(address)).toEqual({ 'street-address': ['12 Kiln Lane'], locality: ['Leeds'], 'postal-code': ['LS1 4AB'], 'country-name': ['UK'] });
  });

  it('plain class names mean nothing in a microformats2 card', async () => {
    expect(await first('<div class="h-card"><span class="p-name">Ada Example</span><h3 class="title">Menu</h3><span class="url">not an address</span></div>')).toEqual({ name: ['Ada Example'] });
  });

  it('a card inside a card without a property is not a property', async () => {
    const [, inner] = await cards('<div class="h-card"><span class="p-name">Ada Example</span><div class="h-card">Ben Sample</div></div>');
    expect(inner?.via).toBeUndefined();
    expect(propsOf(inner)).toEqual({ name: ['Ben Sample'] });
  });
});

describe('vCard class names of before', () => {
  it('name, organisation, address, telephone with type and value', async () => {
    const [ada, address] = await cards(
      `<div class="vcard"><a class="url fn" href="/ada">Ada Example</a><div class="org">Example Works</div><div class="adr"><span class="street-address">12 Kiln Lane</span><span class="locality">Leeds</span></div>
      <div class="tel"><span class="type">Work</span> <span class="value">0113 496 0100</span></div><div class="tel"><span class="type">Fax</span> <span class="value">0113 496 0109</span></div><a class="email" href="mailto:ada@example.com">write</a></div>`,
    );
    expect(propsOf(ada)).toEqual({ url: ['https://www.example.com/ada'], fn: ['Ada Example'], org: ['Example Works'], tel: ['0113 496 0100'], fax: ['0113 496 0109'], email: ['mailto:ada@example.com'] });
    expect(propsOf(address)).toEqual({ 'street-address': ['12 Kiln Lane'], locality: ['Leeds'] });
    expect(address).toMatchObject({ parent: ada?.id, via: 'adr' });
  });
});
