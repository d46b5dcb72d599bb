import type { Recipe } from '../../contracts/recipe.ts';

/** The organiser of an event on Eventbrite: from the structured data of the event, else from the link to the organiser's page (2023 to 2026). */
const hosts = ['www.eventbrite.com', 'www.eventbrite.co.uk', 'www.eventbrite.ie', 'www.eventbrite.de', 'www.eventbrite.fr', 'www.eventbrite.es', 'www.eventbrite.it', 'www.eventbrite.ca', 'www.eventbrite.com.au'];
const recipe: Recipe = {
  format: 1,
  id: 'eventbrite-organiser',
  version: 1,
  name: 'Eventbrite organiser',
  kind: 'single',
  lead: 'company',
  match: hosts.map((host) => ({ url: `https://${host}/e/:event` })),
  priority: 0,
  proof: { verified: false, assumes: 'JSON-LD of the event with organizer.name and organizer.url, and links a[class*="descriptive-organizer-info"] to /o/, as a dozen parsers of 2023 to 2026 in public repositories read them. No whole page was at hand.' },
  guards: ['script[type="application/ld+json"]', 'a[href*="/o/"]'],
  fields: {
    name: [{ from: 'jsonld', path: '$.organizer.name' }, { from: 'element', selector: 'a[class*="descriptive-organizer-info"][href*="/o/"]', read: 'text' }],
    description: [{ from: 'jsonld', path: '$.organizer.description' }],
    profileUrl: [{ from: 'jsonld', path: '$.organizer.url' }, { from: 'element', selector: 'a[class*="descriptive-organizer-info"][href*="/o/"]', read: 'href' }],
  },
  required: ['name'],
};
export default recipe;
