import type { Recipe } from '../../contracts/recipe.ts';

const STATE = 'script#__NEXT_DATA__';

/**
 * A company on Wellfound (once AngelList Talent). The page embeds the graph it was rendered from (Next.js, Apollo); the
 * startup is the node that has a `companyUrl`. Structure as of November 2023. The name is read where a person sees it.
 */
const recipe: Recipe = {
  format: 1,
  id: 'wellfound-company',
  version: 1,
  name: 'Wellfound company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://wellfound.com/company/:slug' }, { url: 'https://wellfound.com/company/:slug/:tab' }],
  priority: 0,
  proof: {
    verified: true,
    source: 'scrapfly/scrapfly-scrapers, wellfound-scraper/results/companies.json: startup nodes of pages of November 2023, as they were embedded.',
    assumes: 'That the first heading of the page is the name of the company; titles end in Careers, People, Jobs or Funding Information as the saved page data says.',
  },
  guards: ['script#__NEXT_DATA__', 'h1'],
  fields: {
    name: [
      { from: 'meta', name: 'og:title', transforms: [{ do: 'match', pattern: '^(.+) (?:Careers|People|Jobs|Funding Information)$' }] },
      { from: 'element', selector: 'h1', read: 'text' },
    ],
    website: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].companyUrl' }],
    domain: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].companyUrl' }],
    employeeRange: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].companySize', transforms: [{ do: 'match', pattern: '^SIZE_(.+)$' }, { do: 'replace', pattern: '_PLUS', with: '+' }, { do: 'replace', pattern: '_', with: '-' }] }],
    linkedinUrl: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].linkedInUrl' }],
    xUrl: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].twitterUrl' }],
    facebookUrl: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].facebookUrl' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://wellfound.com/company/' }] }],
    description: [{ from: 'state', script: STATE, path: '$.props.pageProps.apolloState.data[*].highConcept' }],
  },
  required: ['name'],
};
export default recipe;
