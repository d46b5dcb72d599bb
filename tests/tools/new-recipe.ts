/**
 * npm run new:recipe -- <id> "<Name>" person|company https://example.com/people/:slug [list]
 * Writes the recipe and its fixture; the conformance battery then says what is missing.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseUrlPattern } from '../../lib/domain/recipe/url-pattern.ts';

const ROOT = join(import.meta.dirname, '../..');
const [id = '', name = '', lead = '', pattern = '', kind = 'single'] = process.argv.slice(2);

const problems = [
  ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : ['The id is in small letters with hyphens, such as example-directory; it stays for ever.']),
  ...(name.trim() !== '' ? [] : ['The name is what people see, such as "Example Directory".']),
  ...(lead === 'person' || lead === 'company' ? [] : ['The lead is person or company.']),
  ...(kind === 'single' || kind === 'list' ? [] : ['The last word is list for a page of many, or left out.']),
  ...(parseUrlPattern(pattern) ? [] : ['The address is a pattern such as https://example.com/people/:slug']),
];
const recipe = join(ROOT, 'lib/recipes/sites', `${id}.ts`);
const fixture = join(ROOT, 'tests/fixtures/recipes', id);
if (problems.length === 0 && (existsSync(recipe) || existsSync(fixture))) problems.push(`${id} is there already.`);
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n\nnpm run new:recipe -- <id> "<Name>" person|company <address pattern> [list]`);
  process.exit(1);
}

const address = pattern.replace(/[?#].*$|\{[^}]*\}\??/g, '').replace(/:[a-z][A-Za-z0-9]*(?:\([^)]*\))?/g, 'ada-example').replace(/\/\*$/, '');
const [heading, field] = lead === 'person' ? ['Ada Example', 'title'] : ['Example Works', 'industry'];
const word = lead === 'person' ? 'Head of Operations' : 'Ceramics';
const [second, secondWord] = lead === 'person' ? ['Ben Sample', 'Buyer'] : ['Sample Tiles', 'Tiles'];

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  console.log(path.slice(ROOT.length + 1));
}

const SINGLE = `  guards: ['main h1'],
  fields: {
    name: [{ from: 'element', selector: 'main h1', read: 'text' }],
    ${field}: [{ from: 'element', selector: 'main h1 + p', read: 'text' }],
  },
  required: ['name'],
`;
const LIST = `  guards: ['main ul.results'],
  rows: [{ from: 'elements', container: 'main ul.results', record: ':scope > li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'h3', read: 'text' }] },
    { key: '${field}', name: '${lead === 'person' ? 'Title' : 'Industry'}', type: 'text', field: '${field}', sources: [{ from: 'element', selector: 'p', read: 'text' }] },
    { key: 'page', name: 'Page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'h3 a', read: 'href' }] },
  ],
  next: { by: 'link', selector: 'a[rel="next"]' },
  detail: { column: 'page' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name'],
`;
write(
  recipe,
  `import type { Recipe } from '../../contracts/recipe.ts';

const recipe: Recipe = {
  format: 1,
  id: '${id}',
  version: 1,
  name: ${JSON.stringify(name)},
  kind: '${kind}',
  lead: '${lead}',
  match: [{ url: '${pattern}' }],
  priority: 0,
  proof: { verified: false, assumes: 'Say what you take for granted, or name the page it was held against.' },
${kind === 'list' ? LIST : SINGLE}};
export default recipe;
`,
);
const page = (body: string): string => `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${heading}</title></head>\n<body><main>${body}</main></body>\n</html>\n`;
const expected = (value: object): void => write(join(fixture, 'expected.json'), `${JSON.stringify(value, null, 2)}\n`);
if (kind === 'list') {
  const row = (title: string, line: string, path: string): string => `\n  <li><h3><a href="/${path}">${title}</a></h3><p>${line}</p></li>`;
  const at = (path: string): string => new URL(path, address).href;
  write(join(fixture, 'page.html'), page(`\n<ul class="results">${row(heading, word, 'first')}${row(second, secondWord, 'second')}\n</ul>\n<a rel="next" href="?page=2">Next</a>`));
  expected({ url: address, kind, rows: [{ name: heading, [field]: word, page: at('/first') }, { name: second, [field]: secondWord }], count: 2, next: { kind: 'link', url: at('?page=2'), selector: 'a[rel="next"]' } });
} else {
  write(join(fixture, 'page.html'), page(`<h1>${heading}</h1><p>${word}</p>`));
  expected({ url: address, kind: lead, fields: { name: heading, [field]: word } });
}
console.log('\nPut the structure of the site into page.html, with invented people only, and the selectors into the recipe.\nThen: npx vitest run tests/conformance/recipes.test.ts');
