import { browser } from 'wxt/browser';
import { CAPTURE_WAIT_MS } from '../core/limits.ts';

/** What a page says when a recipe is tried on it; hostile until it is parsed. */
export type TabAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: 'needs-click' | 'timeout' };

/** A tab that a recipe is tried on. */
export interface RecipeTabPort {
  /** Looks for the places that fields of a recipe may have moved to. */
  repair(tabId: number, request: unknown): Promise<TabAnswer>;
}

type Call = (input: unknown) => unknown;

async function ask(tabId: number, file: '/page-repair.js', func: Call, input: unknown): Promise<TabAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<TabAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, error: 'timeout' }), CAPTURE_WAIT_MS);
  });
  const asked = async (): Promise<TabAnswer> => {
    await browser.scripting.executeScript({ target: { tabId }, files: [file] });
    const [answer] = await browser.scripting.executeScript({ target: { tabId }, func, args: [input] });
    return { ok: true, value: answer?.result };
  };
  return Promise.race([asked().catch((): TabAnswer => ({ ok: false, error: 'needs-click' })), late]).finally(() => clearTimeout(timer));
}

export const recipeTab: RecipeTabPort = {
  repair: (tabId, request) => ask(tabId, '/page-repair.js', (r) => (globalThis as { __kilnRepair?: Call }).__kilnRepair?.(r) ?? null, request),
};
