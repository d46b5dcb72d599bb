import type { Recipe } from '../../contracts/recipe.ts';

/** Owners of a gem on RubyGems.org, in the side column of the gem's page (2026). A gem of an organisation lists its outside contributors the same way. */
const recipe: Recipe = {
  format: 1,
  id: 'rubygems-owners',
  version: 1,
  name: 'RubyGems owners of a gem',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://rubygems.org/gems/:gem' }, { url: 'https://rubygems.org/gems/:gem/versions/:version' }],
  priority: 0,
  proof: { verified: true, source: 'rubygems/rubygems.org, app/views/rubygems/_owners.html.erb, _owner.html.erb and show.html.erb at 3c8ea0d4c (2026-08-22)' },
  guards: ['ul.gem__users > li > a[href^="/profiles/"]', 'img[id^="owner-"]'],
  rows: [{ from: 'elements', container: 'ul.gem__users', record: 'li' }],
  columns: [
    { key: 'name', name: 'Handle', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a[href^="/profiles/"] > span', read: 'text' }, { from: 'element', selector: 'a[href^="/profiles/"]', read: 'title' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href^="/profiles/"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img[id^="owner-"]', read: 'src' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
