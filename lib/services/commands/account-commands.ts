import { ok } from '../../core/result.ts';
import type { AccountError } from '../../platform/account-http.ts';
import { cancelSignIn, signOut, startSignIn } from '../sign-in.ts';
import { syncAccount } from '../sync-account.ts';
import { unsentOf, unsentWords } from '../unsent.ts';
import type { Deps } from '../deps.ts';
import { refuse, type Handlers } from './handler.ts';
import { isLoopback } from '../../core/loopback.ts';

type AccountCommand = 'account.signIn' | 'account.cancelSignIn' | 'account.signOut' | 'account.switchWorkspace' | 'account.sync';

const SAID: Record<AccountError['kind'], [string, string]> = {
  offline: ['offline', 'The account server does not answer. Check its address and that it runs. Nothing was charged.'],
  'signed-out': ['not_signed_in', 'The account does not know this device. Sign in again. Nothing is lost.'],
  busy: ['offline', 'The account server is busy. Try again in a moment. Nothing was charged.'],
  refused: ['refused', 'The account server refused this. Nothing was charged.'],
  nonsense: ['bad_server', 'This address answers, but it is not a Kiln account server. Check the address.'],
};

/** Signing in and out of the account, and sync on demand. */
export function accountCommands(deps: Deps): Handlers<AccountCommand> {
  return {
    'account.signIn': async ({ serverUrl }) => {
      const address = new URL(serverUrl);
      const isSafe = address.protocol === 'https:' && !address.username && !address.password;
      if (!isSafe && !isLoopback(serverUrl)) return refuse('bad_input', 'The address of the account server starts with https://. Only a server on this machine may use http://.');
      const account = await deps.store.meta.get('account');
      if (account && new URL(account.serverUrl).origin !== address.origin) return refuse('conflict', 'Another account is signed in. Sign out of it first, so that nothing of it reaches the new one.');
      const started = await startSignIn(deps, serverUrl);
      return started.ok ? ok(null) : refuse(...SAID[started.error.kind]);
    },
    'account.cancelSignIn': async () => {
      await cancelSignIn(deps);
      return ok(null);
    },
    'account.signOut': async () => {
      const out = await signOut(deps);
      return out.ok ? ok(null) : refuse('conflict', unsentWords(await unsentOf(deps)));
    },
    'account.switchWorkspace': async () => {
      const account = await deps.store.meta.get('account');
      if (!account) return refuse('not_signed_in', 'No account is signed in.');
      // First asked whether the server is there at all: without it the person would only be signed out.
      const there = await deps.account.info(account.serverUrl);
      if (!there.ok) return refuse(...SAID[there.error.kind === 'refused' ? 'nonsense' : there.error.kind]);
      const out = await signOut(deps);
      if (!out.ok) return refuse('conflict', unsentWords(await unsentOf(deps)));
      const started = await startSignIn(deps, account.serverUrl);
      return started.ok ? ok(null) : refuse(...SAID[started.error.kind]);
    },
    'account.sync': async () => {
      const synced = await syncAccount(deps, { wait: true });
      if (synced.ok) return ok(synced.value);
      if (synced.error.kind === 'not-signed-in') return refuse('not_signed_in', 'No account is signed in.');
      if (synced.error.kind === 'already') return ok({ pushed: 0, pulled: 0 });
      return refuse(...SAID[synced.error.kind]);
    },
  };
}
