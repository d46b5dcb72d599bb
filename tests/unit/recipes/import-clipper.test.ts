import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SingleRecipe } from '../../../lib/contracts/recipe.ts';
import { triggerPattern } from '../../../lib/recipes/import/clipper-triggers.ts';
import { sourcesOf } from '../../../lib/recipes/import/clipper-variables.ts';
import { readRecipeFile } from '../../../lib/recipes/import/index.ts';
import { matchRecipes } from '../../../lib/recipes/registry.ts';
import { bestOf, captureOf, documentOf } from '../capture/support.ts';

const template = (over: object = {}): string =>
  JSON.stringify({
    schemaVersion: '0.1.0', name: 'People of the works', behavior: 'create', noteContentFormat: '{{content}}', noteNameFormat: '{{title}}', path: 'People', triggers: ['https://works.example.com/people/'],
    properties: [
      { name: 'job title', value: '{{selector:.role|trim}}', type: 'text' },
      { name: 'company', value: '{{schema:@Person:worksFor.name}}', type: 'text' },
      { name: 'email', value: '{{selector:a[href^="mailto:"]?href|replace:"mailto:":""|lower}}', type: 'text' },
      { name: 'city', value: '{{selector:.place|split:","|first}}', type: 'text' },
      { name: 'description', value: '{{description|slice:0,20}}', type: 'text' },
      { name: 'X', value: 'https://x.com/{{meta:name:handle}}', type: 'text' },
      { name: 'tags', value: 'people', type: 'multitext' },
      { name: 'summary of it', value: '{{"a summary"}}', type: 'text' },
    ],
    ...over,
  });
function read(text: string) {
  const file = readRecipeFile(text);
  if ('error' in file) throw new Error(file.error);
  return file;
}

describe('a template', () => {
  it('becomes a recipe that reads its page', async () => {
    const { recipes, warnings, format } = read(template());
    expect(format).toBe('clipper');
    const [recipe] = recipes as SingleRecipe[];
    const doc = documentOf(
      `<title>Ada Example</title><meta property="og:title" content="Ada Example"><meta name="description" content="Buys tiles and glazed bricks for the works."><meta name="handle" content="ada_example">
      <script type="application/ld+json">{"@type":"Person","name":"Ada","worksFor":{"@type":"Organization","name":"Example Works"}}</script>
      <h1>Ada Example</h1><p class="role"> Head of Buying </p><p class="place">Leeds, England</p><a href="mailto:ADA@example-works.example">Mail</a>`,
      'https://works.example.com/people/ada',
    );
    expect(matchRecipes(doc.URL, recipes)).toHaveLength(1);
    expect(bestOf((await captureOf(doc, recipes)).fields)).toMatchObject({ name: 'Ada Example', title: 'Head of Buying', companyName: 'Example Works', workEmail: 'ada@example-works.example', location: 'Leeds', description: 'Buys tiles and glaze', xUrl: 'https://x.com/ada_example' });
    expect(recipe).toMatchObject({ lead: 'person', kind: 'single', required: ['name'] });
    expect(warnings).toEqual([expect.stringMatching(/tags/), expect.stringMatching(/a summary/)]);
  });

  it('without an address of its own is left out, and says why', () => {
    expect(read(template({ triggers: ['schema:@Person'] })).skipped).toEqual([{ name: 'People of the works', why: expect.stringMatching(/every site/) as string }]);
    expect(read(template({ triggers: [] })).skipped[0]?.why).toMatch(/no address/);
    const both = read(template({ triggers: ['schema:@Organization', 'https://example.com/'] })).recipes[0];
    expect(both).toMatchObject({ lead: 'company', guards: ['script[type="application/ld+json"]'] });
  });
});

it.each([
  ['https://works.example.com/people/', 'https://works.example.com/people/*'],
  ['https://works.example.com', 'https://works.example.com/*'],
  ['https://example.com/pro', 'https://example.com/pro*'],
  ['https://example.com/watch?v=', 'https://example.com/watch?v=*'],
  ['/^https?:\\/\\/(www\\.)?example\\.com\\/[^\\/]+\\/status\\/\\d+/', 'http{s}?://{www.}?example.com/:part1/status/:part2(\\d+)*'],
  ['/^https:\\/\\/example\\.com\\/in\\/.+$/', 'https://example.com/in/*'],
  ['/(a|b)+c?/', null],
  ['/^https:\\/\\/[a-z]+\\.com/', null],
  ['about:blank', null],
  ['https://com/', null],
])('the trigger %s is the pattern %s', (trigger, pattern) => {
  const made = triggerPattern(trigger)?.replace(/:part\d+/g, (part) => part) ?? null;
  expect(made?.replace(/:part\d+/g, ':part') ?? null).toBe(pattern?.replace(/:part\d+/g, ':part') ?? null);
});

it.each<[string, object[]]>([
  ['{{title}}', [{ from: 'meta', name: 'og:title' }, { from: 'element', selector: 'h1', read: 'text' }, { from: 'element', selector: 'title', read: 'text' }]],
  ['{{selector:.a > .b?data-id}}', [{ from: 'element', selector: '.a > .b', read: 'data-id' }]],
  ['{{selectorHtml:article}}', [{ from: 'element', selector: 'article', read: 'text' }]],
  ['{{selector:[data-x=\\"y\\"]}}', [{ from: 'element', selector: '[data-x="y"]', read: 'text' }]],
  ['{{meta:property:og:image}}', [{ from: 'meta', name: 'og:image' }]],
  ['{{schema:@Movie:director[*].name|join}}', [{ from: 'jsonld', type: 'Movie', path: '$.director[*].name' }]],
  ['{{schema:author.name|upper}}', [{ from: 'jsonld', path: '$.author.name', transforms: [{ do: 'upper' }] }]],
  ['{{meta:name:a|split:" | "|last}}', [{ from: 'meta', name: 'a', transforms: [{ do: 'part', by: ' | ', index: -1 }] }]],
  ['{{meta:name:a|split:","|slice:1,2}}', [{ from: 'meta', name: 'a', transforms: [{ do: 'part', by: ',', index: 1 }] }]],
  ['{{meta:name:a|replace:/[0-9]+/g:""|replace:"(x)":"y"}}', [{ from: 'meta', name: 'a', transforms: [{ do: 'replace', pattern: '[0-9]+', with: '' }, { do: 'replace', pattern: '\\(x\\)', with: 'y' }] }]],
  ['{{content}}', []],
  ['plain', []],
])('the value %s', (value, sources) => {
  expect(sourcesOf('x', value, [])).toEqual(sources);
});

it('filters that cannot be said are told', () => {
  const warnings: string[] = [];
  sourcesOf('x', '{{meta:name:a|date:"YYYY"|replace:/(a+)+/:"b"|map:x => x|slice:-3}}', warnings);
  expect(warnings).toHaveLength(4);
});

it('any template gives recipes that pass the check, or none', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('{{title}}', '{{selector:a|lower}}', '{{schema:a.b}}', '{{a}}{{b}}', '{{selector:}}', '{{meta:}}', '{{'));
  fc.assert(fc.property(fc.string(), fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant('/^https:\\/\\/a\\.example/')), { maxLength: 4 }), fc.array(fc.record({ name: fc.oneof(fc.string(), fc.constantFrom('name', 'email', 'company')), value }), { maxLength: 6 }), (name, triggers, properties) => {
    const file = readRecipeFile(JSON.stringify({ name, triggers, properties, noteContentFormat: '' }));
    const broken = 'error' in file ? [] : file.skipped.filter(({ why }) => !/address|none of its/.test(why));
    expect(broken).toEqual([]);
  }), { numRuns: 300 });
});

it('what is no file of recipes is said to be none', () => {
  for (const text of ['', 'nonsense', '{}', '[]', 'null', '{"recipes":{}}', '{"a":1}']) expect([text, readRecipeFile(text)]).toEqual([text, { error: expect.stringMatching(/Nothing was imported/) as string }]);
});
