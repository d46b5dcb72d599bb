import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Speakers of an event on pretalx (conference software on many hosts; the best known are named). The list is one page:
 * each speaker is a link around a card, as in pretalx's own templates of 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'pretalx-speakers',
  version: 1,
  name: 'pretalx speakers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://pretalx.com/:event/speaker' }, { url: 'https://pretalx.c3voc.de/:event/speaker' }, { url: 'https://talks.osgeo.org/:event/speaker' }],
  priority: 0,
  proof: { verified: true, source: 'pretalx/pretalx, src/pretalx/agenda/templates/agenda/speakers.html and common/base.html at 5a3c2f61e (2026-08-22)' },
  guards: ['#header-tabs a.header-tab[href$="/speaker/"]', '.pretalx-list-day a[href*="/speaker/"] .pretalx-session-info'],
  rows: [{ from: 'elements', container: '.pretalx-list-day', record: 'a[href*="/speaker/"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.pretalx-session-info > .title', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.avatar img.user-avatar', read: 'src' }] },
    { key: 'about', name: 'About', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.pretalx-session-info > .abstract', read: 'text' }] },
    { key: 'sessions', name: 'Sessions', type: 'text', field: null, sources: [{ from: 'element', selector: '.pretalx-session-info > ul > li', read: 'text', all: true }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name', 'profile'],
};
export default recipe;
