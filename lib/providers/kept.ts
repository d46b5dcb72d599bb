import { PROVIDER_KEPT_ANSWERS } from '../core/limits.ts';
import type { Reply } from './conditions.ts';
import type { EnginePorts } from './engine-api.ts';

/** Answers that say the same to everybody, such as the list of all listed companies: kept so that not every question fetches them. */
export interface Kept {
  get(url: string): Reply | undefined;
  put(url: string, reply: Reply, minutes: number): void;
}

/** In the memory of this engine only, the newest PROVIDER_KEPT_ANSWERS of them. A clock that was set back keeps nothing. */
export function createKept(ports: Pick<EnginePorts, 'now'>): Kept {
  const known = new Map<string, { readonly from: number; readonly until: number; readonly reply: Reply }>();
  return {
    get(url) {
      const kept = known.get(url);
      const now = ports.now();
      return kept && kept.from <= now && now < kept.until ? kept.reply : undefined;
    },
    put(url, reply, minutes) {
      known.delete(url);
      const [oldest] = known.keys();
      if (oldest !== undefined && known.size >= PROVIDER_KEPT_ANSWERS) known.delete(oldest);
      known.set(url, { from: ports.now(), until: ports.now() + minutes * 60_000, reply });
    },
  };
}
