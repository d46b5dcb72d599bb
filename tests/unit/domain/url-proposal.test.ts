import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchUrlPattern, parseUrlPattern } from '../../../lib/domain/recipe/url-pattern.ts';
import { patternFits, proposeUrlPattern } from '../../../lib/domain/recipe/url-proposal.ts';

it.each([
  ['https://example.com/people/ada-example', 'single', 'https://example.com/people/:slug'],
  ['https://www.example.com/people/ada-example?ref=1#top', 'single', 'https://example.com/people/:slug'],
  ['https://example.com/people/ada', 'single', 'https://example.com/people/:slug'],
  ['https://example.com/contact', 'single', 'https://example.com/contact'],
  ['https://example.com/firma/impressum.html', 'single', 'https://example.com/firma/impressum.html'],
  ['https://example.com/company/4711/team/ada.html', 'single', 'https://example.com/company/:id/team/:slug'],
  ['https://example.com/c/0f8fad5b-d9cb-469f-a165-70867728950e', 'single', 'https://example.com/c/:id'],
  ['https://example.com/1/2', 'single', 'https://example.com/:id/:id2'],
  ['https://example.com/caf%C3%A9-lantern', 'single', 'https://example.com/:slug'],
  ['https://example.com/p/a,b;c', 'single', 'https://example.com/p/:slug'],
  ['https://example.com/members', 'list', 'https://example.com/members'],
  ['https://example.com/members?page=2', 'list', 'https://example.com/members'],
  ['https://example.com/members/3', 'list', 'https://example.com/members/:page'],
  ['https://example.com/members/page-3', 'list', 'https://example.com/members/:page'],
  ['https://example.com/spring-trade-fair/speakers', 'list', 'https://example.com/:slug/speakers'],
  ['https://example.com/', 'list', 'https://example.com/'],
  ['http://127.0.0.1:8080/members', 'list', 'http://127.0.0.1/members'],
] as const)('%s (%s) becomes %s', (address, mode, wanted) => {
  expect(proposeUrlPattern(address, mode)).toBe(wanted);
});

it.each(['chrome://settings', 'http://intranet/a', 'file:///tmp/a.html', '', 'about:blank'])('has none for %s', (address) => expect(proposeUrlPattern(address, 'list')).toBeNull());

it('always fits the address it was made of, and names no variable twice', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constantFrom('list' as const, 'single' as const), (address, mode) => {
      const pattern = proposeUrlPattern(address, mode);
      if (pattern === null) return;
      const parsed = parseUrlPattern(pattern);
      expect(parsed).not.toBeNull();
      expect(parsed && matchUrlPattern(parsed, address)).not.toBeNull();
      const names = pattern.split('/').filter((part) => part.startsWith(':'));
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

it('tells while typing whether a pattern is one and fits', () => {
  expect(patternFits('https://example.com/:slug', 'https://example.com/ada')).toBe('fits');
  expect(patternFits('https://example.com/people/:slug', 'https://example.com/ada')).toBe('other-page');
  expect(patternFits('https://com/:slug', 'https://example.com/ada')).toBe('no-pattern');
  expect(patternFits('', 'https://example.com/ada')).toBe('no-pattern');
});
