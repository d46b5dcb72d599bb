import type { Quote } from '../domain/enrichment/quote.ts';
import { isLoopback } from '../core/loopback.ts';
import { requestOrigins } from './browser.ts';
import { useMeta } from './queries.ts';
import { useCatalogue } from './use-commands.ts';

/**
 * Asks, straight from the click that starts a run, for the right to reach what the run will ask from this browser: free
 * sources and partners of own keys. Asked once for all of them; a "no" leaves them out, the others are asked all the same.
 * In practice mode everything is on this machine and nothing is asked.
 */
export function useReach(): (quote: Quote) => Promise<void> {
  const settings = useMeta('settings');
  const { providers } = useCatalogue();
  return async (quote) => {
    if (settings === undefined || settings?.sandboxUrl) return;
    const asked = new Set(quote.steps.filter((s) => s.askable > 0 && s.route !== undefined && s.route !== 'account').map((s) => s.providerId));
    // Of an address that a person typed the right was asked for when they typed it; this machine needs none.
    const origins = providers.filter((p) => asked.has(p.id) && !p.address?.required).flatMap((p) => [p.origin, ...(p.moreOrigins ?? [])]).filter((origin) => !isLoopback(origin));
    if (origins.length > 0) await requestOrigins(origins);
  };
}
