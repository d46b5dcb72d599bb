/** Rows of recipe drafts for the pictures. Everybody is invented. */
import type { ListRecipe, SingleRecipe } from '../../../lib/contracts/recipe.ts';
import type { DraftRow } from '../../../lib/storage/draft-row.ts';
import { NOW, TAB } from './seeds.ts';

const NAMES = ['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture', 'Emil Testcase', 'Farah Demo', 'Gus Template', 'Hana Mockley', 'Ivo Specimen', 'June Pattern', 'Kofi Draft', 'Lena Stub'];
const shared = { format: 1 as const, version: 1, priority: 100, guards: [], proof: { verified: true, source: 'Picked on directory.example.org on 2026-11-25' } };
const element = (selector: string, read = 'text') => ({ from: 'element' as const, selector, read });

const list: ListRecipe = {
  ...shared, id: 'directory-example-org-list', name: 'Members, directory.example.org', kind: 'list', lead: 'person', match: [{ url: 'https://directory.example.org/members' }],
  rows: [{ from: 'elements', container: '.mems', record: ':scope > li.mem' }],
  columns: [
    { key: 'heading', name: 'Name', type: 'text', field: 'name', sources: [element('h3')] },
    { key: 'link', name: 'Profile', type: 'url', field: 'profileUrl', sources: [element('a', 'href')] },
    { key: 'role', name: 'Role', type: 'text', field: 'title', sources: [element('.role')] },
    { key: 'org', name: 'Org', type: 'text', field: null, sources: [element('.org')] },
  ],
  expect: { minRows: 1, maxRows: 200 }, required: ['heading'],
};
const single: SingleRecipe = {
  ...shared, id: 'example-com-page', name: 'Ada Example, example.com', kind: 'single', lead: 'person', match: [{ url: 'https://example.com/people/:slug' }],
  fields: { name: [element('h1.name')], title: [element('.position')], email: [element('a.mail', 'href')], location: [element('[itemprop="addressLocality"]')] }, required: ['name'],
};

export const draft = (): DraftRow => ({
  tabId: TAB, at: NOW, state: 'ready', mode: 'list', kind: 'person', url: 'https://directory.example.org/members', recipe: list,
  preview: { keys: ['heading', 'link', 'role', 'org'], count: 48, rows: NAMES.map((name, i) => [name, `https://directory.example.org/people/${i + 1}`, i % 3 === 2 ? '' : 'Head of Operations', 'Example Works, Leeds']) },
});
export const draftSingle = (): DraftRow => ({
  tabId: TAB, at: NOW, state: 'ready', mode: 'single', kind: 'person', url: 'https://example.com/people/ada-example', recipe: single,
  preview: { keys: ['name', 'title', 'email', 'location'], count: 1, rows: [['Ada Example', 'Head of Operations', 'ada@example.com', 'Leeds']] },
});
