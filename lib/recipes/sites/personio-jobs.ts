import type { Recipe } from '../../contracts/recipe.ts';

/** Open positions of a company on Personio: boxes that are links, with title and a line of office and contract (2021 to 2026). The company is the first part of the host. */
const recipe: Recipe = {
  format: 1,
  id: 'personio-jobs',
  version: 1,
  name: 'Personio job board',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://:board.jobs.personio.de/' }, { url: 'https://:board.jobs.personio.com/' }],
  priority: 0,
  proof: { verified: false, assumes: 'The boxes as eight parsers of 2021 to 2026 in public repositories read them: a.job-box-link.job-box[data-job-position-id] with .jb-title and .multi-offices-desktop (place after the last middle dot). No whole page was at hand.' },
  guards: ['a.job-box-link[href*="/job/"]', 'a.job-box-link .jb-title'],
  rows: [{ from: 'elements', record: 'a.job-box-link' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ from: 'url', variable: 'board' }] },
    { key: 'position', name: 'Position', type: 'text', field: null, sources: [{ from: 'element', selector: '.jb-title', read: 'text' }] },
    { key: 'place', name: 'Place', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.multi-offices-desktop', read: 'text', transforms: [{ do: 'part', by: '·', index: -1 }] }] },
    { key: 'job', name: 'Job page', type: 'url', field: null, sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 2000 },
  required: ['position', 'job'],
};
export default recipe;
