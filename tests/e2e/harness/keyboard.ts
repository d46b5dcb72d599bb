import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has: a focus that goes round without coming by is an error. */
const STOPS = 120;

/** Presses Tab until this has the focus, as a person without a pointer does, and checks that the focus can be seen there. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  await expect(wanted).toBeEnabled();
  for (let n = 0; n < STOPS; n++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) {
      expect(await wanted.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`No ${key} leads to ${String(wanted)}; the focus is at ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing')}`);
}

/** Goes there by Tab and presses Enter. */
export async function pressOn(page: Page, wanted: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
  await tabTo(page, wanted, key);
  await page.keyboard.press('Enter');
}

/** Chooses an option of a select that has the focus by typing how it begins. */
export async function chooseTyped(page: Page, select: Locator, text: string): Promise<void> {
  await tabTo(page, select);
  await page.keyboard.type(text);
  await expect(select.locator('option:checked')).toHaveText(text);
}
