import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { rawSitePageSchema } from '../../../lib/contracts/raw-site.ts';
import { readSitePage } from '../../../lib/capture/site/read-site-page.ts';
import { isGeneral } from '../../../lib/capture/site/company-of.ts';
import { decodePage } from '../../../lib/platform/page-text.ts';

const latin = (text: string): Uint8Array => Uint8Array.from([...text].map((c) => c.codePointAt(0) ?? 0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the text of a page', () => {
  it.each([
    ['the header', latin('<p>Käserei'), 'text/html; charset=ISO-8859-1'],
    ['the header in quotes', latin('<p>Käserei'), 'text/html; charset="windows-1252"'],
    ['what the page says', latin('<meta charset=iso-8859-15><p>Käserei'), 'text/html'],
    ['what the page says in the old way', latin('<meta http-equiv="Content-Type" content="text/html; charset=latin1"><p>Käserei'), 'text/html'],
    ['UTF-8 where nothing is said', utf8('<p>Käserei'), 'text/html'],
    ['Western where that does not fit', latin('<p>Käserei'), 'text/html'],
    ['the byte order mark before a wrong header', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('<p>Käserei')]), 'text/html; charset=latin1'],
    ['UTF-16 by its mark', Uint8Array.from([0xff, 0xfe, ...[...'<p>Käserei'].flatMap((c) => [c.charCodeAt(0), 0])]), 'text/html'],
    ['UTF-8 where a page in plain letters says UTF-16', utf8('<meta charset="utf-16"><p>Käserei'), 'text/html'],
    ['no charset of that name', utf8('<meta charset="nonsense"><p>Käserei'), 'text/html; charset=klingon'],
  ])('goes by %s', (_what, bytes, type) => {
    expect(decodePage(bytes, type)).toMatch(/Käserei$/);
  });
  it('is UTF-8 also when it was cut in the middle of a letter', () => {
    expect(decodePage(utf8('<p>Käse ä').slice(0, -1), 'text/html')).toContain('Käse');
  });
});

const { DOMParser } = new JSDOM('').window;
const read = (html: string, url = 'https://kestrel.example/de/'): ReturnType<typeof readSitePage> => readSitePage({ url, html }, (text) => new DOMParser().parseFromString(text, 'text/html'), { now: () => 0, pause: () => Promise.resolve() });

describe('a page of a site', () => {
  it('has its links and assets at whole addresses, also below a base of its own', async () => {
    const plain = await read('<a href="kontakt">Kontakt</a><a href="/team#x"><img alt=""></a><a href="mailto:x@y.example">m</a><script src="../app.js"></script>');
    expect(plain.links).toEqual([{ url: 'https://kestrel.example/de/kontakt', text: 'Kontakt' }, { url: 'https://kestrel.example/team', text: '' }]);
    expect(plain.assets).toEqual(['https://kestrel.example/app.js']);
    expect((await read('<head><base href="/en/"></head><a href="contact">Contact</a>')).links[0]?.url).toBe('https://kestrel.example/en/contact');
  });

  it('names what snippets load, and not the addresses that are only data', async () => {
    const { assets } = await read(`<script>j.src="https:\\/\\/connect.facebook.net\\/en_US\\/fbevents.js"; var me = "https://www.youtube.com/@x"</script><script type="application/ld+json">{"sameAs":"https://www.paypal.com/js/x.js"}</script>`);
    expect(assets).toEqual(['https://connect.facebook.net/en_US/fbevents.js']);
  });

  it('stays within its bounds whatever the page holds', async () => {
    const html = `${'<a href="/p">x</a>'.repeat(10)}${Array.from({ length: 3_000 }, (_, i) => `<a href="/${i}/${'y'.repeat(i % 3_000)}">${'z'.repeat(500)}</a><script src="/${i}.js?${'q'.repeat(900)}"></script>`).join('')}<script>${'//a.b/'.repeat(60_000)}</script><meta name="generator" content="${'g'.repeat(9_000)}">`;
    const page: unknown = JSON.parse(JSON.stringify(await read(html)));
    expect(rawSitePageSchema.safeParse(page).error).toBeUndefined();
  }, 30_000);
});

describe('a general mailbox', () => {
  it.each([
    ['info@kestrel.example', true], ['kontakt@kestrel.example', true], ['hello.york@kestrel.example', true], ['ventas@kestrel.example', true], ['kestrel@kestrel.example', true], ['kestreljoinery@gmail.com', true],
    ['ada.example@kestrel.example', false], ['ada@kestrel.example', false], ['a.example@kestrel.example', false], ['info@pixel-agency.example', false], ['ada.example@gmail.com', false], ['info@gmail.com', false],
  ])('is told from one of a person: %s is %s', (email, expected) => {
    expect(isGeneral(email, 'kestrel.example')).toBe(expected);
  });
});
