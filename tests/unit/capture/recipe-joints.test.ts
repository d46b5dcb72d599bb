import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { select } from '../../../lib/capture/reader/recipe-page.ts';

it('selectors of recipes lead into open shadow roots, from the page and from a record', () => {
  const { document } = new JSDOM('<!doctype html><x-app></x-app><x-app></x-app>').window;
  for (const [i, host] of document.querySelectorAll('x-app').entries()) host.attachShadow({ mode: 'open' }).innerHTML = `<ul><li><x-name></x-name></li></ul><b>${i}</b>`;
  document.querySelectorAll('x-app')[1]?.shadowRoot?.querySelector('x-name')?.attachShadow({ mode: 'open' }).append('Ada');
  const texts = (found: readonly Element[]): string[] => found.map((element) => element.shadowRoot?.textContent ?? element.textContent ?? '');
  expect(texts(select(document, 'x-app >>> b', 10))).toEqual(['0', '1']);
  expect(texts(select(document, 'x-app >>> b', 1))).toEqual(['0']);
  const [, second] = document.querySelectorAll('x-app');
  expect(texts(select(second ? [second] : [], ':scope >>> b', 10))).toEqual(['1']);
  expect(texts(select(second ? [second] : [], ':scope >>> ul > li > x-name', 10))).toEqual(['Ada']);
  expect(select(document, 'ul >>> b', 10)).toEqual([]);
  expect(select(document, 'x-app >>> >>> b', 10)).toEqual([]);
});
