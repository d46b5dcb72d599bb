import type { Recipe } from '../../contracts/recipe.ts';

/** Hosts of an event on Luma. The page (Next.js) carries them in `__NEXT_DATA__`; guests are not in it (2024 to 2026). */
const STATE = { from: 'state', script: 'script#__NEXT_DATA__' } as const;
const reserved = ['home', 'discover', 'pricing', 'signin', 'sign-in', 'login', 'create', 'calendar', 'calendars', 'explore', 'settings', 'user', 'event', 'help', 'about', 'terms', 'privacy', 'jobs', 'blog', 'changelog', 'app', 'manage', 'join', 'cities', 'category', 'map', 'ios', 'android', 'what-is-luma'];
const recipe: Recipe = {
  format: 1,
  id: 'luma-hosts',
  version: 1,
  name: 'Luma event hosts',
  kind: 'list',
  lead: 'person',
  match: [
    { url: 'https://luma.com/:event', not: { event: reserved } },
    { url: 'https://lu.ma/:event', not: { event: reserved } },
  ],
  priority: 0,
  proof: { verified: false, assumes: 'The data as importers of 2024 to 2026 in public repositories read it: props.pageProps.initialData.data.hosts, each with api_id, name, username, bio_short, avatar_url, website, linkedin_handle (/in/x or /company/x), twitter_handle, instagram_handle. No whole page was at hand.' },
  guards: ['script#__NEXT_DATA__', '#__next'],
  rows: [{ ...STATE, path: '$.props.pageProps.initialData.data.hosts' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'item', path: '$.name' }, { from: 'item', path: '$.first_name' }] },
    { key: 'bio', name: 'About', type: 'text', field: 'description', sources: [{ from: 'item', path: '$.bio_short' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'item', path: '$.website' }] },
    { key: 'linkedin', name: 'LinkedIn', type: 'url', field: 'linkedinUrl', sources: [{ from: 'item', path: '$.linkedin_handle', transforms: [{ do: 'match', pattern: '/(?:in|company)/[^/]+' }, { do: 'prefix', text: 'https://www.linkedin.com' }] }] },
    { key: 'x', name: 'X', type: 'url', field: 'xUrl', sources: [{ from: 'item', path: '$.twitter_handle', transforms: [{ do: 'match', pattern: '^@?(\\w+)$' }, { do: 'prefix', text: 'https://x.com/' }] }] },
    { key: 'instagram', name: 'Instagram', type: 'url', field: 'instagramUrl', sources: [{ from: 'item', path: '$.instagram_handle', transforms: [{ do: 'match', pattern: '^@?([\\w.]+)$' }, { do: 'prefix', text: 'https://www.instagram.com/' }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'item', path: '$.username', transforms: [{ do: 'prefix', text: 'https://luma.com/user/' }] }, { from: 'item', path: '$.api_id', transforms: [{ do: 'prefix', text: 'https://luma.com/user/' }] }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'item', path: '$.avatar_url' }] },
    { key: 'event', name: 'Event', type: 'text', field: null, sources: [{ ...STATE, path: '$.props.pageProps.initialData.data.event.name' }] },
  ],
  expect: { minRows: 0, maxRows: 100 },
  required: ['name'],
};
export default recipe;
