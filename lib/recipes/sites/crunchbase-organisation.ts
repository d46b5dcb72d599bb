import type { Recipe } from '../../contracts/recipe.ts';

const STATE = 'script#ng-state';

/**
 * A company on Crunchbase. Angular hands over the answers that the page was rendered from (`ng-state`): one of them holds
 * `properties` and `cards` of the organisation. What visitors without an account see is only a part of it. As of 2025.
 */
const recipe: Recipe = {
  format: 1,
  id: 'crunchbase-organisation',
  version: 1,
  name: 'Crunchbase organisation',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://crunchbase.com/organization/:slug' }, { url: 'https://crunchbase.com/organization/:slug/:tab' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. The paths are those of a public reader of 2026 whose results of 2025 have values for all of them; that the name stands in h1.profile-name is taken from another one.',
  },
  guards: ['script#ng-state', 'h1'],
  fields: {
    name: [{ from: 'element', selector: 'h1.profile-name', read: 'text' }, { from: 'state', script: STATE, path: '$.HttpState[*].data.properties.title' }],
    legalName: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields_extended.legal_name' }],
    website: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.company_about_fields2.website.value' }],
    domain: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.company_about_fields2.website.value' }],
    email: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.contact_fields.contact_email' }],
    phone: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.contact_fields.phone_number' }],
    industry: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields_extended.categories[0].value' }],
    founded: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields_extended.founded_on.value', transforms: [{ do: 'match', pattern: '^\\d{4}' }] }],
    linkedinUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.social_fields.linkedin.value' }],
    xUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.social_fields.twitter.value' }],
    facebookUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.social_fields.facebook.value' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.crunchbase.com/organization/' }] }],
    description: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_description.description' }, { from: 'state', script: STATE, path: '$.HttpState[*].data.properties.short_description' }],
  },
  required: ['name', 'website'],
};
export default recipe;
