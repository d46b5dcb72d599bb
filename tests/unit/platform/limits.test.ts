import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../../lib/core/result.ts';

const alarms: number[] = [];
vi.mock('wxt/browser', () => ({ browser: { alarms: { create: async (_name: string, { when }: { when: number }) => void alarms.push(when), onAlarm: { addListener: () => undefined } } } }));

const { createAccountHttp } = await import('../../../lib/platform/account-http.ts');
const accountHttp = createAccountHttp({ begin: async () => 'sign-in', get: async () => ok('access-token') });
const { createWake } = await import('../../../lib/platform/wake.ts');

describe('waits that a server names', () => {
  it('are bounded: an endless timer would fire at once and ask in a circle', () => {
    vi.useFakeTimers();
    try {
      let looks = 0;
      for (const ms of [1e300, Infinity, 3e9, Number.NaN]) createWake(async () => void looks++, () => undefined).wakeIn(ms);
      vi.advanceTimersByTime(10);
      expect(looks).toBe(0);
      for (const when of alarms) expect(when - Date.now()).toBeLessThanOrEqual(2 ** 31);
      expect(alarms.every(Number.isFinite)).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('come from the account server within an hour, and never from the past', async () => {
    for (const [retryAfterMs, header] of [[1e300, ''], [-5, ''], [undefined, '99999999999'], [undefined, '-3']] as const) {
      vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ error: 'rate_limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }), { status: 429, headers: { 'retry-after': header } }));
      const answer = await accountHttp.info('https://account.example');
      expect(answer).toMatchObject({ ok: false, error: { kind: 'busy' } });
      const waitMs = answer.ok || answer.error.kind !== 'busy' ? Number.NaN : answer.error.retryAfterMs;
      expect(waitMs).toBeGreaterThanOrEqual(500);
      expect(waitMs).toBeLessThanOrEqual(3_600_000);
    }
    vi.unstubAllGlobals();
  });
});

describe('the account server’s redirects', () => {
  it('are not followed: the token and the question go to no other address', async () => {
    const seen: RequestInit[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      seen.push({ redirect: request.redirect, credentials: request.credentials });
      throw new TypeError('redirect');
    });
    expect(await accountHttp.signOut('https://account.example', 'token')).toBeUndefined();
    expect(await accountHttp.getCharge('https://account.example', 'token', 'charge-0001')).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(seen).toEqual([{ redirect: 'error', credentials: 'omit' }, { redirect: 'error', credentials: 'omit' }]);
    vi.unstubAllGlobals();
  });
});
