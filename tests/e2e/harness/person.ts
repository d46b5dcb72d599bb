/** What a person does with Kiln: real clicks in the real panel, options and table pages. Used by the tests and by the guided tour. */
import { expect as playwrightExpect, type Page } from '@playwright/test';
import type { AccountServer } from './account.ts';
import type { Kiln } from './kiln.ts';
import { approveDevice, metaOf } from './sign-in.ts';
import { until } from './until.ts';

/** Waits as long as a loaded machine may need: the tour runs outside the test runner and has no limits of its own. */
const expect = playwrightExpect.configure({ timeout: 60_000 });

/** Opens the page, clicks the toolbar icon and returns the panel when it shows who the page is about. */
export async function readPage(kiln: Kiln, url: string, name: string): Promise<{ page: Page; panel: Page }> {
  const page = await kiln.openPage(url);
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await expect(panel.getByRole('heading', { name })).toBeVisible();
  return { page, panel };
}

export async function saveLead(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: /^Save (lead|company|\d+ changes?)$/ }).click();
  await expect(panel.getByRole('button', { name: 'Saved' })).toBeVisible();
}

/** Presses a price button and waits for its receipt; returns the slip as lines of text. */
export async function buy(panel: Page, waterfall: string): Promise<string[]> {
  await panel.locator('.k-buy:not([aria-disabled])').filter({ hasText: waterfall }).click();
  const slip = panel.getByRole('article', { name: /^Receipt / });
  await expect(slip).toBeVisible();
  return linesOf(slip);
}

/** The price button says this; it asks for its price first, and again when something has changed. */
export async function expectPrice(panel: Page, waterfall: string, price: string | RegExp): Promise<void> {
  await expect(panel.locator('.k-buy:not([aria-disabled])').filter({ hasText: waterfall }).locator('.k-price')).toHaveText(price, { useInnerText: true });
}

/** The most that stands on a price button, as a person reads it. */
export async function priceOn(panel: Page, waterfall: string): Promise<string> {
  const button = panel.locator('.k-buy:not([aria-disabled])').filter({ hasText: waterfall });
  await expect(button).toBeVisible();
  return ((await button.locator('.k-price').innerText()) ?? '').replace(/\s+/g, ' ').trim();
}

export async function linesOf(slip: ReturnType<Page['locator']>): Promise<string[]> {
  const rows = await slip.locator('.k-receipt__row, .k-receipt__sum').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim());
}

/** Leaves a result and goes back to the page tab. */
export async function closeResult(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: 'Back', exact: true }).click();
}

/** Signs in on the options page with a device code and approves it on the server's own page, as the owner does. */
export async function signInByOptions(kiln: Kiln, account: AccountServer): Promise<string> {
  const options = await kiln.openExtensionPage('options.html#account');
  await options.getByLabel(/account server/i).fill(account.url);
  await options.getByRole('button', { name: 'Get a code' }).click();
  const code = await options.locator('.k-code output').innerText();
  const page = await kiln.context.newPage();
  await approveDevice(page, account, code);
  await page.close();
  await expect(options.getByText('In step with the server')).toBeVisible();
  await options.close();
  return code;
}

/** Switches practice mode on and stores an own key, both on the options page. */
export async function addPracticeKey(kiln: Kiln, sandboxUrl: string, provider: string, key: string): Promise<void> {
  const options = await kiln.openExtensionPage('options.html#privacy');
  if ((await metaOf(kiln, 'settings'))?.sandboxUrl !== sandboxUrl) {
    await options.getByLabel('Address of the sandbox').fill(sandboxUrl);
    await options.getByRole('button', { name: 'Switch on' }).click();
    await expect(options.getByRole('button', { name: 'Switch off' })).toBeVisible();
  }
  await options.getByRole('link', { name: 'Providers and keys' }).click();
  await options.getByRole('link', { name: provider, exact: true }).click();
  await options.locator('input[type=password]').fill(key);
  await options.getByRole('button', { name: 'Save key' }).click();
  await expect(options.getByText(key.slice(-4))).toBeVisible();
  await options.close();
}

/**
 * Exports the shown table as CSV from the table page: the browser saves the file, its text is returned. The text is read
 * from the row the page saved: with a second connection open (the panel's) the browser keeps downloads out of reach.
 */
export async function exportCsv(kiln: Kiln, table: Page): Promise<string> {
  await table.getByRole('button', { name: /^Export/ }).click();
  const download = table.waitForEvent('download');
  await table.getByRole('menuitem', { name: 'CSV file', exact: true }).click();
  const name = (await download).suggestedFilename();
  const files = await kiln.rows<{ name: string; text: string; at: number }>('files');
  const file = files.filter((f) => f.name === name).sort((x, y) => y.at - x.at)[0];
  if (!file) throw new Error(`The saved file ${name} is not the one that was exported.`);
  return file.text;
}

/**
 * Waits for a toast in the page that says this, and returns its words: one from before may still stand there. It lives in a closed
 * shadow root and is found by the accessibility tree, which is what a person gets.
 */
export async function toastText(kiln: Kiln, page: Page, wanted: RegExp = /added to|already in|updated in|Nothing to save|Clipped|cannot/): Promise<string> {
  const session = await kiln.context.newCDPSession(page);
  try {
    return await until(async () => {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const status = nodes.find((node) => node.role?.value === 'status');
      const names = status ? nodes.filter((n) => n.role?.value === 'StaticText').map((n) => String(n.name?.value ?? '')) : [];
      return names.some((n) => wanted.test(n)) ? names.filter((n) => /added|already|updated|Nothing|Clipped|cannot|Free|free/.test(n)).join(' ') : false;
    }, 'the toast');
  } finally {
    await session.detach();
  }
}

/** Clicks a button of the toast in the page, found by the accessibility tree and pressed where it stands: a closed root lets no selector in. */
export async function pressInToast(kiln: Kiln, page: Page, name: string): Promise<void> {
  const session = await kiln.context.newCDPSession(page);
  try {
    const point = await until(async () => {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const button = nodes.find((node) => node.role?.value === 'button' && node.name?.value === name);
      if (button?.backendDOMNodeId === undefined) return false;
      const { model } = await session.send('DOM.getBoxModel', { backendNodeId: button.backendDOMNodeId });
      const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content;
      return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }, `the button ${name} of the toast`);
    await page.mouse.click(point.x, point.y);
  } finally {
    await session.detach();
  }
}
