import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface FakeTab {
  status: 'loading' | 'complete';
  url?: string;
  pendingUrl?: string;
}
type OnUpdated = (id: number, change: { readonly status?: string }, tab: FakeTab) => void;
let listeners: OnUpdated[] = [];
let tab: FakeTab;
let take = (): void => undefined;
vi.mock('wxt/browser', () => ({
  browser: {
    tabs: {
      onUpdated: { addListener: (one: OnUpdated) => void listeners.push(one), removeListener: (one: OnUpdated) => void (listeners = listeners.filter((other) => other !== one)) },
      onRemoved: { addListener: () => undefined, removeListener: () => undefined },
      get: async () => tab,
      update: () => new Promise<void>((resolve) => (take = resolve)),
    },
  },
}));
const { leadTab } = await import('../../../lib/platform/lead-tab.ts');

const PROFILE = 'https://guild.example/people/0';
/** The browser tells that the tab became this. */
const become = (next: FakeTab): void => {
  tab = next;
  for (const one of listeners) one(7, { status: next.status }, next);
};
/** Leads the tab; the answer is there when it has ended. */
function lead() {
  const seen: { how?: string } = {};
  void leadTab(7, PROFILE).then((how) => (seen.how = how));
  return seen;
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('leading a tab', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    listeners = [];
    tab = { status: 'loading' };
  });
  afterEach(() => vi.useRealTimers());

  it('takes what the empty page of a new tab tells late for nothing', async () => {
    const seen = lead();
    become({ status: 'loading' });
    become({ status: 'complete' });
    await settle();
    expect(seen.how).toBeUndefined();
    take();
    await settle();
    become({ status: 'complete', pendingUrl: PROFILE });
    await settle();
    expect(seen.how).toBeUndefined();
    become({ status: 'loading', pendingUrl: PROFILE });
    become({ status: 'complete', url: PROFILE });
    await settle();
    expect(seen.how).toBe('loaded');
  });

  it('finds a page that was there before the browser said that it had taken the address', async () => {
    const seen = lead();
    become({ status: 'loading', pendingUrl: PROFILE });
    become({ status: 'complete', url: PROFILE });
    take();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen.how).toBe('loaded');
  });

  it('waits for a page that is slow, and says so in the end', async () => {
    const seen = lead();
    take();
    become({ status: 'loading', pendingUrl: PROFILE });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(seen.how).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.how).toBe('late');
    expect(listeners).toEqual([]);
  });
});
