import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../../lib/contracts/recipe.ts';
import { applyTransforms, isSafePattern } from '../../../lib/domain/recipe/transform.ts';
import { matchUrlPattern, parseUrlPattern } from '../../../lib/domain/recipe/url-pattern.ts';

const match = (pattern: string, url: string): Record<string, string> | null => {
  const parsed = parseUrlPattern(pattern);
  const found = parsed && matchUrlPattern(parsed, url);
  return found ? Object.fromEntries(found) : null;
};

describe('address patterns', () => {
  it('match whole addresses and name their parts', () => {
    expect(match('https://github.com/:login', 'https://www.github.com/ada/?tab=x#y')).toEqual({ login: 'ada' });
    expect(match('https://:team.example.com/people/:slug', 'https://works.example.com/people/ada%20e')).toEqual({ team: 'works', slug: 'ada e' });
    expect(match('https://example.com/a/*', 'https://example.com/a/b/c')).toEqual({});
    expect(match('https://example.com/a/*', 'https://example.com/a')).toEqual({});
    expect(match('https://example.com', 'https://example.com/?x=1')).toEqual({});
    expect(match('https://example.com/', 'https://example.com')).toEqual({});
    for (const url of ['https://github.com/', 'https://github.com/a/b', 'http://github.com/a', 'https://github.com.evil.example/a', 'https://evil.example/@github.com/a', 'nonsense', 'https://evilgithub.com/a', 'https://evil.example#https://github.com/a']) expect([url, match('https://github.com/:login', url)]).toEqual([url, null]);
  });

  it.each<[string, string, Record<string, string> | null]>([
    ['http{s}?://example.com/', 'http://example.com/', {}],
    ['*://example.com/', 'https://example.com/', {}],
    ['https://example.com/{p/}?:id', 'https://example.com/p/7', { id: '7' }],
    ['https://example.com/{p/}?:id', 'https://example.com/7', { id: '7' }],
    ['https://example.com/people/:id?', 'https://example.com/people', {}],
    ['https://example.com/people/:id?', 'https://example.com/people/7', { id: '7' }],
    ['https://example.com/people/:id?page=:page', 'https://example.com/people/7?page=2', { id: '7', page: '2' }],
    ['https://example.com/*/team', 'https://example.com/a/b/team/', {}],
    ['https://example.com/team-*', 'https://example.com/team-of-ada', {}],
    ['https://example.com/:id(\\d+)', 'https://example.com/42', { id: '42' }],
    ['https://example.com/:id(\\d+)', 'https://example.com/42x', null],
    ['https://example.com/:lang(en|de|pt-[a-z]{2})/p', 'https://example.com/pt-br/p', { lang: 'pt-br' }],
    ['https://example.com/:slug([^/_]+)_:n([0-9]{2,3})', 'https://example.com/ada_042', { slug: 'ada', n: '042' }],
    ['https://example.com/:a-:b', 'https://example.com/x-y-z', { a: 'x-y', b: 'z' }],
    ['https://example.com/search?q=:q&type=people', 'https://example.com/search?type=people&x=1&q=ada+e%26b', { q: 'ada e&b' }],
    ['https://example.com/search?q=:q&type=people', 'https://example.com/search?q=ada', null],
    ['https://example.com/search?q=:q', 'https://example.com/search?q=', null],
    ['https://example.com/search?tab=*', 'https://example.com/search?tab=100%25', {}],
    ['https://example.com/q?p=:p', 'https://example.com/q?p=100%2525', { p: '100%25' }],
    ['https://{*.}?example.com/', 'https://a.b.example.com/', {}],
    ['https://{www.}?example.com/', 'https://example.com/', {}],
    ['https://*.example.com/', 'https://a.b.example.com/', {}],
    ['https://*.example.com/', 'https://evilexample.com/', null],
    ['https://:site(a|b).example.com/', 'https://b.example.com/', { site: 'b' }],
    ['https://app.example.com/#/people/:id', 'https://app.example.com/#/people/9', { id: '9' }],
    ['https://app.example.com/#/people/:id', 'https://app.example.com/', null],
    ['https://example.com:8443/', 'https://example.com:8443/', {}],
    ['https://example.com:8443/', 'https://example.com/', null],
    ['https://example.com/straße/:n', 'https://example.com/stra%C3%9Fe/1', { n: '1' }],
    ['http://localhost/:a', 'http://localhost:3000/x', { a: 'x' }],
  ])('%s on %s', (pattern, url, variables) => {
    expect(match(pattern, url)).toEqual(variables);
  });

  it('that mean the whole web, or are none, are refused', () => {
    const bad = ['*', 'https://*/a', 'https://:host/a', 'https://:a.:b/', 'https://com/', 'javascript:alert(1)', 'https://exa mple.com/', 'https://*.com/', 'https://:a.co.uk/', 'https://*.com.au/', 'https://*example.com/', 'https://{a}?example.com/', 'https://example.{com}', 'https://example.:tld/', 'https://(.*)/', 'file:///a', 'https://.com/', 'https://a..com/',
      'https://example.com/:id(', 'https://example.com/:id(a{200})', 'https://example.com/:id((?=a))', 'https://example.com/:id((a)\\1)', 'https://example.com/{a', 'https://example.com/a}', 'https://example.com/:', 'https://example.com/:id([])', 'https://example.com/?=1', `https://example.com/:a(${'('.repeat(20)}a${')'.repeat(20)})`, 'https://example.com/:a((((x{99}){99}){99}){99})'];
    for (const pattern of bad) expect([pattern, parseUrlPattern(pattern)]).toEqual([pattern, null]);
  });

  const part = fc.constantFrom('a', '-', '/', ':x', ':y(\\d+)', ':z((a|b)+)', '*', '{/a}?', '{b*}?', '(a*)', '[', '(', '}', '?q=:q', 'é');
  it('never throw, and never match another host', () => {
    fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (parts, url, text) => {
      const parsed = parseUrlPattern(`https://example.com/${parts.join('')}`);
      expect(!parsed || matchUrlPattern(parsed, url) === null || /^https:\/\/(?:www\.)?example\.com/i.test(url)).toBe(true);
      expect(!parsed || matchUrlPattern(parsed, text) === null || text.startsWith('http')).toBe(true);
      expect(parseUrlPattern(text) === null || /^(?:https?|http\{s\}\?|\*):\/\//.test(text)).toBe(true);
    }));
  });

  it('of plain text and variables match the addresses they are filled with', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 }), (pairs) => {
      const pattern = `https://example.com/${pairs.map(([name], i) => `${name}/:v${i}`).join('/')}`;
      const url = `https://example.com/${pairs.map(([name, value]) => `${name}/${value}`).join('/')}`;
      expect(match(pattern, url)).toEqual(Object.fromEntries(pairs.map(([, value], i) => [`v${i}`, value])));
    }));
  });

  it.each(['(a+)+', '((a|a)*)*', '(a|aa)+', '(.*.*.*.*)*x', '*a*a*a*a*a*a*b', ':a(\\w*):b(\\w*):c(\\w*)!'])('%s takes no longer on a text made for it', (evil) => {
    const pattern = parseUrlPattern(`https://example.com/${evil}`);
    const started = performance.now();
    expect(pattern && matchUrlPattern(pattern, `https://example.com/${'a'.repeat(1_900)}-`)).toBeNull();
    // A text made for it would take longer than anybody waits; the machine may be busy meanwhile.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(pattern).not.toBeNull();
  });
});

describe('transforms', () => {
  it('cut, match, prefix and lower, or leave nothing', () => {
    expect(applyTransforms(' 23310 - Tiles ', [{ do: 'match', pattern: '^\\d+ - (.+)$' }])).toBe('Tiles');
    expect(applyTransforms('@Ada', [{ do: 'strip', text: '@' }, { do: 'lower' }, { do: 'prefix', text: 'https://x.com/' }])).toBe('https://x.com/ada');
    expect(applyTransforms('Tiles', [{ do: 'match', pattern: '\\d+' }])).toBeNull();
    expect(applyTransforms('  ')).toBeNull();
  });

  it.each(['(a+)+$', '(a|a)*', '(a*)*b', '(?:x+y?)+', '([a-z]+)*', 'a?a?a?a?a?a?a?aaaaaaa', '.*.*.*x', '(a{1,9}){9}', '(a)\\1', '(?<=a)b', '(', '(a?){30}'])('%s could run for ever, or is no pattern', (pattern) => {
    expect(isSafePattern(pattern)).toBe(false);
  });
  it.each(['^@?([^@]+)', '^\\d+ - (.+)$', '(?:Mr|Mrs) (.+)', '[+*?()|]', '\\(\\+\\)\\+'])('%s is allowed', (pattern) => {
    expect(isSafePattern(pattern)).toBe(true);
  });
});

describe('the schema of recipes', () => {
  const recipe = {
    format: 1, version: 1, priority: 0, proof: { verified: false }, id: 'example', name: 'Example', kind: 'single', lead: 'person', match: [{ url: 'https://example.com/people/:slug' }], guards: ['h1'],
    fields: { name: [{ from: 'element', selector: 'h1', read: 'text' }] }, required: ['name'],
  };
  it('takes a plain one and refuses what it does not know', () => {
    expect(recipeSchema.parse(recipe)).toEqual(recipe);
    for (const bad of [{ kind: 'list' }, { format: 2 }, { id: 'Bad Id' }, { match: [] }, { match: [{ url: 'https://*/x' }] }, { fields: { nonsense: [] } }, { fields: { name: [] } }, { fields: { name: [{ from: 'script', code: 'x' }] } }, { extra: 1 }, { required: ['nonsense'] }]) {
      expect([bad, recipeSchema.safeParse({ ...recipe, ...bad }).success]).toEqual([bad, false]);
    }
    expect(recipeSchema.safeParse({ ...recipe, fields: { name: [{ from: 'element', selector: 'h1', read: 'text', transforms: [{ do: 'match', pattern: '(a+)+' }] }] } }).success).toBe(false);
  });
});
