import { expect, test } from '@playwright/test';
import type { ClipRow } from '../../lib/storage/clip-row.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { pressInToast, saveLead, toastText } from './harness/person.ts';
import { shot } from './harness/pictures.ts';
import { serve, type Served } from './harness/served.ts';
import { until } from './harness/until.ts';

const ARTICLE = `<!doctype html><html lang="en"><head><title>Ada Example | Example Works</title><link rel="icon" href="data:,"><meta name="author" content="Grace Template"><style>.quiet{display:none}</style>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Person","name":"Ada Example","jobTitle":"Head of Operations","email":"ada@example-works.example","worksFor":{"@type":"Organization","name":"Example Works"}}</script></head><body>
<article><h1>Ada Example</h1><p>Ada Example is Head of Operations at Example Works. She runs both workshops and reads the <a href="/pyrometer">pyrometer log</a> every morning before the crew comes in.</p>
<h2>Figures of the year</h2><table><thead><tr><th>Month</th><th>Firings</th></tr></thead><tbody><tr><td>May</td><td>12</td></tr><tr><td>June</td><td>14</td></tr></tbody></table>
<p class="quiet">This sentence is hidden by a style sheet and no reader of the page has ever seen it.</p>
<p id="late"></p><p>Write to her about visits, about ash glazes, and about the porcelain that will be fired in the autumn.</p></article>
<form><input value="typed by hand"><input type="password" value="hunter2"></form>
<script>document.getElementById('late').textContent = 'This line was written by a script after the page had loaded.'; window.secret = 'script words'</script></body></html>`;

const HOSTILE = `<!doctype html><html><head><title>&lt;img src=x onerror=alert(1)&gt; Report</title><link rel="icon" href="data:,"></head><body><article><h1>Report</h1>
<p>A long enough paragraph for an article, with <a href="javascript:alert(1)">a link that runs</a> and words after it that go on for a while.</p>
<p>Typed on the page: &lt;img src="/beacon-text" onerror="alert(2)"&gt; and it is only text, as the person who wrote it meant it to be.</p>
<img src="/beacon-picture" onerror="window.ran=1"><svg onload="window.ran=1"></svg><iframe src="/beacon-frame"></iframe></article>
<div id="deep"></div><script>
let at = document.getElementById('deep'); for (let i = 0; i < 700; i++) at = at.appendChild(document.createElement('div')); at.textContent = 'at the very bottom';
const many = document.createElement('div'); for (let i = 0; i < 60000; i++) many.appendChild(document.createElement('p')).textContent = 'paragraph number ' + i + ' of far too many'; document.body.append(many);
</script></body></html>`;

let pages: Served;
let kiln: Kiln;
test.beforeEach(async () => {
  pages = await serve({ '/people/ada-example': ARTICLE, '/report': HOSTILE, '/nobody': '<!doctype html><html lang="en"><head><title></title><link rel="icon" href="data:,"></head><body><p>it will rain in the north, and the wind turns west</p></body></html>' });
  kiln = await launchKiln();
});
test.afterEach(async () => {
  await kiln.close();
  await pages.close();
});

const clips = (): Promise<ClipRow[]> => kiln.rows<ClipRow>('clips');
const contexts = (type: chrome.runtime.ContextType): Promise<number> => kiln.backstage.evaluate(async (t) => (await chrome.runtime.getContexts({ contextTypes: [t] })).length, type);
test('a page is clipped by the key C, waits for its lead, goes to it when it is saved, is read, filed, removed and brought back', async () => {
  const page = await kiln.openPage(`${pages.url}/people/ada-example`);
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await expect(panel.getByRole('heading', { name: 'Ada Example' })).toBeVisible();
  await expect(panel.getByRole('button', { name: /^Clip this page/ })).toBeVisible();
  await panel.locator('#panel-body').click({ position: { x: 4, y: 4 } });
  await panel.keyboard.press('c');
  await expect(panel.getByText('It goes to the lead when you save it.')).toBeVisible();
  const [waiting] = await clips();
  expect(waiting?.leadId).toBeUndefined();
  expect(waiting).toMatchObject({ url: `${pages.url}/people/ada-example`, byline: 'Grace Template', truncated: false });
  expect(waiting?.markdown).toContain('## Figures of the year');
  expect(waiting?.markdown).toContain(`[pyrometer log](${pages.url}/pyrometer)`);
  expect(waiting?.markdown).toContain('| Month | Firings |\n| --- | --- |\n| May | 12 |\n| June | 14 |');
  expect(waiting?.markdown).toContain('This line was written by a script');
  for (const words of ['hidden by a style sheet', 'typed by hand', 'hunter2', 'script words']) expect(waiting?.markdown).not.toContain(words);
  // Nothing of the parsing stays behind.
  await until(async () => (await contexts('OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType)) === 0, 'the parsing page to close');

  await saveLead(panel);
  const [lead] = await kiln.leads();
  await expect.poll(async () => (await clips())[0]?.leadId).toBe(lead?.id);
  await panel.getByRole('button', { name: /^Clipped, \d+ words/ }).click();
  const dialog = panel.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Figures of the year' })).toBeVisible();
  await noViolations(panel);
  await panel.keyboard.press('Escape');
  await expect(panel.getByRole('button', { name: /^Clipped, \d+ words/ })).toBeFocused();

  const table = await kiln.openExtensionPage(`table.html#table=${lead?.tableId}&lead=${lead?.id}`);
  await table.getByRole('tab', { name: 'Lead', exact: true }).click();
  const kept = table.getByRole('region', { name: 'Clips' });
  await kept.getByRole('button', { name: /^Ada Example/ }).click();
  const download = table.waitForEvent('download');
  await table.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/^ada-example.*\.md$/);
  const [file] = await kiln.rows<{ text: string }>('files');
  expect(file?.text).toMatch(/^---\ntitle: "Ada Example[\s\S]*source: "http:\/\/127\.0\.0\.1[\s\S]*\n---\n\n[\s\S]*## Figures of the year/);
  await table.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(kept.getByText('No page is kept with this lead')).toBeVisible();
  await table.getByRole('button', { name: 'Undo' }).click();
  await expect(kept.getByRole('button', { name: /^Ada Example/ })).toBeVisible();

  await kiln.command('lead.delete', { leadIds: [lead?.id ?? ''] });
  expect((await clips())[0]?.removedBy).toBeDefined();
  await table.close();
});

test('on a page with nobody on it, C keeps the page and N adds somebody by hand, to whom the clip goes', async () => {
  const page = await kiln.openPage(`${pages.url}/nobody`);
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await expect(panel.getByText('Nothing to read here yet')).toBeVisible();
  await noViolations(panel);
  await panel.keyboard.press('c');
  await expect(panel.getByRole('button', { name: /^Clipped, \d+ words/ })).toBeVisible();
  await panel.keyboard.press('n');
  await panel.getByLabel('Name').fill('Ben Sample, c and n are letters here');
  await panel.getByRole('button', { name: 'Add person' }).click();
  await until(async () => (await kiln.leads()).length === 1, 'the lead to be added');
  const [lead] = await kiln.leads();
  await expect.poll(async () => (await clips()).map((clip) => clip.leadId)).toEqual([lead?.id]);
  expect(lead?.sourceUrl).toBe(`${pages.url}/nobody`);
  await panel.getByRole('button', { name: 'Undo' }).last().click();
  await until(async () => (await clips())[0]?.leadId === undefined, 'the clip to wait again');
});

test('single letters do nothing when they are switched off, and the buttons still do', async () => {
  const options = await kiln.openExtensionPage('options.html#appearance');
  await options.getByRole('radiogroup', { name: 'Single-letter keys' }).getByRole('radio', { name: 'Off' }).click();
  await until(async () => (await kiln.rows<{ key: string; value: { letterKeys?: boolean } }>('meta')).some((row) => row.value.letterKeys === false), 'the letters to be off');
  await options.close();
  const page = await kiln.openPage(`${pages.url}/nobody`);
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  const byHand = panel.getByRole('button', { name: /by hand/ });
  await expect(byHand).toBeVisible();
  await panel.keyboard.press('n');
  await panel.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(panel.getByRole('dialog')).toHaveCount(0);
  await byHand.click();
  await expect(panel.getByRole('dialog')).toBeVisible();
  await shot(panel, 'dialog-hand');
});

test('the context menu clips with the panel closed, and the toast takes it back', async () => {
  const page = await kiln.openPage(`${pages.url}/people/ada-example`);
  await kiln.contextMenu(page, { menuItemId: 'clip-page' }, { panelClosed: true });
  expect(await toastText(kiln, page, /Clipped/)).toMatch(/Clipped, \d+ words.*Kept until the lead of this page is saved\. Free\./);
  expect(await clips()).toHaveLength(1);
  await pressInToast(kiln, page, 'Undo');
  await until(async () => (await clips()).length === 0, 'the clip to be taken back');
});

test('a hostile page becomes bounded text: nothing runs, nothing loads, and what looks like a tag stays text', async () => {
  const page = await kiln.openPage(`${pages.url}/report`);
  await kiln.clickToolbar(page);
  await kiln.panel();
  const asked = pages.requests.length;
  const clipped = await kiln.command('clip.page', { tabId: await kiln.tabId(page) });
  expect(clipped.ok ? '' : clipped.error.message).toBe('');
  const [clip] = await clips();
  expect(pages.requests.slice(asked)).toEqual([]);
  expect(clip?.markdown).toContain('\\<img src="/beacon-text" onerror="alert(2)">');
  expect(clip?.markdown).not.toContain('javascript:');
  expect([clip?.truncated, (clip?.markdown.length ?? 0) <= 200_000]).toEqual([true, true]);
  expect(clip?.title).toContain('Report');
});

test('pages that cannot be clipped say why, and a clip made twice is one', async () => {
  const own = await kiln.openExtensionPage('options.html');
  const refused = await kiln.command('clip.page', { tabId: await kiln.tabId(own) });
  expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining('This page cannot be clipped: the browser lets no extension read its own pages') } });
  const page = await kiln.openPage(`${pages.url}/people/ada-example`);
  const unasked = await kiln.command('clip.page', { tabId: await kiln.tabId(page) });
  expect(unasked).toMatchObject({ ok: false, error: { message: expect.stringContaining('it waits for a click') } });
  await kiln.clickToolbar(page);
  const tabId = await kiln.tabId(page);
  const [one, two] = await Promise.all([kiln.command('clip.page', { tabId }), kiln.command('clip.page', { tabId })]);
  expect([one.ok, two.ok]).toEqual([true, true]);
  const again = await kiln.command('clip.page', { tabId });
  expect(again).toMatchObject({ ok: true, value: { activityId: null } });
  expect(await clips()).toHaveLength(1);
});

test('the parsing page hears the worker alone, and what it parses neither runs nor loads', async () => {
  const page = { format: 1, url: 'https://example.com/', title: 'T', contentType: 'text/html', html: `<article><h1>T</h1><p>Words of the page, long enough to be an article of its own.</p><img src="${pages.url}/beacon" onerror="document.title='run'"><script>document.title='run'</script></article>`, truncated: false, elements: 1 };
  const worker = await kiln.worker.awake();
  await worker.evaluate(() => chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['DOM_PARSER'], justification: 'test' }));
  const fromPage = await kiln.backstage.evaluate((message) => chrome.runtime.sendMessage(message).catch(() => undefined), { type: 'clip.parse', page });
  expect(fromPage).toBeUndefined();
  const fromWorker = await worker.evaluate((message) => chrome.runtime.sendMessage(message), { type: 'clip.parse', page });
  expect(fromWorker).toMatchObject({ ok: true, text: { markdown: expect.stringContaining('Words of the page') } });
  const nonsense = await worker.evaluate((message) => chrome.runtime.sendMessage(message).catch(() => undefined), { type: 'clip.parse', page: { ...page, more: 1 } });
  expect(nonsense).toBeUndefined();
  expect(pages.requests).not.toContain('/beacon');
});
