import { browser } from 'wxt/browser';
import { clipRequestSchema, type ClipAnswer, type RawPage } from '../contracts/raw-clip.ts';

/** Left open by a worker that died, the parsing page goes by itself. */
const IDLE_MS = 60_000;

/**
 * The ear of the page that parses: it hears the worker of this extension and nobody else (pages of the extension and
 * injected scripts have the same id, so the sender's address is looked at as well), and answers that one message.
 */
export function onParse(parse: (page: RawPage) => Promise<ClipAnswer>): void {
  let idle = setTimeout(() => window.close(), IDLE_MS);
  browser.runtime.onMessage.addListener((message: unknown, sender, sendResponse) => {
    if (sender.id !== browser.runtime.id || sender.tab !== undefined || sender.url !== workerAddress()) return;
    const request = clipRequestSchema.safeParse(message);
    if (!request.success) return;
    clearTimeout(idle);
    void parse(request.data.page)
      .catch((): ClipAnswer => ({ ok: false }))
      .then((answer) => {
        sendResponse(answer);
        idle = setTimeout(() => window.close(), IDLE_MS);
      });
    return true; // the answer comes later
  });
}

const workerAddress = (): string => browser.runtime.getURL('/background.js');
