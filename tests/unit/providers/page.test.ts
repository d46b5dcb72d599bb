import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PROVIDER_PAGE_LINKS } from '../../../lib/core/limits.ts';
import { readPage } from '../../../lib/providers/page.ts';

const PAGE = `<!DOCTYPE html><html><head>
<title data-x="1">Example &amp; Works</title>
<meta name="Description" content="Kilns &quot;for&quot; everyone&#x21;"><meta property='og:site_name' content='Example Works'/><meta charset=utf-8><meta name=description content=second>
</head><body><a class="x" href="https://www.linkedin.com/company/example-works">L</a><a href='mailto:hello@example-works.example?subject=a'>M</a><A HREF=tel:+33155010000>T</A>
<a href="/about">relative</a><a href="javascript:alert(1)">bad</a><a data-href="https://no.example/">no</a><a href="https://www.linkedin.com/company/example-works">again</a><script>var a = "<a href='https://script.example/'>";</script></body></html>`;

test('title, meta tags and links', () => {
  expect(readPage(PAGE)).toEqual({
    title: 'Example & Works',
    meta: { description: 'Kilns "for" everyone!', 'og:site_name': 'Example Works' },
    links: ['https://www.linkedin.com/company/example-works', 'mailto:hello@example-works.example?subject=a', 'tel:+33155010000', 'https://script.example/'],
  });
});

test('what is no page', () => {
  for (const text of ['', 'null', '{"error":"x"}', 'plain words < and >', '\u0000\ufffd']) expect(readPage(text)).toBeUndefined();
});

test('a meta tag called like a part of every object is only a name', () => {
  const page = readPage('<html><meta name="__proto__" content="x"><meta name="constructor" content="y">');
  expect(({} as { x?: string }).x).toBeUndefined();
  expect(Object.hasOwn(page?.meta ?? {}, 'constructor')).toBe(true);
});

test('any text is read within its bounds', () => {
  const many = readPage(`<html>${Array.from({ length: 2_000 }, (_, i) => `<a href="https://x.example/${i}">`).join('')}`);
  expect(many?.links).toHaveLength(PROVIDER_PAGE_LINKS);
  const started = performance.now();
  for (const text of [`<html>${'<a '.repeat(200_000)}`, `<html>${'<meta name="'.repeat(60_000)}`, `<html>${'<title>'.repeat(90_000)}`, `<html><a ${'x='.repeat(300_000)}`]) readPage(text);
  expect(performance.now() - started).toBeLessThan(5_000);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('<a href=', '"', "'", '>', '<meta ', 'name="x"', 'content=', 'https://x.example', '&#x110000;', '&#0;', '&lt;', ' ', '<html>'), { maxLength: 60 }), (parts) => {
      const page = readPage(`<html>${parts.join('')}`);
      expect(page?.links.every((link) => /^(https?:\/\/|mailto:|tel:)/i.test(link))).toBe(true);
    }),
  );
});
