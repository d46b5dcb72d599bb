import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A person on one of the larger Mastodon servers. Rendered in the browser from the same application everywhere: the
 * account's head with its fields (checked ones first asked for a website), and the canonical address of the account.
 */
const recipe: Recipe = {
  format: 1,
  id: 'mastodon-profile',
  version: 1,
  name: 'Mastodon profile',
  kind: 'single',
  lead: 'person',
  match: [
    { url: 'https://mastodon.social/:acct' },
    { url: 'https://mastodon.online/:acct' },
    { url: 'https://mas.to/:acct' },
    { url: 'https://mstdn.social/:acct' },
    { url: 'https://fosstodon.org/:acct' },
    { url: 'https://hachyderm.io/:acct' },
    { url: 'https://infosec.exchange/:acct' },
    { url: 'https://techhub.social/:acct' },
    { url: 'https://mastodon.world/:acct' },
    { url: 'https://social.vivaldi.net/:acct' },
    { url: 'https://chaos.social/:acct' },
    { url: 'https://troet.cafe/:acct' },
    { url: 'https://indieweb.social/:acct' },
    { url: 'https://sigmoid.social/:acct' },
    { url: 'https://mathstodon.xyz/:acct' },
    { url: 'https://fediscience.org/:acct' },
    { url: 'https://scholar.social/:acct' },
    { url: 'https://ruby.social/:acct' },
    { url: 'https://journa.host/:acct' },
    { url: 'https://toot.community/:acct' },
  ],
  priority: 0,
  proof: { verified: true, source: 'mastodon/mastodon, app/javascript/mastodon: account_header.tsx, account_name.tsx, display_name, account_fields.tsx and account_bio.tsx of 2025.' },
  guards: ['#mastodon .account__header', '.account-timeline__header h1 bdi'],
  fields: {
    name: [{ from: 'element', selector: '.account-timeline__header h1 bdi', read: 'text' }],
    profileUrl: [{ from: 'element', selector: 'link[rel="canonical"]', read: 'href' }],
    website: [
      { from: 'element', selector: '.account__header__fields dl.verified dd a[href^="http"]', read: 'href' },
      { from: 'element', selector: '.account__header__fields dd a[rel~="me"][href^="http"]', read: 'href' },
    ],
    photoUrl: [{ from: 'element', selector: '.account__header__bar a.avatar', read: 'href' }],
    description: [{ from: 'element', selector: '.account__header__content', read: 'text' }],
  },
  required: ['name'],
};
export default recipe;
