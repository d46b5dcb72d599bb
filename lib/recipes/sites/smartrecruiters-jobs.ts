import type { Recipe } from '../../contracts/recipe.ts';

/** Open positions of a company on SmartRecruiters, grouped by place or department (2020 to 2026). The heading of a group is no part of its rows, so the place is not read; the company is the board's name in the address. */
const recipe: Recipe = {
  format: 1,
  id: 'smartrecruiters-jobs',
  version: 1,
  name: 'SmartRecruiters job board',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://careers.smartrecruiters.com/:board' }],
  priority: 0,
  proof: { verified: false, assumes: 'The openings as ten parsers of 2021 to 2026 in public repositories read them: #st-openings, section.opening--grouped, li.opening-job with a[href*="jobs.smartrecruiters.com"], h4.job-title and p.job-desc. No whole page was at hand.' },
  guards: ['section.opening--grouped li.opening-job a[href*="smartrecruiters.com/"] h4'],
  rows: [{ from: 'elements', record: 'section.opening--grouped li.opening-job' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ from: 'url', variable: 'board' }] },
    { key: 'position', name: 'Position', type: 'text', field: null, sources: [{ from: 'element', selector: 'h4.job-title, h4.details-title', read: 'text' }] },
    { key: 'employment', name: 'Employment', type: 'text', field: null, sources: [{ from: 'element', selector: '.job-desc', read: 'text' }] },
    { key: 'job', name: 'Job page', type: 'url', field: null, sources: [{ from: 'element', selector: 'a[href*="smartrecruiters.com/"]', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 2000 },
  required: ['position', 'job'],
};
export default recipe;
