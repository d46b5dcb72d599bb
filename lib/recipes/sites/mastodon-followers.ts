import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Followers of a person on one of the larger Mastodon servers, as its application renders them: articles of a feed, each
 * with one link that carries the account. Far away ones are emptied by the application until they are scrolled to.
 */
const recipe: Recipe = {
  format: 1,
  id: 'mastodon-followers',
  version: 1,
  name: 'Mastodon followers',
  kind: 'list',
  lead: 'person',
  match: [
    { url: 'https://mastodon.social/:acct/followers' },
    { url: 'https://mastodon.online/:acct/followers' },
    { url: 'https://mas.to/:acct/followers' },
    { url: 'https://mstdn.social/:acct/followers' },
    { url: 'https://fosstodon.org/:acct/followers' },
    { url: 'https://hachyderm.io/:acct/followers' },
    { url: 'https://infosec.exchange/:acct/followers' },
    { url: 'https://techhub.social/:acct/followers' },
    { url: 'https://mastodon.world/:acct/followers' },
    { url: 'https://social.vivaldi.net/:acct/followers' },
    { url: 'https://chaos.social/:acct/followers' },
    { url: 'https://troet.cafe/:acct/followers' },
    { url: 'https://indieweb.social/:acct/followers' },
    { url: 'https://sigmoid.social/:acct/followers' },
    { url: 'https://mathstodon.xyz/:acct/followers' },
    { url: 'https://fediscience.org/:acct/followers' },
    { url: 'https://scholar.social/:acct/followers' },
    { url: 'https://ruby.social/:acct/followers' },
    { url: 'https://journa.host/:acct/followers' },
    { url: 'https://toot.community/:acct/followers' },
  ],
  priority: 0,
  proof: { verified: true, source: 'mastodon/mastodon, app/javascript/mastodon: scrollable_list, account, account_list_item, display_name and load_more of 2025 and 2026.' },
  guards: ['#mastodon [role="feed"] > article a[data-hover-card-account]'],
  rows: [{ from: 'elements', container: '#mastodon [role="feed"]', record: ':scope > article' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.display-name__html', read: 'text' }, { from: 'element', selector: 'a[data-hover-card-account] bdi', read: 'text' }] },
    { key: 'handle', name: 'Handle', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[data-hover-card-account]', read: 'href', transforms: [{ do: 'part', by: '/@', index: -1 }, { do: 'prefix', text: '@' }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[data-hover-card-account]', read: 'href' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.account__avatar img', read: 'src' }] },
    { key: 'bio', name: 'Bio', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.account__note', read: 'text' }] },
  ],
  next: { by: 'more', selector: '#mastodon [role="feed"] button.load-more' },
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 10_000 },
  required: ['name', 'profile'],
};
export default recipe;
