import { expect, it, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { answerOf } = await import('../../../lib/platform/inject.ts');

it.each([
  ['Cannot access a chrome:// URL', 'browser-page'],
  ['Cannot access a chrome-extension:// URL of different extension', 'browser-page'],
  ['The extensions gallery cannot be scripted.', 'store-page'],
  ['This page cannot be scripted due to an ExtensionsSettings policy.', 'policy'],
  ['No tab with id: 7.', 'gone'],
  ['Cannot access contents of the page. Extension manifest must request permission to access the respective host.', 'needs-click'],
])('says what a person can do where the browser says: %s', async (words, error) => {
  expect(await answerOf(Promise.reject(new Error(words)), 1_000)).toEqual({ ok: false, error });
});
