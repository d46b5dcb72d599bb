import type { Recipe } from '../../contracts/recipe.ts';

/** The directory of representatives of the United States House: tables by state and the same people again by last name; the second is read, its rows carry state and district (2022 to 2026, a Drupal view). */
const recipe: Recipe = {
  format: 1,
  id: 'us-house-members',
  version: 1,
  name: 'US House representatives',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://www.house.gov/representatives' }],
  priority: 0,
  proof: { verified: false, assumes: 'The tables by last name as parsers of 2022 to 2026 in public repositories read them: table[id*="reps_by_name"], cells .views-field-value-1 (Last, First with the link), -value-4 (state and district), -value-6 (party), -value-8 (room), -value-9 (phone), -markup (committees). An excerpt of the tables by state was at hand, not the whole page.' },
  guards: ['table[id*="reps_by_name"] td[class~="views-field-value-1"] a[href]'],
  rows: [{ from: 'elements', record: 'table[id*="reps_by_name"] tbody > tr' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'td[class~="views-field-value-1"] a', read: 'text' }] },
    { key: 'lastName', name: 'Last name', type: 'text', field: 'lastName', sources: [{ from: 'element', selector: 'td[class~="views-field-value-1"] a', read: 'text', transforms: [{ do: 'part', by: ', ', index: 0 }] }] },
    { key: 'firstName', name: 'First name', type: 'text', field: 'firstName', sources: [{ from: 'element', selector: 'td[class~="views-field-value-1"] a', read: 'text', transforms: [{ do: 'part', by: ', ', index: 1 }] }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'td[class~="views-field-value-1"] a', read: 'href' }] },
    { key: 'district', name: 'District', type: 'text', field: 'location', sources: [{ from: 'element', selector: 'td[class~="views-field-value-4"]', read: 'text' }] },
    { key: 'party', name: 'Party', type: 'text', field: null, sources: [{ from: 'element', selector: 'td[class~="views-field-value-6"]', read: 'text' }] },
    { key: 'room', name: 'Office room', type: 'text', field: 'address', sources: [{ from: 'element', selector: 'td[class~="views-field-value-8"]', read: 'text' }] },
    { key: 'phone', name: 'Phone', type: 'phone', field: 'phone', sources: [{ from: 'element', selector: 'td[class~="views-field-value-9"]', read: 'text' }] },
    { key: 'committees', name: 'Committees', type: 'text', field: null, sources: [{ from: 'element', selector: 'td[class~="views-field-markup"] li', read: 'text', all: true }, { from: 'element', selector: 'td[class~="views-field-markup"]', read: 'text' }] },
  ],
  expect: { minRows: 1, maxRows: 600 },
  required: ['name', 'website'],
};
export default recipe;
