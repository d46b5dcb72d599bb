import type { Recipe } from '../../contracts/recipe.ts';

/** Authors of a paper on arXiv: links that search for the author, in a long list some of them folded away (2026). Affiliations are not marked on the page. */
const recipe: Recipe = {
  format: 1,
  id: 'arxiv-authors',
  version: 1,
  name: 'arXiv authors of a paper',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://arxiv.org/abs/:paper' }, { url: 'https://arxiv.org/abs/:archive/:paper' }],
  priority: 0,
  proof: { verified: true, source: 'arXiv/arxiv-browse, browse/templates/abs/abs.html and author_links.html at 26f634fb (2026-06-29)' },
  guards: ['#abs > .authors > .descriptor', '#abs .authors a[href*="searchtype=author"]'],
  rows: [{ from: 'elements', container: '#abs .authors', record: 'a[href*="searchtype=author"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: ':scope', read: 'text' }] },
    { key: 'papers', name: 'Papers', type: 'url', field: null, sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 5000 },
  required: ['name'],
};
export default recipe;
