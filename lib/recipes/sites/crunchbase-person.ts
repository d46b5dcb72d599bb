import type { Recipe } from '../../contracts/recipe.ts';

const STATE = 'script#ng-state';

/** A person on Crunchbase: the answers that Angular hands over (`ng-state`) hold `properties` and `cards`. As of 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'crunchbase-person',
  version: 1,
  name: 'Crunchbase person',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://crunchbase.com/person/:slug' }, { url: 'https://crunchbase.com/person/:slug/:tab' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. The paths are those of a public reader of 2026 whose results have values for most of them (title as "Name - Job @ Company"); that the name stands in h1.profile-name is taken from another one.',
  },
  guards: ['script#ng-state', 'h1'],
  fields: {
    name: [{ from: 'element', selector: 'h1.profile-name', read: 'text' }, { from: 'state', script: STATE, path: '$.HttpState[*].data.properties.identifier.value' }],
    title: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.properties.title', transforms: [{ do: 'match', pattern: ' - (.+) @ ' }] }],
    companyName: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.properties.title', transforms: [{ do: 'match', pattern: ' - .+ @ (.+)$' }] }],
    location: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields.location_identifiers[0].value' }],
    linkedinUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields2.linkedin.value' }],
    xUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields2.twitter.value' }],
    facebookUrl: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.cards.overview_fields2.facebook.value' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.crunchbase.com/person/' }] }],
    description: [{ from: 'state', script: STATE, path: '$.HttpState[*].data.properties.short_description' }],
  },
  required: ['name'],
};
export default recipe;
