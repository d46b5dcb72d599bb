import type { Recipe } from '../../contracts/recipe.ts';

/** Organisations that publish on a data portal of CKAN: cards with picture, name and the start of a description (source of CKAN; the heading is h3 or h2 by its version). */
const hosts = ['demo.ckan.org', 'data.gov.ie', 'www.data.qld.gov.au', 'data.sa.gov.au', 'data.nsw.gov.au', 'catalogue.data.wa.gov.au', 'open.alberta.ca', 'data.ontario.ca', 'ckan.publishing.service.gov.uk'];
const recipe: Recipe = {
  format: 1,
  id: 'ckan-organisations',
  version: 1,
  name: 'CKAN organisations',
  kind: 'list',
  lead: 'company',
  match: hosts.map((host) => ({ url: `https://${host}/organization` })),
  priority: 0,
  proof: { verified: true, source: 'ckan/ckan, templates/organization/index.html at 0a21a677 and snippets/organization_item.html at cb1ef85a', assumes: 'A portal with a theme of its own keeps the markup of the list; where it does not, the guards keep silent.' },
  guards: ['.media-grid > li.media-item .media-heading', 'li.media-item > a.media-view[href*="/organization/"]'],
  rows: [{ from: 'elements', record: '.media-grid > li.media-item' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.media-heading', read: 'text' }] },
    { key: 'about', name: 'About', type: 'text', field: 'description', sources: [{ from: 'element', selector: 'p:not(.empty)', read: 'text' }] },
    { key: 'datasets', name: 'Datasets', type: 'text', field: null, sources: [{ from: 'element', selector: '.count', read: 'text', transforms: [{ do: 'match', pattern: '^\\d[\\d,.]*' }] }] },
    { key: 'profile', name: 'Page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a.media-view', read: 'href' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img.media-image:not([src*="placeholder"])', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name', 'profile'],
};
export default recipe;
