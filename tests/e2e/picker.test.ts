import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { CaptureRow } from '../../lib/storage/database.ts';
import type { DraftRow } from '../../lib/storage/draft-row.ts';
import { atRest } from './harness/axe.ts';
import { launchKiln, type Kiln, type LaunchOptions } from './harness/kiln.ts';
import { pickerOf, type PickerHand } from './harness/picker.ts';
import { servePickerPages } from './harness/picker-pages.ts';
import { until } from './harness/until.ts';

interface World {
  readonly kiln: Kiln;
  readonly origin: string;
  /** Opens a page, the panel on it, and the picker over it. */
  open(path: string, mode: 'A list' | 'One lead'): Promise<{ page: Page; panel: Page; picker: PickerHand }>;
}

async function inWorld(work: (world: World) => Promise<void>, options: LaunchOptions = {}): Promise<void> {
  const pages = await servePickerPages();
  const kiln = await launchKiln(options);
  try {
    const open: World['open'] = async (path, mode) => {
      const page = await kiln.openPage(`${pages.origin}${path}`);
      await kiln.clickToolbar(page);
      const panel = await kiln.panel();
      await panel.getByRole('button', { name: 'Pick something on the page' }).click();
      const picker = await pickerOf(page);
      await until(() => picker.isOpen(), 'the picker');
      await picker.press('button', new RegExp(`^${mode}$`));
      return { page, panel, picker };
    };
    await work({ kiln, origin: pages.origin, open });
  } finally {
    await kiln.close();
    await pages.close();
  }
}

/** A person's click on something of the page: with the pointer, where it is. */
async function point(page: Page, css: string, index = 0): Promise<void> {
  const box = await page.locator(css).nth(index).boundingBox();
  if (!box) throw new Error(`${css} has no place on the page`);
  await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
  await page.mouse.click(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
}
const draftOf = async (kiln: Kiln): Promise<DraftRow | undefined> => (await kiln.rows<DraftRow>('drafts'))[0];
const says = (picker: PickerHand, words: RegExp): Promise<unknown> => until(async () => words.test(await picker.words()), `the picker to say ${words}`);

test('two clicks make a list on a page with a strict policy: a column is toggled, the address edited, the recipe saved', async () => {
  await inWorld(async ({ kiln, open }) => {
    const { page, panel, picker } = await open('/members', 'A list');
    await point(page, 'h3 a', 3);
    await says(picker, /Now the same in another entry/);
    await point(page, 'h3 a', 4);
    await says(picker, /Use 12 rows/);
    expect(await picker.words()).toMatch(/Ada Example .*Head of Operations .*Example Works, Leeds/);
    await point(page, '.org', 0);
    await until(async () => !/Oakline/.test(await picker.words()), 'the column to be taken away');
    await point(page, '.org', 1);
    await says(picker, /Oakline, Stoke/);
    await picker.press('button', /^Use 12 rows$/);
    await expect(panel.getByRole('heading', { name: '12 rows, 4 columns picked' })).toBeVisible();
    expect(await picker.isOpen()).toBe(false);
    expect(page.url()).toMatch(/\/members$/);

    const address = panel.getByLabel('Pages it is for');
    await expect(address).toHaveValue('http://127.0.0.1/members');
    await expect(panel.getByText('Fits this page')).toBeVisible();
    await address.fill('http://127.0.0.1/somewhere/:else');
    await expect(panel.getByText('This page does not fit it')).toBeVisible();
    await address.fill('http://');
    await expect(panel.getByText('Not an address pattern')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Save recipe' })).toHaveAttribute('aria-disabled', 'true');
    await address.fill('http://127.0.0.1/:section');
    await expect(panel.getByText('Fits this page')).toBeVisible();
    await panel.getByLabel('Lead field of Org').selectOption('companyName');
    await panel.getByLabel('Name', { exact: true }).fill('Guild members');
    await panel.getByRole('button', { name: 'Save recipe' }).click();
    await expect(panel.getByText('Recipe saved.')).toBeVisible();
    await expect.poll(() => kiln.rows('drafts')).toEqual([]);
    const [saved] = await kiln.rows<{ recipe: { id: string; name: string; kind: string; match: { url: string }[]; columns: { field: string | null }[] } }>('recipes');
    expect(saved?.recipe).toMatchObject({ name: 'Guild members', kind: 'list', match: [{ url: 'http://127.0.0.1/:section' }] });
    expect(saved?.recipe.columns.map((column) => column.field)).toEqual(['name', 'profileUrl', 'title', 'companyName']);

    // The page is opened anew: the recipe reads it.
    await page.reload();
    await kiln.clickToolbar(page);
    const tested = await kiln.command('recipe.test', { tabId: await kiln.tabId(page), id: saved?.recipe.id ?? '' });
    expect(tested.ok && tested.value).toMatchObject({ isAddressed: true, applies: true, rowCount: 12, drift: null });
    expect(tested.ok && tested.value.rows[11]?.filter((_, i) => i !== 1)).toEqual(['Lena Stub', 'Finance Director', 'Oakline, Stoke']);
  });
});

test('the same with the keyboard alone, and every step is read aloud', async () => {
  await inWorld(async ({ kiln, open }) => {
    const { page, panel, picker } = await open('/members', 'A list');
    await page.keyboard.press('Tab');
    // The cursor over the page is a stop of the Tab key like any other.
    await until(async () => {
      if ((await picker.focused()).startsWith('Element on the page')) return true;
      await page.keyboard.press('Tab');
      return false;
    }, 'the cursor to have the focus');
    const press = async (key: string, spoken: RegExp): Promise<void> => {
      await page.keyboard.press(key);
      await until(async () => spoken.test(await picker.said()), `${spoken} after ${key}, said was ${await picker.said()}`);
    };
    await press('ArrowDown', /main/);
    await press('ArrowDown', /h1.*Members/);
    await press('ArrowRight', /p\.lead/);
    await press('ArrowRight', /ul\.mems/);
    await press('ArrowDown', /li\.mem/);
    await press('PageDown', /Ada Example/);
    await press('Enter', /First example taken\. 12 alike/);
    await press('PageDown', /p\.role.*Head of Operations/);
    await press('ArrowUp', /div/);
    await press('ArrowUp', /li\.mem/);
    await press('ArrowRight', /li\.mem/);
    await press('ArrowDown', /span\.pic/);
    await press('ArrowRight', /div/);
    await press('ArrowDown', /h3/);
    await press('ArrowDown', /Ben Sample/);
    await press('Enter', /12 rows with 4 columns/);
    // A column goes and comes back.
    await press('ArrowUp', /h3/);
    await press('ArrowRight', /Buyer, Ceramics/);
    await press('Enter', /Role taken away/);
    await press('Enter', /Column Role added, 12 of 12 rows/);
    await press('Control+z', /Taken back/);
    await press('Enter', /Column Role added/);
    for (let i = 0; i < 30 && !(await picker.focused()).startsWith('Use 12 rows'); i++) await page.keyboard.press('Tab');
    expect(await picker.focused()).toMatch(/^Use 12 rows/);
    await page.keyboard.press('Enter');
    await expect(panel.getByRole('heading', { name: /12 rows, 4 columns picked/ })).toBeVisible();
    expect((await draftOf(kiln))?.recipe).toMatchObject({ kind: 'list', rows: [{ record: ':scope > li.mem' }] });
  });
});

test('one lead: fields one after another, read by the saved recipe when the page is opened again', async () => {
  await inWorld(async ({ kiln, origin, open }) => {
    const { page, panel, picker } = await open('/people/ada-example', 'One lead');
    await point(page, '.name');
    await point(page, '.position');
    await point(page, '.mail');
    await says(picker, /Use 3 fields/);
    await picker.press('button', /^Use 3 fields$/);
    await expect(panel.getByLabel('Pages it is for')).toHaveValue('http://127.0.0.1/people/:slug');
    await panel.getByRole('button', { name: 'Save recipe' }).click();
    await expect(panel.getByText('Recipe saved.')).toBeVisible();
    // Another page of the same kind.
    await page.goto(`${origin}/people/ben-sample`);
    await kiln.clickToolbar(page);
    const row = await until(async () => (await kiln.rows<CaptureRow>('captures')).find((one) => one.url.endsWith('ben-sample') && one.state === 'read'), 'the page to be read');
    expect(row.capture?.recipeId).toMatch(/127-0-0-1-page/);
    expect(row.capture?.recipeMissing).toEqual([]);
    const best = Object.fromEntries(Object.entries(row.capture?.fields ?? {}).map(([field, state]) => [field, state.values[0]]));
    expect(best).toMatchObject({ name: { value: 'Ben Sample' }, title: { value: 'Buyer, Ceramics', provenance: { method: 'recipe' } } });
    expect(best['email']?.value ?? best['workEmail']?.value).toBe('ben@example.com');
  });
});

/** What the page looks like and is made of. */
const looks = (page: Page): Promise<unknown> =>
  page.evaluate(() => ({
    html: document.documentElement.outerHTML.replace(/<kiln-picker[^>]*><\/kiln-picker>/, ''),
    sheets: document.adoptedStyleSheets.length,
    boxes: [...document.querySelectorAll('body *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { color, font, cursor, opacity } = getComputedStyle(element);
      return [x, y, width, height, color, font, cursor, opacity].join(' ');
    }),
  }));

test('hostile styles do not break the picker, and the page neither notices nor changes', async () => {
  await inWorld(async ({ kiln, origin }) => {
    const page = await kiln.openPage(`${origin}/hostile`);
    const before = await looks(page);
    await kiln.clickToolbar(page);
    const panel = await kiln.panel();
    await page.bringToFront();
    await page.evaluate(() => void ((globalThis as unknown as { seen: string[] }).seen = []));
    await panel.getByRole('button', { name: 'Pick something on the page' }).click();
    const picker = await pickerOf(page);
    await until(() => picker.isOpen(), 'the picker');
    await picker.press('button', /^A list$/);
    expect(await looks(page)).toEqual(before);
    // It is on top, everywhere, and has its own looks.
    expect(await page.evaluate(() => [document.elementFromPoint(5, 5)?.localName, document.elementFromPoint(innerWidth / 2, innerHeight - 40)?.localName])).toEqual(['kiln-picker', 'kiln-picker']);
    await point(page, 'h3 a', 0);
    await point(page, 'h3 a', 1);
    await says(picker, /Use 12 rows/);
    await point(page, '.org', 0);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('x');
    await page.mouse.wheel(0, 200);
    await page.screenshot({ path: test.info().outputPath('hostile.png') });
    await page.mouse.wheel(0, -200);
    for (let i = 0; i < 8 && (await picker.isOpen()); i++) await page.keyboard.press('Escape');
    await until(async () => !(await picker.isOpen()), 'the picker to be gone');
    await until(() => page.evaluate(() => scrollY === 0), 'the page to be back at its top');
    expect(await looks(page)).toEqual(before);
    expect(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([]);
    expect(page.url()).toMatch(/\/hostile$/);
  });
});

test('Escape takes step after step back, then leaves nothing behind', async () => {
  await inWorld(async ({ kiln, open }) => {
    const { page, panel, picker } = await open('/app', 'A list');
    await expect(panel.getByRole('heading', { name: 'Picking on the page' })).toBeVisible();
    await point(page, 'h3 a', 0);
    await point(page, 'h3 a', 1);
    await says(picker, /Use 12 rows/);
    await page.keyboard.press('Escape');
    await says(picker, /Now the same in another entry/);
    await page.keyboard.press('Escape');
    await says(picker, /Point at one entry/);
    for (let i = 0; i < 4 && (await picker.isOpen()); i++) await page.keyboard.press('Escape');
    await expect(panel.getByRole('heading', { name: 'Picking on the page' })).toBeHidden();
    await expect.poll(() => kiln.rows('drafts')).toEqual([]);
    expect(await page.evaluate(() => [document.querySelectorAll('kiln-picker, kiln-layer').length, document.adoptedStyleSheets.length, document.activeElement?.localName])).toEqual([0, 0, 'body']);
    // The page is its own again.
    await page.locator('h3 a').first().click();
    await page.waitForURL(/ada-example/);
  });
});

test('a page that draws its rows anew keeps its list, and a new row joins it', async () => {
  await inWorld(async ({ open }) => {
    const { page, picker } = await open('/app', 'A list');
    await point(page, 'h3 a', 0);
    await page.evaluate(() => (globalThis as unknown as { redraw(): void }).redraw());
    // The first example is gone with its element: the next click is the first one again.
    await point(page, 'h3 a', 1);
    await says(picker, /Now the same in another entry/);
    await point(page, 'h3 a', 2);
    await says(picker, /Use 12 rows/);
    await page.evaluate(() => (globalThis as unknown as { redraw(): void }).redraw());
    await page.evaluate(() => (globalThis as unknown as { grow(): void }).grow());
    await says(picker, /Use 13 rows/);
    await page.evaluate(() => (document.querySelector('.mems') as Element).remove());
    await says(picker, /The rows are gone/);
  });
});

test('rows inside of a modal dialog, and rows that are components with shadow roots', async () => {
  await inWorld(async ({ kiln, open }) => {
    const modal = await open('/modal', 'A list');
    await point(modal.page, 'dialog h3', 0);
    await point(modal.page, 'dialog h3', 1);
    await says(modal.picker, /Use 3 rows/);
    for (let i = 0; i < 6 && (await modal.picker.isOpen()); i++) await modal.page.keyboard.press('Escape');
    expect(await modal.page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    await modal.page.close();

    const parts = await open('/components', 'A list');
    await point(parts.page, 'x-member .name', 0);
    await point(parts.page, 'x-member .name', 1);
    await says(parts.picker, /Use 4 rows/);
    await parts.picker.press('button', /^Use 4 rows$/);
    const draft = await until(async () => (await kiln.rows<DraftRow>('drafts')).find((row) => row.state === 'ready'), 'the draft');
    expect(draft.preview?.rows.map((row) => row[0])).toEqual(['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture']);
    expect(draft.recipe).toMatchObject({ columns: [{ sources: [{ selector: ':scope >>> .name' }] }, { sources: [{ selector: ':scope >>> .role' }] }] });
    const tested = await kiln.command('recipe.test', { tabId: await kiln.tabId(parts.page), text: JSON.stringify(draft.recipe) });
    expect(tested.ok && tested.value.rows.map((row) => row[0])).toEqual(['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture']);
  });
});

test('the worker may die while a person picks, and the shortcut opens the picker', async () => {
  await inWorld(async ({ kiln, origin }) => {
    const page = await kiln.openPage(`${origin}/members`);
    await kiln.pressCommand(page, 'pick-on-page');
    const panel = await kiln.panel();
    await expect(panel.getByRole('heading', { name: 'Picking on the page' })).toBeVisible();
    const picker = await pickerOf(page);
    await picker.press('button', /^A list$/);
    await point(page, 'h3 a', 0);
    await kiln.killWorker();
    await picker.press('button', /^Take the 12 alike$/);
    await says(picker, /Use 12 rows/);
    await kiln.killWorker();
    await picker.press('button', /^Use 12 rows$/);
    await expect(panel.getByRole('heading', { name: /12 rows/ })).toBeVisible();
    // Thrown away only after a question, and then nothing is left.
    await panel.getByRole('button', { name: 'Throw away' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
    await expect(panel.getByRole('heading', { name: /12 rows/ })).toBeHidden();
    await expect.poll(() => kiln.rows('drafts')).toEqual([]);
  });
});

test('used once, a draft reads the page and is forgotten', async () => {
  await inWorld(async ({ kiln, open }) => {
    const { page, panel, picker } = await open('/people/cleo-placeholder', 'One lead');
    await point(page, '.name');
    await point(page, '.position');
    await picker.press('button', /^Use 2 fields$/);
    await panel.getByLabel('Lead field of Title').selectOption('description');
    await panel.getByRole('button', { name: 'Use once' }).click();
    await expect(panel.getByRole('heading', { name: 'Cleo Placeholder' })).toBeVisible();
    // The page was read before, too, and its heading stood there then.
    const row = await until(async () => (await kiln.rows<CaptureRow>('captures')).find((one) => one.url.endsWith('cleo-placeholder') && one.capture?.fields.description), 'the reading by the draft');
    expect(row.capture?.fields.description?.values[0]).toMatchObject({ value: 'Studio Lead', provenance: { method: 'recipe' } });
    await expect.poll(async () => [await kiln.rows('drafts'), await kiln.rows('recipes'), await kiln.rows('recipeHealth')]).toEqual([[], [], []]);
  });
});

test('a page that is left while somebody picks says so', async () => {
  await inWorld(async ({ kiln, origin, open }) => {
    const { page, panel } = await open('/app', 'A list');
    await page.goto(`${origin}/members`);
    await expect(panel.getByText('The page was left, so nothing was picked.')).toBeVisible();
    await expect(panel.getByRole('heading', { name: 'Picking on the page' })).toBeHidden();
    await expect.poll(() => kiln.rows('drafts')).toEqual([]);
  });
});

test('the picker and the draft have no accessibility finding', async () => {
  await inWorld(async ({ kiln, origin }) => {
    const page = await kiln.openPage(`${origin}/app`);
    await kiln.clickToolbar(page);
    const panel = await kiln.panel();
    const tabId = await kiln.tabId(page);
    // Axe cannot look into a closed shadow root: in this test alone the scripts of the extension make open ones.
    await (await kiln.worker.awake()).evaluate(async (id) => {
      await chrome.scripting.executeScript({
        target: { tabId: id },
        func: () => {
          const attach = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: 'open' }); };
        },
      });
    }, tabId);
    await panel.getByRole('button', { name: 'Pick something on the page' }).click();
    const picker = await pickerOf(page);
    await picker.press('button', /^A list$/);
    await point(page, 'h3 a', 0);
    await picker.press('button', /^Take the 12 alike$/);
    await says(picker, /Use 12 rows/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await atRest(page);
      const { violations } = await new AxeBuilder({ page }).include('kiln-picker').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).disableRules(['region']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    }
    await picker.press('button', /^Use 12 rows$/);
    await expect(panel.getByRole('heading', { name: /12 rows/ })).toBeVisible();
  });
});
