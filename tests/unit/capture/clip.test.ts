import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../lib/capture/clip/page-html.ts';
import { parseClip } from '../../../lib/capture/clip/parse-clip.ts';
import { toMarkdown } from '../../../lib/capture/clip/markdown.ts';
import { clipTextSchema, rawPageSchema, type RawPage } from '../../../lib/contracts/raw-clip.ts';
import { CLIP_ELEMENTS, CLIP_HTML_CHARS, CLIP_MARKDOWN_CHARS } from '../../../lib/core/limits.ts';

const { DOMParser } = new JSDOM('').window;
const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
const live = (html: string, url = 'https://example.com/news/kiln'): Document => new JSDOM(html, { url }).window.document;

async function page(html: string, url?: string): Promise<RawPage> {
  let clock = 0;
  let pauses = 0;
  const raw = await pageHtml(live(html, url), { now: () => ++clock / 50, pause: async () => void pauses++ });
  return rawPageSchema.parse(raw);
}
const markdown = (html: string): string => toMarkdown(parse(html).body);

const ARTICLE = `<!doctype html><html lang="en"><head><title>The new kiln | Example Works</title><meta name="author" content="Ada Example"><meta property="og:site_name" content="Example Works">
<meta property="article:published_time" content="2026-05-12T08:00:00Z"><style>.quiet{display:none}</style></head><body>
<nav><a href="/">Home</a><a href="/shop">Shop</a></nav>
<article><h1>The new kiln</h1><p>We fired the <strong>new kiln</strong> for the first time, and it held <a href="/glossary#cone">cone ten</a> for six hours without a single crack in the lining.</p>
<h2>Numbers</h2><p>These are the figures of the first firing, read from the pyrometer every hour and written down by hand.</p>
<table><thead><tr><th>Hour</th><th>Degrees</th></tr></thead><tbody><tr><td>1</td><td>210</td></tr><tr><td>2</td><td>480 | rising</td></tr></tbody></table>
<ul><li>Wood: ash and <em>oak</em></li><li>Crew: four people</li></ul>
<p class="quiet">Nobody should read this hidden sentence in any clip of the page, for it is not shown.</p>
<script>window.stolen = 'script text'</script>
<p>The second firing follows in June, with porcelain from the workshop in Leeds and a longer cooling.</p></article>
<form><input name="q" value="typed words"><input type="password" value="hunter2"><input type="hidden" name="csrf" value="t0ken"><textarea>draft words</textarea></form>
<footer>© Example Works</footer></body></html>`;

describe('the page as inert HTML', () => {
  it('holds what is shown, without scripts, styles, form values and hidden parts', async () => {
    const raw = await page(ARTICLE);
    expect(raw.html).toContain('<strong>new kiln</strong>');
    expect(raw.html).toContain('href="https://example.com/glossary#cone"');
    for (const word of ['script text', 'hidden sentence', 'typed words', 'hunter2', 't0ken', 'draft words', '<style', '<input']) expect(raw.html).not.toContain(word);
    expect([raw.truncated, raw.url, raw.title]).toEqual([false, 'https://example.com/news/kiln', 'The new kiln | Example Works']);
  });

  it('shows open shadow roots in their place, and what was put into their slots once', async () => {
    const doc = live('<x-card><b>slotted</b></x-card><p>after</p>');
    const root = doc.querySelector('x-card')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<h2>In the shade</h2><slot></slot>';
    const { html } = await pageHtml(doc, { now: () => 0, pause: async () => undefined });
    expect(html).toContain('<h2>In the shade</h2> <b>slotted</b> ');
    expect(html.match(/slotted/g)).toHaveLength(1);
  });

  it('writes nothing that could run or load: no handlers, no script addresses, no pictures inside addresses', async () => {
    const raw = await page('<p onclick="go()" style="background:url(//x.example/t)">Text</p><img src="data:image/png;base64,AAAA" onerror="go()"><a href="javascript:go()">run</a><a href="data:text/html,x">data</a><img srcset="https://x.example/1.png 2x" src="https://user:pw@pics.example/a.png">');
    expect(raw.html).not.toMatch(/onclick|onerror|javascript:|data:|url\(|srcset|user:pw/);
    expect(raw.html).toContain('src="https://pics.example/a.png"');
  });

  it('keeps text as text, whatever it spells', async () => {
    const raw = await page('<p>&lt;img src=x onerror=alert(1)&gt; &amp;amp;</p><p title="&quot;&gt;&lt;script&gt;">t</p>');
    const again = parse(raw.html);
    expect([again.querySelectorAll('img, script').length, again.querySelector('p')?.textContent]).toEqual([0, '<img src=x onerror=alert(1)> &amp;']);
  });

  it('goes on where the fields of a form hide its members', async () => {
    const raw = await page('<form><input name="childNodes"><input name="localName"><input name="nodeType"><input name="attributes"><p>in the form</p></form><p>after</p>');
    expect(raw.html).toContain('<p>in the form</p>');
    expect(raw.html).toContain('<p>after</p>');
  });

  it('stays inside its limits: endless, deep and slow pages end early and say so', async () => {
    const many = await page(`<body>${'<p>word</p>'.repeat(CLIP_ELEMENTS + 50)}</body>`);
    expect([many.truncated, many.html.length < CLIP_HTML_CHARS]).toEqual([true, true]);
    const deep = live('<div id="top"></div>');
    let at = deep.querySelector('#top')!;
    for (let i = 0; i < 3_000; i++) at = at.appendChild(deep.createElement('div'));
    at.textContent = 'the ground';
    const { html } = await pageHtml(deep, { now: () => 0, pause: async () => undefined });
    expect(html).toContain('the ground');
    expect((html.match(/<div/g) ?? []).length).toBeLessThan(80);
    let clock = 0;
    const slow = await pageHtml(live('<p>x</p>'.repeat(5_000)), { now: () => (clock += 40), pause: async () => undefined });
    expect(slow.truncated).toBe(true);
  });
});

describe('a page becomes Markdown', () => {
  it('finds the article with title, author, site and date, its headings, links, lists and tables', async () => {
    const text = clipTextSchema.parse(parseClip(await page(ARTICLE), parse));
    expect(text).toMatchObject({ byline: 'Ada Example', site: 'Example Works', truncated: false });
    expect(text.title).toContain('The new kiln');
    expect(text.published).toContain('2026-05-12');
    expect(text.markdown).toContain('## Numbers');
    expect(text.markdown).toContain('[cone ten](https://example.com/glossary#cone)');
    expect(text.markdown).toContain('| Hour | Degrees |\n| --- | --- |\n| 1 | 210 |\n| 2 | 480 \\| rising |');
    expect(text.markdown).toMatch(/-\s+Crew: four people/);
    expect(text.words).toBeGreaterThan(60);
    for (const word of ['script text', 'hidden sentence', 'hunter2', 't0ken', 'Shop']) expect(text.markdown).not.toContain(word);
  });

  it('takes the whole page where there is no article', async () => {
    const text = parseClip(await page('<div>Ada Example</div><div>Buyer</div>'), parse);
    expect(text.markdown).toContain('Ada Example');
  });

  it('cuts what is longer than the limit at the end of a line, and says so', async () => {
    const long = `<article><h1>Long</h1>${'<p>A sentence of the very long page that does not end before the limit is reached at all.</p>'.repeat(3_000)}</article>`;
    const text = clipTextSchema.parse(parseClip(await page(long), parse));
    expect([text.truncated, text.markdown.length <= CLIP_MARKDOWN_CHARS, text.markdown.endsWith('at all.')]).toEqual([true, true, true]);
  });
});

describe('Markdown', () => {
  it('leads to web and mail addresses only', () => {
    expect(markdown('<p><a href="javascript:alert(1)">a</a> <a href="mailto:ada@example.com">b</a> <a href="https://example.com/a(b) c">c</a> <a href="file:///etc/passwd">d</a></p>')).toBe(
      'a [b](mailto:ada@example.com) [c](https://example.com/a%28b%29%20c) d',
    );
    expect(markdown('<p><img src="data:image/png;base64,AA" alt="x"><img src="https://example.com/a.png" alt="A ] <b>"></p>')).toBe('![A \\] \\<b>](https://example.com/a.png)');
  });

  it('never makes a tag out of text', () => {
    expect(markdown('<p>&lt;img src=x onerror=alert(1)&gt; &lt;/p&gt; # not a heading</p>')).toBe('\\<img src=x onerror=alert(1)> \\</p> # not a heading');
  });

  it('writes data tables as tables, with a header row and full width, and layout tables as their content', () => {
    expect(markdown('<table><tr><td>a</td><td>b</td></tr><tr><td colspan="2">c<br>d</td></tr></table>')).toBe('|  |  |\n| --- | --- |\n| a | b |\n| c d |  |');
    expect(markdown('<table><tr><td><table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>')).toBe('| x | y |\n| --- | --- |\n| 1 | 2 |');
    expect(markdown(`<table><tr><td colspan="1000000">a</td><td>b</td></tr></table>`).length).toBeLessThan(1_000);
  });

  it('keeps code, struck words, formulas and footnotes', () => {
    expect(markdown('<pre><code class="language-ts">const a = "&lt;b&gt;";</code></pre>')).toBe('```ts\nconst a = "<b>";\n```');
    expect(markdown('<p><del>old</del> <math data-latex="x^2"><mi>x</mi></math> text<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1"><p>Said so.</p></li></ol>')).toBe('~~old~~ $x^2$ text[^1]\n\n[^1]: Said so.');
  });
});
