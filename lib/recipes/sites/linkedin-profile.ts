import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A person on LinkedIn as members see it. The page is rendered in the browser; most class names are scrambled anew with
 * every release, so that only the member section, utility classes that lasted, ids and labels are asked. Structure of 2024.
 * The labels are those of the English site. LinkedIn hands out other layouts too: there the guards are not on the page.
 */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-profile',
  version: 1,
  name: 'LinkedIn profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://linkedin.com/in/:slug' }, { url: 'https://linkedin.com/in/:slug/:locale' }],
  priority: 0,
  proof: { verified: true, source: 'elalienx/scoutr, test-websites/profile1 to profile5: profiles of 2024 saved by a signed-in member.' },
  guards: ['main section[data-member-id] h1', 'main a#top-card-text-details-contact-info'],
  fields: {
    name: [{ from: 'element', selector: 'main section[data-member-id] h1', read: 'text' }],
    title: [{ from: 'element', selector: 'main section[data-member-id] .text-body-medium.break-words', read: 'text' }],
    companyName: [{ from: 'element', selector: 'main section[data-member-id] button[aria-label^="Current company: "]', read: 'aria-label', transforms: [{ do: 'match', pattern: '^Current company: (.+)\\. Click to skip' }] }],
    location: [{ from: 'element', selector: 'main section[data-member-id] span.text-body-small.inline.t-black--light.break-words', read: 'text' }],
    linkedinUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.linkedin.com/in/' }] }],
    photoUrl: [{ from: 'element', selector: 'main section[data-member-id] button[aria-label="open profile picture"] img', read: 'src' }],
    description: [{ from: 'element', selector: 'main #about ~ .display-flex span[aria-hidden="true"]', read: 'text' }],
  },
  required: ['name', 'linkedinUrl'],
};
export default recipe;
