/**
 * npm run new:recipe -- <id> "<Name>" person|company https://example.com/people/:slug
 * Writes the recipe and its fixture; the conformance battery then says what is missing.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseUrlPattern } from '../../lib/domain/recipe/url-pattern.ts';

const ROOT = join(import.meta.dirname, '../..');
const [id = '', name = '', lead = '', pattern = ''] = process.argv.slice(2);

const problems = [
  ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : ['The id is in small letters with hyphens, such as example-directory; it stays for ever.']),
  ...(name.trim() !== '' ? [] : ['The name is what people see, such as "Example Directory".']),
  ...(lead === 'person' || lead === 'company' ? [] : ['The lead is person or company.']),
  ...(parseUrlPattern(pattern) ? [] : ['The address is a pattern such as https://example.com/people/:slug']),
];
const recipe = join(ROOT, 'lib/recipes/sites', `${id}.ts`);
const fixture = join(ROOT, 'tests/fixtures/recipes', id);
if (problems.length === 0 && (existsSync(recipe) || existsSync(fixture))) problems.push(`${id} is there already.`);
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n\nnpm run new:recipe -- <id> "<Name>" person|company <address pattern>`);
  process.exit(1);
}

const address = pattern.replace(/:[a-z][A-Za-z0-9]*/g, 'ada-example').replace(/\/\*$/, '');
const [heading, field] = lead === 'person' ? ['Ada Example', 'title'] : ['Example Works', 'industry'];
const word = lead === 'person' ? 'Head of Operations' : 'Ceramics';

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  console.log(path.slice(ROOT.length + 1));
}

write(
  recipe,
  `import type { Recipe } from '../../contracts/recipe.ts';

const recipe: Recipe = {
  format: 1,
  id: '${id}',
  version: 1,
  name: ${JSON.stringify(name)},
  kind: 'single',
  lead: '${lead}',
  match: [{ url: '${pattern}' }],
  priority: 0,
  proof: { verified: false, assumes: 'Say what you take for granted, or name the page it was held against.' },
  guards: ['main h1'],
  fields: {
    name: [{ from: 'element', selector: 'main h1', read: 'text' }],
    ${field}: [{ from: 'element', selector: 'main h1 + p', read: 'text' }],
  },
  required: ['name'],
};
export default recipe;
`,
);
write(join(fixture, 'page.html'), `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${heading}</title></head>\n<body><main><h1>${heading}</h1><p>${word}</p></main></body>\n</html>\n`);
write(join(fixture, 'expected.json'), `${JSON.stringify({ url: address, kind: lead, fields: { name: heading, [field]: word } }, null, 2)}\n`);
console.log('\nPut the structure of the site into page.html, with invented people only, and the selectors into the recipe.\nThen: npx vitest run tests/conformance/recipes.test.ts');
