import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

/** The links of a page. */
const LINKS = 'data.links';
/** Buttons that share a page are no account of the company. */
const SHARING = '/(share|sharer|intent|dialog|plugins|hashtag|status|p|reel)([/.?]|$)';
const search = (query: string): StepTemplate => ({ request: { method: 'POST', path: '/search', json: { query, limit: 10 } }, shape: { path: 'success', exists: true } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'data.web', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'data.web', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'firecrawl',
  name: 'Firecrawl',
  homepage: 'https://www.firecrawl.dev',
  docs: 'https://docs.firecrawl.dev/api-reference/endpoint/search',
  baseUrl: 'https://api.firecrawl.dev/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.firecrawl.dev/app/api-keys' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 408 }, then: 'server' },
    { when: { status: 200, path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['error'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website')] }],
      answer: { choose: sites, fields: { domain: { path: 'url', as: ['registrable'] }, website: { path: 'url', as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('site:linkedin.com/in "{name|quoted}" "{companyName|quoted}"')] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'url' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/scrape', json: { url: 'https://{domain}', formats: ['summary', 'links'], onlyMainContent: false } }, shape: { path: 'success', exists: true } }] }],
      answer: {
        fields: {
          description: { path: ['data.metadata.description', 'data.summary'] },
          website: { path: 'data.metadata.sourceURL', as: ['origin'] },
          linkedinUrl: { path: LINKS, as: ['linkedinUrl'], unless: '/(in|sales)/|/shareArticle' },
          xUrl: [{ path: LINKS, as: ['onHost:x.com'], unless: SHARING }, { path: LINKS, as: ['onHost:twitter.com'], unless: SHARING }],
          facebookUrl: { path: LINKS, as: ['onHost:facebook.com'], unless: SHARING },
          instagramUrl: { path: LINKS, as: ['onHost:instagram.com'], unless: SHARING },
          youtubeUrl: { path: LINKS, as: ['onHost:youtube.com'], unless: '/(watch|embed)|/shorts/' },
          githubUrl: { path: LINKS, as: ['onHost:github.com'] },
        },
        wanted: ['description', 'linkedinUrl', 'xUrl', 'facebookUrl'],
        agree: { path: 'data.metadata.sourceURL', with: 'domain', as: 'domain' },
      },
      notes: ['What the first page of the website says of itself, and the accounts that it links to.'],
    },
  },
  price: { note: 'Credits: 1 for a page; searches are counted by their results', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.firecrawl.dev (OpenAPI v2)'], on: '2026-11', live: false, notes: ['The pace is our own care.', 'What a search cost is told at creditsUsed.'] },
} satisfies Manifest;
