import type { Partner, PartnerReply } from '../partner.ts';
import { companyAt, PEOPLE, personByEmail, personBySlug, type WorldPerson } from '../world.ts';

const message = (status: number, words: string, headers?: PartnerReply['headers']): PartnerReply => ({ status, json: { message: words, documentation_url: 'https://docs.github.com/rest' }, ...(headers ? { headers } : {}) });
const NOT_FOUND = message(404, 'Not Found');
const BADGE = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' };

const user = (person: WorldPerson, login: string): PartnerReply => ({
  status: 200,
  headers: BADGE,
  json: {
    login, id: 1, type: 'User', name: person.name, company: `@${person.companyName}`, blog: `https://${person.slug}.example`, location: `${person.city}, ${person.country}`, email: person.email,
    bio: `${person.title} at ${person.companyName}`, twitter_username: null, hireable: null, html_url: `https://github.com/${login}`, avatar_url: `https://avatars.example/${login}.png`, public_repos: 7,
  },
});

export const github: Partner = {
  id: 'github',
  keyless: true,
  keyOf: (request) => /^(?:Bearer|token) (.+)$/i.exec(request.header('authorization') ?? '')?.[1],
  badKey: () => message(401, 'Bad credentials'),
  noCredits: () => message(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' }),
  rateLimited: () => message(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }),
  freePaths: ['/rate_limit'],
  answer: ({ path, query, credits }) => {
    if (path === '/rate_limit') return { status: 200, json: { resources: { core: { limit: 5_000, remaining: credits } } } };
    if (path === '/search/users') {
      const person = personByEmail((query.get('q') ?? '').replace(/\s+in:email$/, ''));
      const listed = person !== undefined && PEOPLE.some((p) => p.name === person.name);
      return { status: 200, headers: BADGE, json: listed ? { total_count: 1, incomplete_results: false, items: [{ login: person.slug, type: 'User' }] } : { total_count: 0, incomplete_results: false, items: [] } };
    }
    const login = decodeURIComponent(/^\/users\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (login !== '') {
      const person = personBySlug(login);
      return person ? user(person, login) : NOT_FOUND;
    }
    const org = decodeURIComponent(/^\/orgs\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (org === '') return undefined;
    const company = /^(example-works|oakline|catchall|[a-z-]+-example)$/.test(org) ? companyAt(`${org.replace(/-example$/, '')}.example`) : undefined;
    if (!company) return NOT_FOUND;
    return { status: 200, headers: BADGE, json: { login: org, id: 2, type: 'Organization', name: company.name, blog: `https://${company.domain}`, location: `${company.city}, ${company.country}`, email: `hello@${company.domain}`, description: `${company.industry} since ${company.founded}`, twitter_username: null, html_url: `https://github.com/${org}`, avatar_url: `https://avatars.example/${org}.png`, public_repos: 12 } };
  },
};
