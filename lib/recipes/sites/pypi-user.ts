import type { Recipe } from '../../contracts/recipe.ts';

/** A person on the Python Package Index. Server-rendered; the email stands there only for those who are logged in (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'pypi-user',
  version: 1,
  name: 'PyPI user',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://pypi.org/user/:username' }],
  priority: 0,
  proof: { verified: true, source: 'pypi/warehouse, warehouse/templates/accounts/profile.html and includes/accounts/profile-public-email.html at 6b6215712 (2026-08-21)' },
  guards: ['.author-profile .author-profile__metadiv .fa-user-circle'],
  fields: {
    name: [
      { from: 'element', selector: '.author-profile h1.author-profile__name', read: 'text' },
      { from: 'element', selector: '.author-profile .fa-user-circle ~ .break', read: 'text' },
    ],
    email: [{ from: 'element', selector: '.author-profile a.public-email', read: 'text' }],
    photoUrl: [{ from: 'element', selector: '.author-profile > img', read: 'src' }],
    profileUrl: [{ from: 'url', variable: 'username', transforms: [{ do: 'prefix', text: 'https://pypi.org/user/' }, { do: 'suffix', text: '/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
