import type { Recipe } from '../../contracts/recipe.ts';

/** An author of Perl modules on MetaCPAN: picture, name, profiles and contact in the navigation column (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'metacpan-author',
  version: 1,
  name: 'MetaCPAN author',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://metacpan.org/author/:author' }],
  priority: 0,
  proof: { verified: true, source: 'metacpan/metacpan-web, root/inc/author_sidebar.tx and root/inc/author_pic.tx at 94dd316e (2026-07-22)' },
  guards: ['li > .author-pic strong > a[href^="/author/"]'],
  fields: {
    name: [
      { from: 'element', selector: 'li > .author-pic > span > a[href^="/author/"]', read: 'text' },
      { from: 'element', selector: 'li > .author-pic > strong > a[href^="/author/"]', read: 'text' },
    ],
    photoUrl: [{ from: 'element', selector: 'li > .author-pic > a > img', read: 'src' }],
    email: [{ from: 'element', selector: 'li > .fa-envelope + a[href^="mailto:"]', read: 'title' }],
    website: [{ from: 'element', selector: 'li > .fa-link + a', read: 'href' }],
    location: [{ from: 'element', selector: 'li:has(> img[src^="/static/images/flag/"]), li:has(> .fa-map-marker-alt)', read: 'text' }],
    country: [{ from: 'element', selector: 'li > img[src^="/static/images/flag/"]', read: 'src', transforms: [{ do: 'match', pattern: 'flag/([a-z]{2})\\.png' }, { do: 'upper' }] }],
    githubUrl: [{ from: 'element', selector: '.user-profiles a[href*="//github.com/"]', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: '.user-profiles a[href*="linkedin.com/in/"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: '.user-profiles a[href*="//twitter.com/"], .user-profiles a[href*="//x.com/"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'author', transforms: [{ do: 'prefix', text: 'https://metacpan.org/author/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
