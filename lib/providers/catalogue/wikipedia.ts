import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'wikipedia',
  name: 'Wikipedia',
  homepage: 'https://en.wikipedia.org',
  docs: 'https://www.mediawiki.org/wiki/API:Main_page',
  baseUrl: 'https://en.wikipedia.org/w',
  auth: { kind: 'none' },
  headers: { 'Api-User-Agent': 'Kiln (browser extension)' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    { when: { status: 200, path: 'error.code', matches: 'maxlag|ratelimited' }, then: 'rate-limited' },
    { when: { status: 200, path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error.info', 'error.code'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['companyName']],
          steps: [
            {
              request: { method: 'GET', path: '/api.php', query: { action: 'query', list: 'search', srsearch: '{companyName} company', srlimit: 10, format: 'json', formatversion: 2, origin: '*' } },
              shape: { path: 'query', exists: true },
              choose: [{ among: 'query.search', agree: { path: 'title', with: 'companyName', as: 'name' } }],
              save: { title: 'title' },
            },
            { request: { method: 'GET', path: '/api.php', query: { action: 'query', prop: 'extracts', explaintext: 1, exintro: 1, titles: '{step.title}', format: 'json', formatversion: 2, origin: '*' } }, shape: { path: 'query.pages', exists: true } },
          ],
        },
      ],
      answer: {
        fields: {
          // An article of that name may be about a fruit or a river.
          description: { path: 'query.pages[0].extract', when: { path: 'query.pages[0].extract', matches: '\\b(company|companies|corporation|conglomerate|business|firm|manufacturer|retailer|start-?up|agency|bank|brand|enterprise|publisher|airline|organi[sz]ation)\\b' } },
        },
        agree: { path: 'query.pages[0].title', with: 'companyName', as: 'name' },
      },
      notes: ['Only the introduction of an article whose title is the name and that speaks of a company.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['www.mediawiki.org/wiki/API:Search', 'www.mediawiki.org/wiki/Extension:TextExtracts'], on: '2026-11', live: false, notes: ['English only.', 'Api-User-Agent is how browsers identify themselves (inferred).', 'No pace is published; one call a second is our own.'] },
} satisfies Manifest;
