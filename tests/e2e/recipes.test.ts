import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecipeHealthRow, RecipeRow } from '../../lib/contracts/recipe-library.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';

const person = (title: string): string => `<!doctype html><html lang="en"><head><title>Works</title><link rel="icon" href="data:,"></head><body><main><h1>Ada Example</h1>${title}<p>Some words about tiles.</p></main></body></html>`;
const AS_IMPORTED = person('<div class="zq1">Keeper of the long kiln</div>');
const MOVED = person('<span data-field="duty">Keeper of the long kiln</span>');
const LIST = `<!doctype html><html lang="en"><head><title>List</title><link rel="icon" href="data:,"></head><body><ul class="people"><li><b>Ada Example</b><a href="/p/ada">page</a></li><li><b>Ben Sample</b><a href="/p/ben">page</a></li></ul></body></html>`;

const recipeFile = JSON.stringify({
  recipes: [
    { format: 1, id: 'long-kiln', version: 1, name: 'People of the long kiln', kind: 'single', lead: 'person', match: [{ url: 'http://127.0.0.1/p/:slug' }], guards: ['main h1'], priority: 0, proof: { verified: false, assumes: 'test' }, fields: { name: [{ from: 'element', selector: 'main h1', read: 'text' }], title: [{ from: 'element', selector: '.zq1', read: 'text' }] }, required: ['name', 'title'] },
    { format: 1, id: 'long-list', version: 1, name: 'List of the long kiln', kind: 'list', lead: 'person', match: [{ url: 'http://127.0.0.1/list' }], guards: ['ul.people'], priority: 0, proof: { verified: false, assumes: 'test' }, rows: [{ from: 'elements', container: 'ul.people', record: ':scope > li' }], columns: [{ key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'b', read: 'text' }] }, { key: 'page', name: 'Page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a', read: 'href' }] }], expect: { minRows: 1, maxRows: 9 }, required: ['name'] },
  ],
});

async function serve(): Promise<{ origin: string; show(html: string): void; showList(html: string): void; close(): Promise<void> }> {
  let body = AS_IMPORTED;
  let list = LIST;
  const server: Server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" });
    response.end(request.url === '/list' ? list : body);
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (html) => void (body = html),
    showList: (html) => void (list = html),
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}

const captureOf = (kiln: Kiln, tabId: number, isNew: (row: CaptureRow) => boolean): Promise<CaptureRow> =>
  until(async () => (await kiln.rows<CaptureRow>('captures')).find((row) => row.tabId === tabId && row.state === 'read' && isNew(row)), 'the page to be read');

test('a recipe is imported, used, tried, repaired when the page changes, exported, removed and brought back', async () => {
  const site = await serve();
  const kiln = await launchKiln();
  try {
    const options = await kiln.openExtensionPage('options.html#recipes');
    await options.getByRole('button', { name: 'Import', exact: true }).click();
    await options.getByLabel('File of recipes').setInputFiles({ name: 'recipes.json', mimeType: 'application/json', buffer: Buffer.from(recipeFile) });
    await expect(options.getByText('2 recipes added')).toBeVisible();
    await options.getByRole('button', { name: 'Done' }).click();
    await options.getByRole('button', { name: /^Yours/ }).click();
    await expect(options.getByRole('link', { name: 'People of the long kiln' })).toBeVisible();

    // Used on a page whose own markup does not say what the words are.
    const page = await kiln.openPage(`${site.origin}/p/ada`);
    await kiln.clickToolbar(page);
    const tabId = await kiln.tabId(page);
    const read = await captureOf(kiln, tabId, () => true);
    expect(read.capture).toMatchObject({ recipeId: 'long-kiln', recipeMissing: [] });
    expect(read.capture?.fields.title?.values[0]).toMatchObject({ value: 'Keeper of the long kiln', provenance: { method: 'recipe', recipeId: 'long-kiln' } });

    // The site changes: it is told, a new place is proposed, and accepting it makes it work again.
    site.show(MOVED);
    await page.reload();
    await kiln.clickToolbar(page);
    await captureOf(kiln, tabId, (row) => (row.capture?.recipeMissing.length ?? 0) > 0 && row.at > read.at);
    await until(async () => (await kiln.rows<RecipeHealthRow>('recipeHealth')).find((row) => row.recipeId === 'long-kiln' && row.failures === 1), 'the drift to be noted');
    await options.bringToFront();
    await options.getByRole('link', { name: 'People of the long kiln' }).click();
    const aside = options.getByRole('complementary', { name: 'People of the long kiln' });
    await aside.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(aside.getByText('Title was not found.')).toBeVisible();
    const fix = aside.getByRole('region', { name: 'New place of Title' });
    await expect(fix).toContainText('[data-field="duty"]');
    await expect(fix).toContainText('Keeper of the long kiln');
    await fix.getByRole('button', { name: 'Use the new place' }).click();
    await expect(fix).toBeHidden();
    await expect(aside.getByText('Keeper of the long kiln')).toBeVisible();

    // Exported as a file that holds what was changed.
    const [download] = await Promise.all([options.waitForEvent('download'), options.getByRole('button', { name: 'Export yours' }).click()]);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as { recipes: { id: string; version: number }[] };
    expect(Object.fromEntries(file.recipes.map(({ id, version }) => [id, version]))).toEqual({ 'long-kiln': 2, 'long-list': 1 });

    // Removed and brought back by the toast.
    await aside.getByRole('button', { name: 'Remove' }).click();
    await until(async () => (await kiln.rows<RecipeRow>('recipes')).find((row) => row.id === 'long-kiln' && row.removedAt !== undefined), 'the tombstone');
    await options.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await kiln.rows<RecipeRow>('recipes')).find((row) => row.id === 'long-kiln' && row.removedAt === undefined), 'the recipe to be back');
    await expect(aside.getByRole('button', { name: 'Remove' })).toBeVisible();
  } finally {
    await kiln.close();
    await site.close();
  }
});

test('a list recipe reads its page, is told when the list changes, is tried, and a wrong recipe is not saved', async () => {
  const site = await serve();
  const kiln = await launchKiln();
  try {
    expect(await kiln.command('recipe.import', { text: recipeFile })).toMatchObject({ ok: true });
    const page = await kiln.openPage(`${site.origin}/list`);
    await kiln.clickToolbar(page);
    const first = await captureOf(kiln, await kiln.tabId(page), () => true);
    expect(first).toMatchObject({ pageKind: 'list', lists: [{ kind: 'person', recipe: { id: 'long-list', drift: null }, rows: [{ cells: ['Ada Example', `${site.origin}/p/ada`] }, { cells: ['Ben Sample', `${site.origin}/p/ben`] }] }] });
    await until(async () => (await kiln.rows<RecipeHealthRow>('recipeHealth')).find((row) => row.recipeId === 'long-list' && row.okRows === 2), 'the good reading to be noted');
    const tried = await kiln.command('recipe.test', { tabId: await kiln.tabId(page), id: 'long-list' });
    expect(tried).toMatchObject({ ok: true, value: { isAddressed: true, applies: true, rowCount: 2, rows: [['Ada Example', `${site.origin}/p/ada`], ['Ben Sample', `${site.origin}/p/ben`]], drift: null } });

    // The list loses its names: it is told on the capture and in the panel.
    site.showList(LIST.replaceAll('<b>', '<em>').replaceAll('</b>', '</em>'));
    await page.reload();
    await kiln.clickToolbar(page);
    const changed = await captureOf(kiln, await kiln.tabId(page), (row) => row.at > first.at && (row.recipeDrifts?.length ?? 0) > 0);
    expect(changed.recipeDrifts).toEqual([{ recipeId: 'long-list', missing: ['name'] }]);
    await expect((await kiln.panel()).getByRole('button', { name: 'Repair recipe' })).toBeVisible();

    const options = await kiln.openExtensionPage('options.html#recipes/long-list');
    await options.getByRole('complementary').getByRole('button', { name: 'Edit', exact: true }).click();
    const json = options.getByLabel('Recipe as JSON');
    await expect(json).toHaveValue(/long-list/);
    await json.fill((await json.inputValue()).replace('"name": "List of the long kiln"', '"name": 7'));
    await expect(options.getByText('expected string, received number')).toBeVisible();
    await expect(options.getByRole('button', { name: 'Save recipe' })).toBeDisabled();
    await json.fill((await json.inputValue()).replace('"name": 7', '"name": "Another name"'));
    await options.getByRole('button', { name: 'Save recipe' }).click();
    await expect(options.getByRole('link', { name: 'Another name' })).toBeVisible();
  } finally {
    await kiln.close();
    await site.close();
  }
});
