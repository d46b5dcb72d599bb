import { browser } from 'wxt/browser';

/** Why a page could not be asked. */
export type InjectError = 'needs-click' | 'browser-page' | 'store-page' | 'policy' | 'gone' | 'timeout';
/** What an injected script handed back; the value is hostile until it is parsed, null when it said nothing. */
export type Injected = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: InjectError };

type Script = '/page-reader.js' | '/page-lists.js' | '/page-follow.js' | '/page-layer.js' | '/page-clip.js' | '/page-picker.js' | '/page-repair.js';

/** Puts scripts into a page, then calls `func` there. It runs inside the page: it may use nothing of the file it is written in. */
export async function inject<T>(tabId: number, files: Script[], func: (input: T) => unknown, input: T): Promise<unknown> {
  if (files.length > 0) await browser.scripting.executeScript({ target: { tabId }, files });
  const [answer] = await browser.scripting.executeScript({ target: { tabId }, func, args: [input] });
  return answer?.result ?? null;
}

/** What came back in time, or why nothing did. */
export async function answerOf(answer: Promise<unknown>, waitMs: number): Promise<Injected> {
  try {
    const value = await withTimeout(answer, waitMs);
    return value === 'timeout' ? { ok: false, error: 'timeout' } : { ok: true, value };
  } catch (error) {
    return { ok: false, error: injectError(error) };
  }
}

export function withTimeout<T>(work: Promise<T>, ms: number): Promise<T | 'timeout'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Sentences of Chromium for an injection that is not allowed, told apart by what the person can do. */
function injectError(error: unknown): InjectError {
  const text = error instanceof Error ? error.message : String(error);
  // The address of such a page is hidden from an extension, so that only the refusal tells what it is.
  if (/Cannot access (?:a )?(?:chrome|edge|about|devtools|chrome-extension|view-source):/i.test(text)) return 'browser-page';
  if (/extensions gallery/i.test(text)) return 'store-page';
  if (/ExtensionsSettings policy|cannot be scripted/i.test(text)) return 'policy';
  if (/No tab with id|Frame with ID 0 was removed|was removed|The tab was closed|No frame with id|showing error page/i.test(text)) return 'gone';
  return 'needs-click';
}
