import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A person on GitLab (the best known hosts are named). The profile carries microdata of schema.org since 2021; what is
 * around it was moved into a side column in 2024, so only the microdata and the links' own titles are asked.
 */
const recipe: Recipe = {
  format: 1,
  id: 'gitlab-profile',
  version: 1,
  name: 'GitLab profile',
  kind: 'single',
  lead: 'person',
  match: [
    { url: 'https://gitlab.com/:username', not: { username: ['-', 'abuse_reports', 'admin', 'api', 'dashboard', 'explore', 'groups', 'help', 'import', 'invites', 'jwt', 'login', 'oauth', 'profile', 'projects', 'public', 'search', 'snippets', 'unsubscribes', 'uploads', 'users', 'v2'] } },
    { url: 'https://gitlab.gnome.org/:username', not: { username: ['-', 'admin', 'dashboard', 'explore', 'groups', 'help', 'projects', 'public', 'search', 'snippets', 'users'] } },
    { url: 'https://gitlab.freedesktop.org/:username', not: { username: ['-', 'admin', 'dashboard', 'explore', 'groups', 'help', 'projects', 'public', 'search', 'snippets', 'users'] } },
    { url: 'https://salsa.debian.org/:username', not: { username: ['-', 'admin', 'dashboard', 'explore', 'groups', 'help', 'projects', 'public', 'search', 'snippets', 'users'] } },
    { url: 'https://invent.kde.org/:username', not: { username: ['-', 'admin', 'dashboard', 'explore', 'groups', 'help', 'projects', 'public', 'search', 'snippets', 'users'] } },
  ],
  priority: 0,
  proof: { verified: true, source: 'gitlabhq/gitlabhq, app/views/users/show.html.haml at 012ed4e4f, users/_profile_sidebar.html.haml at 800235cce, app/helpers/users_helper.rb (work_information)' },
  guards: ['.user-profile', '.profile-header .user-info', '[itemtype$="schema.org/Person"] [itemprop="name"]'],
  fields: {
    name: [{ from: 'element', selector: '[itemtype$="schema.org/Person"] [itemprop="name"]', read: 'text', transforms: [{ do: 'match', pattern: '^([^(]+)' }] }],
    title: [{ from: 'element', selector: '[itemtype$="schema.org/Person"] [itemprop="jobTitle"]', read: 'text' }],
    companyName: [{ from: 'element', selector: '[itemtype$="schema.org/Person"] [itemprop="worksFor"]', read: 'text' }],
    location: [{ from: 'element', selector: '[itemprop="address"] [itemprop="addressLocality"]', read: 'text' }],
    email: [{ from: 'element', selector: 'a[itemprop="email"][href^="mailto:"]', read: 'text' }],
    website: [{ from: 'element', selector: 'a[itemprop="url"][rel~="me"]', read: 'href' }],
    photoUrl: [{ from: 'element', selector: '[itemtype$="schema.org/Person"] img[itemprop="image"]', read: 'src' }],
    linkedinUrl: [{ from: 'element', selector: '.profile-header a[title="LinkedIn"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: '.profile-header a[title^="X ("], .profile-header a[title="Twitter"]', read: 'href' }],
    description: [{ from: 'element', selector: '.profile-header .profile-user-bio', read: 'text' }],
    profileUrl: [{ from: 'meta', name: 'og:url' }],
  },
  required: ['name'],
};
export default recipe;
