import type { Answer, OperationName } from '../domain/enrichment/operation.ts';
import { usableVerifier } from '../domain/enrichment/plan.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Route } from '../domain/lead/lead.ts';
import { practiceKey } from '../providers/practice-key.ts';
import type { Deps } from './deps.ts';
import { ownKey } from './keys.ts';
import { planContext } from './plan-context.ts';

/** What calls need to know of settings and keys, read once for many calls. A command that may have changed something makes a new one. */
export interface CallContext {
  /** Where practice calls go; null = the real providers. */
  readonly sandboxUrl: string | null;
  /** The person's own key, null when there is none, or why it does not work: then nobody is asked with it. */
  secret(providerId: string): Promise<string | null | { readonly failed: 'auth' | 'no-credits' }>;
  /** A call has said that the key of this provider does not work any more. */
  noteFailed(providerId: string, failed: 'auth' | 'no-credits'): void;
  /** Who checks the answers of this waterfall from here, if anybody does. */
  verifier(waterfall: Waterfall): { readonly providerId: string; readonly route: Route } | undefined;
  /** A stored answer to a question; several lookups of one moment are one read. */
  stored(key: string): Promise<{ readonly at: number; readonly answer: Answer; readonly sandbox?: true } | undefined>;
}

export const VERIFY: OperationName = 'verify-email';

export async function callContext(deps: Deps): Promise<CallContext> {
  const [{ sandboxUrl }, plan] = await Promise.all([deps.store.meta.settings(), planContext(deps)]);
  const secrets = new Map<string, ReturnType<CallContext['secret']>>();
  const practiceKeyOf = (providerId: string): string | null => {
    const manifest = sandboxUrl === null ? undefined : deps.catalogue.get(providerId);
    return (manifest && practiceKey(manifest)) ?? null;
  };
  const usable: CallContext['secret'] = async (providerId) => {
    const row = (await deps.store.keys.list()).find((k) => k.providerId === providerId && k.environment === (sandboxUrl === null ? 'live' : 'sandbox'));
    if (row?.status === 'rejected') return { failed: 'auth' };
    return row?.status === 'empty' ? { failed: 'no-credits' } : ((await ownKey(deps, providerId, sandboxUrl)) ?? practiceKeyOf(providerId));
  };
  return {
    sandboxUrl,
    secret(providerId) {
      let secret = secrets.get(providerId);
      if (!secret) secrets.set(providerId, (secret = usable(providerId)));
      return secret;
    },
    noteFailed: (providerId, failed) => void secrets.set(providerId, Promise.resolve({ failed })),
    verifier(waterfall) {
      const verifier = usableVerifier(waterfall, plan);
      return verifier?.route === 'account' ? undefined : verifier;
    },
    stored: gathered((keys) => deps.store.tasks.answers(keys)),
  };
}

/** Turns single reads into one read for all that are asked in the same moment. */
export function gathered<T>(read: (keys: readonly string[]) => Promise<readonly (T | undefined)[]>): (key: string) => Promise<T | undefined> {
  let waiting: { readonly keys: string[]; readonly answer: Promise<readonly (T | undefined)[]> } | undefined;
  return async (key) => {
    if (!waiting) {
      const keys: string[] = [];
      waiting = {
        keys,
        answer: Promise.resolve().then(() => {
          waiting = undefined;
          return read(keys);
        }),
      };
    }
    const at = waiting.keys.push(key) - 1;
    return (await waiting.answer)[at];
  };
}
