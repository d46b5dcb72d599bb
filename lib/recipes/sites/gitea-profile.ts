import type { Recipe } from '../../contracts/recipe.ts';

/** A person on Gitea or Forgejo (the best known hosts are named): the card beside the repositories, each line marked by its icon (2024). */
const reserved = ['-', 'admin', 'api', 'assets', 'attachments', 'explore', 'issues', 'login', 'milestones', 'notifications', 'org', 'pulls', 'repo', 'user'];
const recipe: Recipe = {
  format: 1,
  id: 'gitea-profile',
  version: 1,
  name: 'Gitea and Codeberg profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://codeberg.org/:username', not: { username: reserved } }, { url: 'https://gitea.com/:username', not: { username: reserved } }, { url: 'https://code.forgejo.org/:username', not: { username: reserved } }, { url: 'https://git.disroot.org/:username', not: { username: reserved } }],
  priority: 0,
  proof: { verified: true, source: 'go-gitea/gitea, templates/shared/user/profile_big_avatar.tmpl at 9bfaaa88c and 00de98f4e', assumes: 'Forgejo keeps the card of Gitea, from which it was forked.' },
  guards: ['#profile-avatar', '.profile-avatar-name > .username'],
  fields: {
    name: [
      { from: 'element', selector: '.profile-avatar-name > .header', read: 'text' },
      { from: 'element', selector: '.profile-avatar-name > .username', read: 'text', transforms: [{ do: 'match', pattern: '^\\S+' }] },
    ],
    photoUrl: [{ from: 'element', selector: '#profile-avatar img', read: 'src' }],
    location: [{ from: 'element', selector: '.profile-avatar-name ~ .extra li:has(> .octicon-location) > span', read: 'text' }],
    email: [{ from: 'element', selector: '.profile-avatar-name ~ .extra li:has(> .octicon-mail) > a[href^="mailto:"]', read: 'text' }],
    website: [{ from: 'element', selector: '.profile-avatar-name ~ .extra li:has(> .octicon-link) > a[rel~="me"]', read: 'href' }],
    description: [{ from: 'element', selector: '.profile-avatar-name ~ .extra li > .render-content.markup', read: 'text' }],
    profileUrl: [{ from: 'meta', name: 'og:url' }],
  },
  required: ['name'],
};
export default recipe;
