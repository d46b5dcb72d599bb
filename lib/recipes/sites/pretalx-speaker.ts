import type { Recipe } from '../../contracts/recipe.ts';

/** One speaker of an event on pretalx, as in pretalx's own templates of 2026. Links stand in the answers that an event asks speakers for. */
const recipe: Recipe = {
  format: 1,
  id: 'pretalx-speaker',
  version: 1,
  name: 'pretalx speaker',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://pretalx.com/:event/speaker/:code' }, { url: 'https://pretalx.c3voc.de/:event/speaker/:code' }, { url: 'https://talks.osgeo.org/:event/speaker/:code' }],
  priority: 0,
  proof: { verified: true, source: 'pretalx/pretalx, src/pretalx/agenda/templates/agenda/speaker.html, common/ui/page_heading.html and common/answer_block.html at 5a3c2f61e (2026-08-22)' },
  guards: ['#header-tabs a.header-tab[href$="/speaker/"]', 'article > .page-heading h2', '.speaker-container'],
  fields: {
    name: [{ from: 'element', selector: 'article > .page-heading h2', read: 'text' }],
    description: [{ from: 'element', selector: '.speaker-container .speaker-bio', read: 'text' }],
    photoUrl: [{ from: 'element', selector: '.speaker-container .speaker-avatar a[data-lightbox]', read: 'href' }, { from: 'element', selector: '.speaker-container .speaker-avatar img', read: 'src' }],
    linkedinUrl: [{ from: 'element', selector: '.speaker-container .answers a[href*="linkedin.com/in/"]', read: 'href' }],
    githubUrl: [{ from: 'element', selector: '.speaker-container .answers a[href*="//github.com/"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: '.speaker-container .answers a[href*="//twitter.com/"], .speaker-container .answers a[href*="//x.com/"]', read: 'href' }],
    profileUrl: [{ from: 'meta', name: 'og:url' }],
  },
  required: ['name'],
};
export default recipe;
