import { browser } from 'wxt/browser';
import { withTimeout } from './inject.ts';

const PARSER_PAGE = 'offscreen.html';
/** One page parses for everybody; whoever is last closes it. */
let opening: Promise<void> | null = null;
let closing: Promise<void> = Promise.resolve();
let users = 0;

async function openParser(): Promise<void> {
  await closing;
  // A worker that died may have left it open: it serves as well as a new one.
  const open = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return;
  await browser.offscreen.createDocument({ url: PARSER_PAGE, reasons: ['DOM_PARSER'], justification: 'Turns pages into text and facts; a worker has no parser for HTML.' });
}

/** Asks the parsing page; null when it took too long or is gone. The answer is hostile until it is parsed. */
export async function askParser(request: unknown, ms: number): Promise<unknown> {
  users++;
  opening ??= openParser();
  try {
    await opening;
    const answer: unknown = await withTimeout(browser.runtime.sendMessage(request), ms);
    return answer === 'timeout' ? null : answer;
  } catch {
    return null;
  } finally {
    if (--users === 0) {
      opening = null;
      closing = browser.offscreen.closeDocument().catch(() => undefined);
    }
  }
}
