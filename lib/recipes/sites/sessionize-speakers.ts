import type { Recipe } from '../../contracts/recipe.ts';

/** Speakers of an event as Sessionize shows them in its own view: cards with photo, tagline, text and links (2026). The same view is what event sites embed. */
const recipe: Recipe = {
  format: 1,
  id: 'sessionize-speakers',
  version: 1,
  name: 'Sessionize speakers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://sessionize.com/api/v2/:event/view/:view(Speakers|SpeakerWall|speakers)' }, { url: 'https://sessionize.com/view/:event/:view(Speakers|SpeakerWall)' }],
  priority: 0,
  proof: { verified: false, assumes: 'The cards as excerpts and parsers of 2020 to 2026 in public repositories show them: li.sz-speaker[data-speakerid], .sz-speaker__name, .sz-speaker__tagline, .sz-speaker__bio, .sz-speaker__photo img, ul.sz-speaker__links. No whole page was at hand.' },
  guards: ['li[data-speakerid].sz-speaker .sz-speaker__name'],
  rows: [{ from: 'elements', record: 'li[data-speakerid].sz-speaker' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.sz-speaker__name', read: 'text' }] },
    { key: 'tagline', name: 'Tagline', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.sz-speaker__tagline', read: 'text' }] },
    { key: 'about', name: 'About', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.sz-speaker__bio', read: 'text' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.sz-speaker__photo img', read: 'src' }] },
    { key: 'linkedin', name: 'LinkedIn', type: 'url', field: 'linkedinUrl', sources: [{ from: 'element', selector: '.sz-speaker__links a[href*="linkedin.com/in/"]', read: 'href' }] },
    { key: 'x', name: 'X', type: 'url', field: 'xUrl', sources: [{ from: 'element', selector: '.sz-speaker__links a[href*="//twitter.com/"], .sz-speaker__links a[href*="//x.com/"]', read: 'href' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: '.sz-speaker__links a[href^="http"]:not([href*="linkedin.com"], [href*="twitter.com"], [href*="//x.com/"], [href*="facebook.com"], [href*="instagram.com"], [href*="sessionize.com"])', read: 'href' }] },
    { key: 'sessions', name: 'Sessions', type: 'text', field: null, sources: [{ from: 'element', selector: '[data-sessionid]', read: 'text', all: true }] },
    { key: 'id', name: 'Speaker number', type: 'text', field: null, sources: [{ from: 'element', selector: ':scope', read: 'data-speakerid' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name'],
};
export default recipe;
