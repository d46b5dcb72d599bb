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
    for (const url of ['https://github.com/', 'https://github.com/a/b', 'http://github.com/a', 'https://github.com.evil.example/a', 'https://evil.example/@github.com/a', 'nonsense']) expect([url, match('https://github.com/:login', url)]).toEqual([url, null]);
  });

  it('that mean the whole web are refused', () => {
    for (const pattern of ['*', 'https://*/a', 'https://:host/a', 'https://:a.:b/', 'https://com/', 'javascript:alert(1)', 'https://exa mple.com/', 'https://example.com/(a+)+']) expect([pattern, parseUrlPattern(pattern)]).toEqual([pattern, null]);
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (pattern, url) => {
      const parsed = parseUrlPattern(pattern);
      expect(parsed === null || matchUrlPattern(parsed, url) === null || url.length > 0).toBe(true);
    }));
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
