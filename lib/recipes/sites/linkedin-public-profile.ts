import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A person on LinkedIn as visitors without an account see it (`/in/…`, also below a country's subdomain). Server-rendered
 * top card with `top-card…` classes and `data-section` marks, and one JSON-LD graph whose Person has the jobs. Without an
 * account LinkedIn may mask employers and jobs with asterisks: those are left out. Structure as of 2023.
 */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-public-profile',
  version: 1,
  name: 'LinkedIn public profile',
  kind: 'single',
  lead: 'person',
  match: [
    { url: 'https://linkedin.com/in/:slug' },
    { url: 'https://linkedin.com/in/:slug/:locale' },
    { url: 'https://:country.linkedin.com/in/:slug' },
    { url: 'https://:country.linkedin.com/in/:slug/:locale' },
  ],
  priority: 0,
  proof: { verified: true, source: 'A public profile of May 2023 (page key public_profile_v3_desktop), saved whole inside a public repository that prepares interviews.' },
  guards: ['main .top-card-layout h1.top-card-layout__title', 'main section.profile'],
  fields: {
    name: [{ from: 'element', selector: 'main h1.top-card-layout__title', read: 'text' }],
    title: [
      { from: 'jsonld', type: 'Person', path: '$.jobTitle[0]', transforms: [{ do: 'match', pattern: '^[^*]+$' }] },
      { from: 'element', selector: 'main .top-card-layout__headline', read: 'text' },
    ],
    companyName: [
      { from: 'element', selector: 'main [data-section="currentPositionsDetails"] .top-card-link__description', read: 'text', transforms: [{ do: 'match', pattern: '^[^*]+$' }] },
      { from: 'jsonld', type: 'Person', path: '$.worksFor[0].name', transforms: [{ do: 'match', pattern: '^[^*]+$' }] },
    ],
    location: [
      { from: 'element', selector: 'main .top-card-layout__first-subline .top-card__subline-item', read: 'text' },
      { from: 'jsonld', type: 'Person', path: '$.address.addressLocality' },
    ],
    website: [{ from: 'element', selector: 'main [data-section="websites"] .websites__url-text', read: 'text' }],
    linkedinUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.linkedin.com/in/' }] }],
    photoUrl: [
      { from: 'jsonld', type: 'Person', path: '$.image.contentUrl' },
      { from: 'element', selector: 'main .top-card__profile-image', read: 'data-delayed-url' },
    ],
    description: [{ from: 'element', selector: 'main [data-section="summary"] .core-section-container__content p', read: 'text' }],
  },
  required: ['name', 'linkedinUrl'],
};
export default recipe;
