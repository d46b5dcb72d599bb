import { browser } from 'wxt/browser';
import { commandMessageSchema, type CommandMessage } from '../contracts/commands.ts';

/**
 * Commands come from Kiln's own pages only: a content script has the extension's id too, so the sender's address is
 * checked as well. Anything else gets no answer at all.
 */
export function onCommand(handle: (message: CommandMessage) => Promise<unknown>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, sendResponse) => {
    if (sender.id !== browser.runtime.id || !sender.url?.startsWith(browser.runtime.getURL('/'))) return;
    const parsed = commandMessageSchema.safeParse(message);
    if (!parsed.success) return;
    void handle(parsed.data).then(sendResponse);
    return true; // the answer comes later
  });
}
