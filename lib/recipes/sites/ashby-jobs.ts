import type { Recipe } from '../../contracts/recipe.ts';

/** Open positions of a company on Ashby. The page is made by a script from data that stands in it: `window.__appData` with the organisation and its postings (2026). */
const APP = { from: 'state', script: 'script:not([src])', variable: 'window.__appData' } as const;
const recipe: Recipe = {
  format: 1,
  id: 'ashby-jobs',
  version: 1,
  name: 'Ashby job board',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://jobs.ashbyhq.com/:board' }],
  priority: 0,
  proof: { verified: false, assumes: 'The data as tests and parsers of 2026 in public repositories show it: organization.name, organization.publicWebsite, jobBoard.jobPostings with id, title, locationName, workplaceType, employmentType, compensationTierSummary. No whole page was at hand.' },
  guards: ['#root', 'script:not([src])'],
  rows: [{ ...APP, path: '$.jobBoard.jobPostings' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ ...APP, path: '$.organization.name' }, { from: 'url', variable: 'board' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ ...APP, path: '$.organization.publicWebsite' }] },
    { key: 'position', name: 'Position', type: 'text', field: null, sources: [{ from: 'item', path: '$.title' }] },
    { key: 'place', name: 'Place', type: 'text', field: 'location', sources: [{ from: 'item', path: '$.locationName' }] },
    { key: 'workplace', name: 'Workplace', type: 'text', field: null, sources: [{ from: 'item', path: '$.workplaceType' }] },
    { key: 'employment', name: 'Employment', type: 'text', field: null, sources: [{ from: 'item', path: '$.employmentType' }] },
    { key: 'pay', name: 'Pay', type: 'text', field: null, sources: [{ from: 'item', path: '$.compensationTierSummary' }] },
    { key: 'job', name: 'Job number', type: 'text', field: null, sources: [{ from: 'item', path: '$.id' }] },
  ],
  expect: { minRows: 0, maxRows: 2000 },
  required: ['position'],
};
export default recipe;
