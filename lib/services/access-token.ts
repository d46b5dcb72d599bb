import { z } from 'zod';
import type { refreshRequestSchema } from '../contracts/account-api.ts';
import { ACCESS_TOKEN_MARGIN_MS, ACCESS_TOKEN_MS, REFRESH_TOKENS_BEHIND } from '../core/identity-limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { AccessTokens, AccountError, TokenAnswer } from '../platform/account-http.ts';
import type { Deps } from './deps.ts';
import { openSecret, sealed } from './keys.ts';

/** A place that lives as long as the browser's session and that no page can read. */
export interface SessionPlace {
  get(): Promise<unknown>;
  set(value: unknown): Promise<void>;
}
interface TokenDeps extends Pick<Deps, 'store' | 'vault' | 'now' | 'newId' | 'exclusively'> {
  readonly place: SessionPlace;
  refresh(serverUrl: string, body: z.infer<typeof refreshRequestSchema>): Promise<Result<TokenAnswer, AccountError>>;
  /** The epoch that the server has now; another one than the device knows means that it was restored. */
  epoch(serverUrl: string): Promise<number | null>;
}

/**
 * A sign-in as it is sealed in the vault. `next` names the request that will spend this refresh token, before it is sent: whatever dies
 * in between, the same request is made again, and the server gives it the same answer.
 */
const pairSchema = z.object({ refresh: z.string(), next: z.string() });
const signInSchema = pairSchema.extend({ id: z.string(), deviceId: z.string(), before: z.array(pairSchema).default([]) });
type SignIn = z.infer<typeof signInSchema>;
type Pair = z.infer<typeof pairSchema>;
const accessSchema = z.object({ id: z.string(), access: z.string(), endsAt: z.number() });

/**
 * Access tokens for the sign-in in the vault: kept for the session, renewed shortly before they end or when the server refuses one.
 * One at a time in the whole extension spends the refresh token; the others find what it brought.
 */
export function createAccessTokens(deps: TokenDeps): AccessTokens {
  const keep = async (id: string, answer: TokenAnswer): Promise<void> =>
    deps.place.set({ id, access: answer.access_token, endsAt: deps.now() + (answer.expires_in ?? ACCESS_TOKEN_MS / 1_000) * 1_000 });
  async function kept(id: string, stale: string | undefined): Promise<string | null> {
    const known = accessSchema.safeParse(await deps.place.get());
    if (!known.success || known.data.id !== id || known.data.access === stale) return null;
    return known.data.endsAt - ACCESS_TOKEN_MARGIN_MS > deps.now() ? known.data.access : null;
  }

  async function spend(serverUrl: string, id: string): Promise<Result<string, AccountError>> {
    const before = await deps.store.meta.vault.get('account-token');
    const text = await openSecret(deps, 'account-token');
    const signIn = text === null ? null : read(text);
    if (!before || signIn?.id !== id) return err({ kind: 'signed-out' });
    const ask = (pair: Pair) => deps.refresh(serverUrl, { refresh_token: pair.refresh, device_id: signIn.deviceId, request_id: pair.next });
    let answer = await ask(signIn);
    let behind: readonly Pair[] = [{ refresh: signIn.refresh, next: signIn.next }, ...signIn.before];
    if (!answer.ok && answer.error.kind === 'refused' && (await wasRestored(serverUrl))) {
      // The backup knows an older token as the newest. Its own request makes the same successor again; elsewhere that is a harmless echo.
      for (const [i, pair] of signIn.before.entries()) {
        answer = await ask(pair);
        behind = signIn.before.slice(i);
        if (answer.ok || answer.error.kind !== 'refused') break;
      }
    }
    if (!answer.ok) return answer.error.kind === 'refused' ? err({ kind: 'signed-out' }) : answer;
    const after: SignIn = { ...signIn, refresh: answer.value.refresh_token ?? signIn.refresh, next: deps.newId(), before: behind.slice(0, REFRESH_TOKENS_BEHIND) };
    // Signed out, or in anew, while the answer was on its way: then it is nobody's.
    if (!(await deps.store.meta.vault.replace(before, await sealed(deps, 'account-token', JSON.stringify(after))))) return err({ kind: 'signed-out' });
    await keep(id, answer.value);
    return ok(answer.value.access_token);
  }

  async function wasRestored(serverUrl: string): Promise<boolean> {
    const [known, now] = [(await deps.store.meta.get('device'))?.ledgerEpoch, await deps.epoch(serverUrl)];
    return known !== undefined && now !== null && known !== now;
  }

  return {
    async begin(deviceId, answer) {
      const signIn: SignIn = { id: deps.newId(), deviceId, refresh: answer.refresh_token ?? '', next: deps.newId(), before: [] };
      await keep(signIn.id, answer);
      return JSON.stringify(signIn);
    },
    async get(serverUrl, text, stale) {
      const signIn = read(text);
      if (signIn === null) return err({ kind: 'signed-out' });
      const known = await kept(signIn.id, stale);
      if (known !== null) return ok(known);
      let outcome: Result<string, AccountError> = err({ kind: 'signed-out' });
      await deps.exclusively('kiln-token', async () => {
        // Another may have brought one while this waited for its turn.
        const meanwhile = await kept(signIn.id, stale);
        outcome = meanwhile === null ? await spend(serverUrl, signIn.id) : ok(meanwhile);
      }, true);
      return outcome;
    },
  };
}

function read(text: string): SignIn | null {
  try {
    const parsed = signInSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
