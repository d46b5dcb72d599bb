import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Comes back when nothing fades in any more: colours on their way are nobody's. A spinner never ends and is not waited for. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished)));
}

/** WCAG 2.2 A and AA, in the page as it stands: nothing is found. In legacy mode, since an extension's page has no frames to open. */
export async function noViolations(page: Page): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
}
