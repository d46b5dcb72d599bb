import type { Recipe } from '../../contracts/recipe.ts';

const STATE = 'script#__NEXT_DATA__';

/**
 * A company on Trustpilot. The page embeds what it was rendered from (Next.js): the business unit with its contacts.
 * Structure as of December 2023. The reader leaves the state alone once the page has moved to another address.
 */
const recipe: Recipe = {
  format: 1,
  id: 'trustpilot-company',
  version: 1,
  name: 'Trustpilot company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://trustpilot.com/review/:domain' }, { url: 'https://:country.trustpilot.com/review/:domain' }],
  priority: 0,
  proof: {
    verified: true,
    source: 'scrapfly/scrapfly-scrapers, trustpilot-scraper/results/companies.json: the embedded business units of three pages of December 2023, as they were.',
    assumes: 'The heading #business-unit-title was not among what was saved.',
  },
  guards: ['script#__NEXT_DATA__', 'main h1'],
  fields: {
    name: [
      { from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.displayName' },
      { from: 'element', selector: 'main #business-unit-title > span:first-child', read: 'text' },
    ],
    website: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.websiteUrl', transforms: [{ do: 'part', by: '?', index: 0 }] }],
    domain: [{ from: 'url', variable: 'domain' }],
    email: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.contactInfo.email' }],
    phone: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.contactInfo.phone' }],
    address: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.contactInfo.address' }],
    location: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.contactInfo.city' }],
    country: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.contactInfo.country' }],
    industry: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.breadcrumb.bottomLevelDisplayName' }, { from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.categories[0].name' }],
    profileUrl: [{ from: 'url', variable: 'domain', transforms: [{ do: 'prefix', text: 'https://www.trustpilot.com/review/' }] }],
    photoUrl: [{ from: 'state', script: STATE, path: '$.props.pageProps.businessUnit.profileImageUrl', transforms: [{ do: 'match', pattern: '^//.+' }, { do: 'prefix', text: 'https:' }] }],
  },
  required: ['name'],
};
export default recipe;
