import type { Recipe } from '../../contracts/recipe.ts';

/** Members of the House of Commons or the House of Lords on the site of the UK Parliament: cards, 20 to a page (2024 to 2026). Pictures are backgrounds in a style. */
const recipe: Recipe = {
  format: 1,
  id: 'uk-parliament-members',
  version: 1,
  name: 'UK Parliament members',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://members.parliament.uk/members/:house(commons|lords|Commons|Lords)' }],
  priority: 0,
  proof: { verified: false, assumes: 'The cards as an excerpt of the page of 2024 and tests of 2026 in public repositories show them: a.card.card-member with .primary-info, .secondary-info, .indicator-label; the page in ?page=. No whole page was at hand.' },
  guards: ['a.card.card-member[href^="/member/"] .primary-info'],
  rows: [{ from: 'elements', record: 'a.card.card-member' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.content .primary-info', read: 'text' }] },
    { key: 'party', name: 'Party', type: 'text', field: null, sources: [{ from: 'element', selector: '.content .secondary-info', read: 'text' }] },
    { key: 'constituency', name: 'Constituency', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.info .indicator-label', read: 'text' }, { from: 'element', selector: '.content .secondary-info ~ .secondary-info', read: 'text' }] },
    { key: 'profile', name: 'Contact page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.image-outer .image', read: 'style', transforms: [{ do: 'match', pattern: 'url\\((https:[^)]+)\\)' }] }] },
  ],
  next: { by: 'address', param: 'page', start: 1, step: 1 },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'profile'],
};
export default recipe;
