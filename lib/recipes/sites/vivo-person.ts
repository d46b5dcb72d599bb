import type { Recipe } from '../../contracts/recipe.ts';

/** A researcher in a university's VIVO, theme Wilma: microdata for name, post, unit, telephone and email (source of VIVO, version not dated). */
const hosts = ['vivo.weill.cornell.edu', 'vivo.brown.edu', 'experts.colorado.edu', 'vivo.tib.eu'];
const recipe: Recipe = {
  format: 1,
  id: 'vivo-person',
  version: 1,
  name: 'VIVO person',
  kind: 'single',
  lead: 'person',
  match: hosts.flatMap((host) => [{ url: `https://${host}/display/:id` }, { url: `https://${host}/individual/:id` }]),
  priority: 0,
  proof: { verified: true, source: 'vivo-project/VIVO, themes/wilma/templates/individual--foaf-person.ftl at 03c299c2 and partials individual-contactInfo, -webpage, -positions, propStatement-personInPosition', assumes: 'A site with a theme of its own keeps the markup of Wilma; where it does not, the guards keep silent.' },
  guards: ['#individual-intro.person', 'h1.foaf-person [itemprop="name"]'],
  fields: {
    name: [{ from: 'element', selector: 'h1.foaf-person [itemprop="name"]', read: 'text' }],
    title: [{ from: 'element', selector: '#preferredTitle [itemprop="jobTitle"]', read: 'text' }, { from: 'element', selector: '#individual-personInPosition [itemprop="jobTitle"]', read: 'text' }],
    companyName: [{ from: 'element', selector: '#individual-personInPosition [itemprop="worksFor"] [itemprop="name"]', read: 'text' }],
    email: [{ from: 'element', selector: '#primary-email a[itemprop="email"]', read: 'text' }, { from: 'element', selector: '.individual-emails a[itemprop="email"]', read: 'text' }],
    phone: [{ from: 'element', selector: '#individual-phone [itemprop="telephone"]', read: 'text' }],
    website: [{ from: 'element', selector: 'ul.individual-urls > li > a[href]', read: 'href' }, { from: 'element', selector: 'ul.individual-urls a[href]', read: 'href' }],
    photoUrl: [{ from: 'element', selector: '#photo-wrapper img.individual-photo:not([src*="placeholder"])', read: 'src' }],
    description: [{ from: 'element', selector: '.individual-overview .overview-value', read: 'text' }],
    profileUrl: [{ from: 'element', selector: '#uriIcon', read: 'title' }],
  },
  required: ['name'],
};
export default recipe;
