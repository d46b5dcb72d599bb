import type { Recipe } from '../../contracts/recipe.ts';

/** The speaker list or the author index of a conference on Indico (CERN's event software; the best known hosts are named). One page, name and affiliation side by side (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'indico-speakers',
  version: 1,
  name: 'Indico speakers and authors',
  kind: 'list',
  lead: 'person',
  match: [
    { url: 'https://indico.cern.ch/event/:event/contributions/:list(speakers|authors)' },
    { url: 'https://indico.desy.de/event/:event/contributions/:list(speakers|authors)' },
    { url: 'https://indico.esa.int/event/:event/contributions/:list(speakers|authors)' },
    { url: 'https://indico.fnal.gov/event/:event/contributions/:list(speakers|authors)' },
    { url: 'https://indico.gsi.de/event/:event/contributions/:list(speakers|authors)' },
    { url: 'https://indico.in2p3.fr/event/:event/contributions/:list(speakers|authors)' },
  ],
  priority: 0,
  proof: { verified: true, source: 'indico/indico, events/contributions/templates/display/contribution_person_list_base.html, events/templates/_affiliation.html and events/contributions/blueprint.py at b8f1fde8b8 (2026-08-21)' },
  guards: ['ul.author-list.speaker-list > li.speaker-list-item .speaker-item .name'],
  rows: [{ from: 'elements', container: 'ul.author-list.speaker-list', record: 'li.speaker-list-item' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.speaker-item .name', read: 'text' }] },
    { key: 'affiliation', name: 'Affiliation', type: 'text', field: 'companyName', sources: [{ from: 'element', selector: '.speaker-item .affiliation .text', read: 'text', transforms: [{ do: 'strip', text: '(' }, { do: 'strip', text: ')' }] }] },
    { key: 'role', name: 'Role', type: 'text', field: null, sources: [{ from: 'element', selector: '.author-links .contrib-role', read: 'text' }] },
    { key: 'contributions', name: 'Contributions', type: 'text', field: null, sources: [{ from: 'element', selector: '.author-links a.contrib-title', read: 'text', all: true }] },
    { key: 'page', name: 'First contribution', type: 'url', field: null, sources: [{ from: 'element', selector: '.author-links a.contrib-title', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 5000 },
  required: ['name'],
};
export default recipe;
