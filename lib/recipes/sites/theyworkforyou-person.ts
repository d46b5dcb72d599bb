import type { Recipe } from '../../contracts/recipe.ts';

/** A member of a parliament of the United Kingdom on TheyWorkForYou: the header above the person's pages (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'theyworkforyou-person',
  version: 1,
  name: 'TheyWorkForYou member',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://www.theyworkforyou.com/:house(mp|peer|msp|ms|mla|london-assembly-member)/:id(\\d+)/*' }],
  priority: 0,
  proof: { verified: true, source: 'mysociety/theyworkforyou, www/includes/easyparliament/templates/html/mp/header.php and www/docs/mp/index.php (social links) at 4a5b59cad (2026-07-01)' },
  guards: ['.person-header .person-header__about h1.person-header__about__name'],
  fields: {
    name: [{ from: 'element', selector: '.person-header h1.person-header__about__name', read: 'text' }],
    title: [
      { from: 'element', selector: '.person-header .person-header__about__known-for', read: 'text' },
      { from: 'element', selector: '.person-header .person-header__about__position__role', read: 'text' },
    ],
    location: [{ from: 'element', selector: '.person-header .person-header__about__position__constituency', read: 'text' }],
    photoUrl: [{ from: 'element', selector: '.person-header .person-header__image > img', read: 'src' }],
    xUrl: [{ from: 'element', selector: '.person-header__about__media a[href*="//twitter.com/"], .person-header__about__media a[href*="//x.com/"]', read: 'href' }],
    facebookUrl: [{ from: 'element', selector: '.person-header__about__media a[href*="facebook.com/"]', read: 'href' }],
    website: [{ from: 'element', selector: '.person-header__about__media a:not([href*="twitter.com"], [href*="//x.com/"], [href*="facebook.com"], [href*="bsky.app"])', read: 'href' }],
  },
  required: ['name'],
};
export default recipe;
