import type { Recipe } from '../../contracts/recipe.ts';

/**
 * One place on Google Maps. The lines of the place carry `data-item-id`: address, authority (the website) and
 * `phone:tel:…`. Structure as of April 2026; the labels that are cut off here end at a colon in every language.
 */
const recipe: Recipe = {
  format: 1,
  id: 'google-maps-place',
  version: 1,
  name: 'Google Maps place',
  kind: 'single',
  lead: 'company',
  match: [
    { url: 'https://google.com/maps/place/*' },
    { url: 'https://google.co.uk/maps/place/*' },
    { url: 'https://google.de/maps/place/*' },
    { url: 'https://google.fr/maps/place/*' },
    { url: 'https://google.es/maps/place/*' },
    { url: 'https://google.it/maps/place/*' },
    { url: 'https://google.nl/maps/place/*' },
    { url: 'https://google.be/maps/place/*' },
    { url: 'https://google.ch/maps/place/*' },
    { url: 'https://google.at/maps/place/*' },
    { url: 'https://google.ie/maps/place/*' },
    { url: 'https://google.pl/maps/place/*' },
    { url: 'https://google.se/maps/place/*' },
    { url: 'https://google.dk/maps/place/*' },
    { url: 'https://google.ca/maps/place/*' },
    { url: 'https://google.com.au/maps/place/*' },
    { url: 'https://google.co.in/maps/place/*' },
    { url: 'https://google.co.jp/maps/place/*' },
    { url: 'https://google.com.br/maps/place/*' },
    { url: 'https://google.com.mx/maps/place/*' },
  ],
  priority: 0,
  proof: { verified: true, source: 'bizkite-co/cocli, tests/data/maps.google.com/snapshots: places (item.html) of April 2026.' },
  guards: ['[role="main"][aria-label] h1', '[role="main"][aria-label] [data-item-id]'],
  fields: {
    name: [{ from: 'element', selector: '[role="main"][aria-label] h1', read: 'text' }],
    industry: [{ from: 'element', selector: '[role="main"][aria-label] button[jsaction$=".category"]', read: 'text' }],
    address: [{ from: 'element', selector: '[role="main"][aria-label] [data-item-id="address"]', read: 'aria-label', transforms: [{ do: 'match', pattern: '^[^:：]+[:：] ?(.+)$' }] }],
    phone: [{ from: 'element', selector: '[role="main"][aria-label] [data-item-id^="phone:tel:"]', read: 'data-item-id', transforms: [{ do: 'strip', text: 'phone:tel:' }] }],
    website: [{ from: 'element', selector: '[role="main"][aria-label] a[data-item-id="authority"]', read: 'href' }],
    domain: [{ from: 'element', selector: '[role="main"][aria-label] a[data-item-id="authority"]', read: 'href' }],
  },
  required: ['name'],
};
export default recipe;
