import type { Recipe } from '../../contracts/recipe.ts';

/** Members of the German Bundestag: the slides of the list of members, and the same cards on the pages of committees (2020 to 2026). More come in with the arrows of the slider. */
const recipe: Recipe = {
  format: 1,
  id: 'bundestag-members',
  version: 1,
  name: 'Bundestag members',
  kind: 'list',
  lead: 'person',
  match: [
    { url: 'https://www.bundestag.de/abgeordnete' },
    { url: 'https://www.bundestag.de/abgeordnete/biografien' },
    { url: 'https://www.bundestag.de/en/members' },
    { url: 'https://www.bundestag.de/ausschuesse/:committee' },
  ],
  priority: 0,
  proof: { verified: false, assumes: 'The cards as nine parsers of 2020 to 2026 in public repositories read them: a.bt-open-in-overlay[data-id] with .bt-teaser-person-text > h3 (Last, First) and p.bt-person-fraktion. Of the picture only data-img-md-normal on img is known. No whole page was at hand.' },
  guards: ['a.bt-open-in-overlay[href] .bt-teaser-person-text h3'],
  rows: [{ from: 'elements', record: 'a.bt-open-in-overlay:has(.bt-teaser-person-text)' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.bt-teaser-person-text h3', read: 'text' }] },
    { key: 'lastName', name: 'Last name', type: 'text', field: 'lastName', sources: [{ from: 'element', selector: '.bt-teaser-person-text h3', read: 'text', transforms: [{ do: 'match', pattern: '^([^,(]+)' }] }] },
    { key: 'firstName', name: 'First name', type: 'text', field: 'firstName', sources: [{ from: 'element', selector: '.bt-teaser-person-text h3', read: 'text', transforms: [{ do: 'part', by: ', ', index: 1 }, { do: 'replace', pattern: '(Prof|Dr)\\. ', with: '' }] }] },
    { key: 'group', name: 'Group', type: 'text', field: null, sources: [{ from: 'element', selector: '.bt-person-fraktion', read: 'text' }] },
    { key: 'office', name: 'Office', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.bt-person-funktion', read: 'text' }] },
    { key: 'profile', name: 'Biography', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img[data-img-md-normal]', read: 'data-img-md-normal' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name', 'profile'],
};
export default recipe;
