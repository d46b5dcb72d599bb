import type { Recipe } from '../../contracts/recipe.ts';

/** Authors and contributors of a record on Zenodo and other repositories that run InvenioRDM: name, affiliations in the tip of the link, ORCID beside it (2026). */
const hosts = ['zenodo.org', 'sandbox.zenodo.org', 'data.caltech.edu', 'authors.library.caltech.edu', 'prism.northwestern.edu', 'ultraviolet.library.nyu.edu', 'repository.tugraz.at', 'researchdata.tuwien.ac.at'];
const recipe: Recipe = {
  format: 1,
  id: 'zenodo-creators',
  version: 1,
  name: 'Zenodo authors of a record',
  kind: 'list',
  lead: 'person',
  match: hosts.map((host) => ({ url: `https://${host}/records/:record` })),
  priority: 0,
  proof: { verified: true, source: 'inveniosoftware/invenio-app-rdm, records_ui templates records/details/creatibutors.html and records/macros/creatibutors.html at 4e2fc9bd (2026-06-30)' },
  guards: ['ul.creatibutors > li.creatibutor-wrap > a.creatibutor-link .creatibutor-name'],
  rows: [{ from: 'elements', record: 'ul.creatibutors > li.creatibutor-wrap' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.creatibutor-name', read: 'text', transforms: [{ do: 'replace', pattern: ' ?\\([^)]*\\)$', with: '' }] }] },
    { key: 'lastName', name: 'Last name', type: 'text', field: 'lastName', sources: [{ from: 'element', selector: '.creatibutor-name', read: 'text', transforms: [{ do: 'match', pattern: '^([^,]+), ' }] }] },
    { key: 'firstName', name: 'First name', type: 'text', field: 'firstName', sources: [{ from: 'element', selector: '.creatibutor-name', read: 'text', transforms: [{ do: 'match', pattern: ', ([^(]+)' }] }] },
    { key: 'affiliations', name: 'Affiliations', type: 'text', field: 'companyName', sources: [{ from: 'element', selector: 'a.creatibutor-link', read: 'data-tooltip' }] },
    { key: 'orcid', name: 'ORCID', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="//orcid.org/"]', read: 'href' }] },
    { key: 'role', name: 'Role', type: 'text', field: null, sources: [{ from: 'element', selector: '.creatibutor-name', read: 'text', transforms: [{ do: 'match', pattern: '\\(([^)]*)\\)$' }] }] },
  ],
  expect: { minRows: 1, maxRows: 2000 },
  required: ['name'],
};
export default recipe;
