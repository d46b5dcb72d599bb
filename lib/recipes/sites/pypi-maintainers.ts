import type { Recipe } from '../../contracts/recipe.ts';

/** Maintainers of a project on the Python Package Index, in the side column of the project's page; those past the third are folded away (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'pypi-maintainers',
  version: 1,
  name: 'PyPI maintainers of a project',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://pypi.org/project/:project' }, { url: 'https://pypi.org/project/:project/:version' }],
  priority: 0,
  proof: { verified: true, source: 'pypi/warehouse, warehouse/templates/includes/packaging/metadata/maintainers.html and packaging/detail.html at 6b6215712 (2026-08-21)' },
  guards: ['.project-header__name', 'a.sidebar-section__maintainer[href^="/user/"]'],
  rows: [{ from: 'elements', container: '.sidebar-section__data-block:has(a.sidebar-section__maintainer)', record: 'a.sidebar-section__maintainer' }],
  columns: [
    { key: 'name', name: 'Username', type: 'text', field: 'name', sources: [{ from: 'element', selector: ':scope', read: 'aria-label' }, { from: 'element', selector: ':scope > span', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: ':scope > img', read: 'src' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
