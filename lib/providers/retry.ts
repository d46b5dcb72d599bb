import type { Manifest } from '../contracts/manifest.ts';
import { PROVIDER_RETRY_BASE_MS, PROVIDER_RETRY_MAX_MS } from '../core/limits.ts';
import { retryAfterMs } from '../core/retry-after.ts';
import type { Reply } from './conditions.ts';

const UNIT_MS: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `250ms`, `1.5s` or `6m0s`; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  if (text.length > 30 || !/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(text)) return undefined;
  return Math.ceil([...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)].reduce((sum, m) => sum + Number(m[1]) * (UNIT_MS[m[2] ?? ''] ?? 0), 0));
}

/** How long the partner asked to wait, by Retry-After or by the reset headers that its manifest names. */
export function wantedWait(reply: Reply, resets: Manifest['resets'], now: number): number | undefined {
  const asked = retryAfterMs(reply.header('retry-after'), now);
  if (asked !== undefined) return asked;
  for (const { header, unit } of resets ?? []) {
    const text = reply.header(header)?.trim() ?? '';
    const duration = unit === 'duration' ? durationMs(text) : undefined;
    if (duration !== undefined) return duration;
    if (!/^\d{1,14}(\.\d+)?$/.test(text)) continue;
    if (unit === 'duration') continue;
    const value = Number(text);
    return Math.max(0, Math.ceil(unit === 'seconds' ? value * 1_000 : (unit === 'epoch-seconds' ? value * 1_000 : value) - now));
  }
  return undefined;
}

/**
 * Wait before the next try without a word from the partner: doubling, with full jitter on the upper half.
 * @param attempt 1 after the first failure
 * @param random 0 <= x < 1
 */
export const backoffMs = (attempt: number, random: number): number => {
  const ceiling = Math.min(PROVIDER_RETRY_MAX_MS, PROVIDER_RETRY_BASE_MS * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
};
