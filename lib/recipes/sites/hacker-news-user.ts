import type { Recipe } from '../../contracts/recipe.ts';

/** A person on Hacker News: a table of labels and values; what the person says of themselves stands in `about` (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'hacker-news-user',
  version: 1,
  name: 'Hacker News user',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://news.ycombinator.com/user?id=:id' }],
  priority: 0,
  proof: { verified: false, assumes: 'The table as parsers and copies of 2017 to 2026 in public repositories show it: tr.athing with td[timestamp] a.hnuser, then created, karma, about, each a row of two cells. No whole page was at hand.' },
  guards: ['#hnmain tr.athing td[timestamp] > a.hnuser'],
  fields: {
    name: [{ from: 'element', selector: '#hnmain tr.athing td[timestamp] > a.hnuser', read: 'text' }],
    description: [{ from: 'element', selector: '#hnmain tr.athing:has(td[timestamp]) ~ tr:nth-child(4) > td:nth-child(2)', read: 'text' }],
    email: [{ from: 'element', selector: '#hnmain tr.athing:has(td[timestamp]) ~ tr:nth-child(4) > td:nth-child(2)', read: 'text', transforms: [{ do: 'match', pattern: '[\\w.+-]+@[\\w.-]+\\w' }] }],
    website: [{ from: 'element', selector: '#hnmain tr.athing:has(td[timestamp]) ~ tr:nth-child(4) > td:nth-child(2) a[href^="http"]:not([href*="twitter.com"], [href*="github.com"], [href*="linkedin.com"], [href*="keybase.io"])', read: 'href' }],
    githubUrl: [{ from: 'element', selector: '#hnmain tr.athing:has(td[timestamp]) ~ tr:nth-child(4) a[href*="//github.com/"]', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: '#hnmain tr.athing:has(td[timestamp]) ~ tr:nth-child(4) a[href*="linkedin.com/in/"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'id', transforms: [{ do: 'prefix', text: 'https://news.ycombinator.com/user?id=' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
