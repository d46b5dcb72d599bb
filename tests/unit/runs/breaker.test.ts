import { describe, expect, it } from 'vitest';
import { BREAKER_FAILURES, BREAKER_REST_MAX_MS, BREAKER_REST_MIN_MS, BREAKER_RESTS, STEP_RETRIES } from '../../../lib/core/limits.ts';
import { afterBusy, afterFault, afterSuccess, isGivenUp, isHalfOpen, isResting, WELL, type Breaker } from '../../../lib/domain/enrichment/breaker.ts';
import { putOff } from '../../../lib/domain/enrichment/put-off.ts';

const failing = (times: number, from: Breaker = WELL, now = 1_000): Breaker => Array.from({ length: times }).reduce<Breaker>((b) => afterFault(b, now, 0), from);

describe('a provider that fails', () => {
  it('rests after so many failures in a row, and not before', () => {
    expect(isResting(failing(BREAKER_FAILURES - 1), 1_000)).toBe(false);
    const resting = failing(BREAKER_FAILURES);
    expect([isResting(resting, 1_000), resting.restUntil, resting.rests]).toEqual([true, 1_000 + BREAKER_REST_MIN_MS, 1]);
  });

  it('is tried by one call, and rests twice as long when that fails, up to a bound', () => {
    let b = failing(BREAKER_FAILURES);
    let now = 1_000;
    const rests: number[] = [];
    for (let i = 0; i < 12; i++) {
      now = b.restUntil ?? 0;
      expect([isResting(b, now), isHalfOpen(b, now)]).toEqual([false, true]);
      b = afterFault(b, now, 0);
      rests.push((b.restUntil ?? 0) - now);
    }
    expect(rests.slice(0, 3)).toEqual([2, 4, 8].map((n) => n * BREAKER_REST_MIN_MS));
    expect(Math.max(...rests)).toBe(BREAKER_REST_MAX_MS);
    expect([isGivenUp(b), isGivenUp(failing(BREAKER_FAILURES)), b.rests > BREAKER_RESTS]).toEqual([true, false, true]);
    expect(afterSuccess(b)).toEqual(WELL);
  });

  it('is not ill for the failures of calls that were out when its rest began', () => {
    const resting = failing(BREAKER_FAILURES);
    expect(failing(20, resting)).toMatchObject({ rests: 1, restUntil: resting.restUntil });
  });

  it('rests no longer when the clock is set back, and as long as it says when it is busy', () => {
    expect(isResting(failing(BREAKER_FAILURES, WELL, 100_000), 50_000)).toBe(false);
    const busy = afterBusy(WELL, 1_000, 3_600_000);
    expect([isResting(busy, 3_599_999), isHalfOpen(busy, 3_600_000), afterBusy(busy, 2_000, 5_000)]).toEqual([true, false, busy]);
  });
});

describe('a failed call', () => {
  const world = { isOnline: true, isUrgent: false, isJob: false, random: 0 };
  it('is put off as long as a busy source asks, without a network for ever, after a fault only so often', () => {
    expect(putOff({}, { kind: 'rate-limited', retryable: true, retryAfterMs: 90_000 }, world)).toEqual({ afterMs: 90_000, retry: 'counted' });
    expect(putOff({ retries: 1_000 }, { kind: 'offline', retryable: true }, { ...world, isOnline: false })).toMatchObject({ retry: 'free' });
    expect(putOff({ retries: STEP_RETRIES - 1 }, { kind: 'server', retryable: true }, world)).not.toBeNull();
    expect(putOff({ retries: STEP_RETRIES }, { kind: 'server', retryable: true }, world)).toBeNull();
  });

  it('counts at once when it may have been billed, when the question is wrong, or when somebody waits', () => {
    for (const kind of ['timeout', 'auth', 'no-credits', 'bad-input', 'nonsense'] as const) expect(putOff({}, { kind, retryable: false }, world)).toBeNull();
    expect(putOff({}, { kind: 'timeout', retryable: true }, { ...world, isJob: true })).toMatchObject({ retry: 'counted' });
    expect(putOff({}, { kind: 'server', retryable: true }, { ...world, isUrgent: true })).toBeNull();
    expect(putOff({}, { kind: 'rate-limited', retryable: true, retryAfterMs: 90_000 }, { ...world, isUrgent: true })).toBeNull();
    expect(putOff({}, { kind: 'rate-limited', retryable: true, retryAfterMs: 2_000 }, { ...world, isUrgent: true })).not.toBeNull();
  });
});
