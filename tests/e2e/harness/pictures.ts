import type { Page } from '@playwright/test';

const FOLDER = process.env['KILN_SHOTS'];
/** Pictures to look at, when `KILN_SHOTS` names a folder for them: light, dark, narrow and wide. The page is left as it was. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!FOLDER) return;
  const before = page.viewportSize();
  for (const [suffix, colorScheme, width] of [['light', 'light', 1280], ['dark', 'dark', 1280], ['narrow', 'light', 360], ['narrow-dark', 'dark', 360], ['wide', 'light', 1800]] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${FOLDER}/${name}-${suffix}.png`, animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
