import type { Recipe } from '../../contracts/recipe.ts';

/** A monthly "Who is hiring?" thread on Hacker News: every top-level comment is a company's, by custom "Company | Role | Place | ..." in its first line (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'hacker-news-hiring',
  version: 1,
  name: 'Hacker News: who is hiring',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://news.ycombinator.com/item?id=:id(\\d+)' }],
  priority: 0,
  proof: { verified: false, assumes: 'The thread as excerpts and parsers of 2021 to 2026 in public repositories show it: .fatitem with a.hnuser, .comment-tree tr.comtr, td.ind with the depth in indent, .commtext, .age a, a.morelink. No whole page was at hand.' },
  guards: ['.fatitem a.hnuser[href="user?id=whoishiring"]', '.comment-tree tr.comtr .commtext'],
  rows: [{ from: 'elements', container: '.comment-tree', record: 'tr.athing.comtr:has(td.ind[indent="0"]):has(.commtext)' }],
  columns: [
    { key: 'company', name: 'Company', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.commtext', read: 'text', transforms: [{ do: 'part', by: '|', index: 0 }, { do: 'match', pattern: '^.{1,120}' }, { do: 'replace', pattern: ' ?\\(?https?:.*$', with: '' }] }] },
    { key: 'role', name: 'Second part', type: 'text', field: null, sources: [{ from: 'element', selector: '.commtext', read: 'text', transforms: [{ do: 'part', by: '|', index: 1 }, { do: 'match', pattern: '^.{1,120}' }] }] },
    { key: 'place', name: 'Third part', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.commtext', read: 'text', transforms: [{ do: 'part', by: '|', index: 2 }, { do: 'match', pattern: '^.{1,60}' }] }] },
    { key: 'website', name: 'First link', type: 'url', field: 'website', sources: [{ from: 'element', selector: '.commtext a[href^="http"]', read: 'href' }] },
    { key: 'email', name: 'Email', type: 'email', field: 'email', sources: [{ from: 'element', selector: '.commtext', read: 'text', transforms: [{ do: 'match', pattern: '[\\w.+-]+@[\\w.-]+\\w' }] }] },
    { key: 'author', name: 'Posted by', type: 'text', field: null, sources: [{ from: 'element', selector: '.comhead a.hnuser', read: 'text' }] },
    { key: 'comment', name: 'Comment', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.comhead .age a', read: 'href' }] },
    { key: 'text', name: 'Text', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.commtext', read: 'text' }] },
  ],
  next: { by: 'link', selector: 'a.morelink[rel="next"]' },
  expect: { minRows: 1, maxRows: 1000 },
  required: ['company', 'comment'],
};
export default recipe;
