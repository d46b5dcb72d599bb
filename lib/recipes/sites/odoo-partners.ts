import type { Recipe } from '../../contracts/recipe.ts';

/** Partners of Odoo in its own directory, which is the software's public partner list: cards under a heading for each grade (2025). */
const recipe: Recipe = {
  format: 1,
  id: 'odoo-partners',
  version: 1,
  name: 'Odoo partners',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://www.odoo.com/{:language(\\w+)/}?partners/*' }],
  priority: 0,
  proof: {
    verified: true,
    source: 'odoo/odoo, addons/website_partnership/views/website_partnership_templates.xml and addons/website_crm_partner_assign/views/website_crm_partner_assign_templates.xml at 006838d83',
    assumes: 'odoo.com uses the public module, as it did before.',
  },
  guards: ['.o_wpartners_card .card-body .card-title'],
  rows: [{ from: 'elements', record: '.o_wpartners_card' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.card-body .card-title', read: 'text' }] },
    { key: 'country', name: 'Country', type: 'text', field: 'country', sources: [{ from: 'element', selector: '#o_wcrm_partners_address', read: 'text' }] },
    { key: 'about', name: 'About', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.o_wcrm_short_description', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a#partner_link_card', read: 'href' }, { from: 'element', selector: 'a[href*="/partners/"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.card-img-top img', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
