import type { Recipe } from '../../contracts/recipe.ts';

/** Open positions of a company on its Greenhouse job board: the form of 2024 and later, and the older one. The company is the board's name in the address. */
const recipe: Recipe = {
  format: 1,
  id: 'greenhouse-jobs',
  version: 1,
  name: 'Greenhouse job board',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://job-boards.greenhouse.io/:board' }, { url: 'https://job-boards.eu.greenhouse.io/:board' }, { url: 'https://boards.greenhouse.io/:board', not: { board: ['embed'] } }, { url: 'https://boards.eu.greenhouse.io/:board', not: { board: ['embed'] } }],
  priority: 0,
  proof: { verified: false, assumes: 'The rows as excerpts and parsers of 2024 to 2026 in public repositories show them: tr.job-post with a > p.body--medium and p.body--metadata, the page in ?page=; before that div.opening with a and span.location. No whole page was at hand.' },
  guards: ['tr.job-post a[href*="/jobs/"] p.body--medium, tr.job-post a[href*="gh_jid"] p.body--medium, .opening > a[data-mapped="true"], section.level-0 .opening > a[href*="/jobs/"]'],
  rows: [{ from: 'elements', record: 'tr.job-post' }, { from: 'elements', record: 'div.opening' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ from: 'url', variable: 'board' }] },
    { key: 'position', name: 'Position', type: 'text', field: null, sources: [{ from: 'element', selector: 'a p.body--medium', read: 'text' }, { from: 'element', selector: ':scope > a', read: 'text' }] },
    { key: 'place', name: 'Place', type: 'text', field: 'location', sources: [{ from: 'element', selector: 'a p.body--metadata', read: 'text' }, { from: 'element', selector: ':scope > span.location', read: 'text' }] },
    { key: 'job', name: 'Job page', type: 'url', field: null, sources: [{ from: 'element', selector: 'a[href]', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['position', 'job'],
};
export default recipe;
