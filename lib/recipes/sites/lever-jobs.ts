import type { Recipe } from '../../contracts/recipe.ts';

/** Open positions of a company on Lever: one page, grouped by department; the same markup since about 2017. The company is the board's name in the address. */
const recipe: Recipe = {
  format: 1,
  id: 'lever-jobs',
  version: 1,
  name: 'Lever postings',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://jobs.lever.co/:board' }, { url: 'https://jobs.eu.lever.co/:board' }],
  priority: 0,
  proof: { verified: false, assumes: 'The postings as parsers of 2018 to 2026 in public repositories read them: .postings-group > .posting[data-qa-posting-id], a.posting-title with h5[data-qa="posting-name"] and .posting-categories with .sort-by-location, .sort-by-team, .sort-by-commitment. No whole page was at hand.' },
  guards: ['.posting a.posting-title h5[data-qa="posting-name"]'],
  rows: [{ from: 'elements', record: '.posting:has(a.posting-title)' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ from: 'url', variable: 'board' }] },
    { key: 'position', name: 'Position', type: 'text', field: null, sources: [{ from: 'element', selector: 'h5[data-qa="posting-name"]', read: 'text' }] },
    { key: 'place', name: 'Place', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.posting-categories .sort-by-location, .posting-categories .location', read: 'text' }] },
    { key: 'team', name: 'Team', type: 'text', field: null, sources: [{ from: 'element', selector: '.posting-categories .sort-by-team, .posting-categories .department', read: 'text' }] },
    { key: 'commitment', name: 'Commitment', type: 'text', field: null, sources: [{ from: 'element', selector: '.posting-categories .sort-by-commitment, .posting-categories .commitment', read: 'text' }] },
    { key: 'workplace', name: 'Workplace', type: 'text', field: null, sources: [{ from: 'element', selector: '.posting-categories .workplaceTypes', read: 'text', transforms: [{ do: 'match', pattern: '^\\w[\\w-]+' }] }] },
    { key: 'job', name: 'Job page', type: 'url', field: null, sources: [{ from: 'element', selector: 'a.posting-title', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 2000 },
  required: ['position', 'job'],
};
export default recipe;
