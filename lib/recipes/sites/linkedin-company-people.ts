import type { Recipe } from '../../contracts/recipe.ts';

/** The people of a company on LinkedIn, for members (`/company/…/people`). Rendered in the browser, more cards on demand. */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-company-people',
  version: 1,
  name: 'LinkedIn people of a company',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://linkedin.com/company/:slug/people' }, { url: 'https://linkedin.com/school/:slug/people' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Several public readers of 2023 to 2026 agree on the cards (org-people-profile-card__profile-info with an artdeco-entity-lockup of title and subtitle) and on the button scaffold-finite-scroll__load-button. People outside the network have no link.',
  },
  guards: ['.org-people-profile-card__profile-info .artdeco-entity-lockup__title'],
  rows: [{ from: 'elements', record: '.org-people-profile-card__profile-info' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.artdeco-entity-lockup__title', read: 'text' }] },
    { key: 'title', name: 'Headline', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.artdeco-entity-lockup__subtitle', read: 'text' }] },
    { key: 'linkedin', name: 'LinkedIn', type: 'url', field: 'linkedinUrl', sources: [{ from: 'element', selector: 'a[href*="/in/"]', read: 'href', transforms: [{ do: 'part', by: '?', index: 0 }] }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a img, .artdeco-entity-lockup__image img', read: 'src' }] },
  ],
  next: { by: 'more', selector: 'button.scaffold-finite-scroll__load-button' },
  detail: { column: 'linkedin' },
  expect: { minRows: 1, maxRows: 2_000 },
  required: ['name'],
};
export default recipe;
