import type { Recipe } from '../../contracts/recipe.ts';

/** A list of researchers on Google Scholar: a search for authors, or the people of an institution. Ten to a page; the way on is a button with an address in its script (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'google-scholar-authors',
  version: 1,
  name: 'Google Scholar authors',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://scholar.google.com/citations?view_op=:view(search_authors|view_org)' }],
  priority: 0,
  proof: { verified: false, assumes: 'The cards as parsers of 2018 to 2026 in public repositories read them: .gsc_1usr, .gs_ai_name, .gs_ai_aff, .gs_ai_eml, .gs_ai_cby, .gs_ai_one_int, button .gs_btnPR for the next page. No whole page was at hand.' },
  guards: ['.gsc_1usr .gs_ai_name a[href*="user="]'],
  rows: [{ from: 'elements', record: '.gsc_1usr' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.gs_ai_name a', read: 'text' }] },
    { key: 'affiliation', name: 'Affiliation', type: 'text', field: 'companyName', sources: [{ from: 'element', selector: '.gs_ai_aff', read: 'text' }] },
    { key: 'domain', name: 'Verified at', type: 'text', field: 'companyDomain', sources: [{ from: 'element', selector: '.gs_ai_eml', read: 'text', transforms: [{ do: 'match', pattern: '([a-z0-9-]+\\.[a-z0-9.-]+)$' }] }] },
    { key: 'citations', name: 'Cited by', type: 'number', field: null, sources: [{ from: 'element', selector: '.gs_ai_cby', read: 'text', transforms: [{ do: 'match', pattern: '\\d+' }] }] },
    { key: 'interests', name: 'Interests', type: 'text', field: null, sources: [{ from: 'element', selector: '.gs_ai_one_int', read: 'text', all: true }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.gs_ai_name a', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.gs_ai_pho img', read: 'src' }] },
  ],
  next: { by: 'button', selector: 'button.gs_btnPR' },
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 50 },
  required: ['name', 'profile'],
};
export default recipe;
