import { err, type Result } from '../../../lib/core/result.ts';
import type { AccountError } from '../../../lib/platform/account-http.ts';
import type { EnginePorts } from '../../../lib/providers/engine-api.ts';
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import type { Fault, Plan } from './faults.ts';
import type { Life } from './life.ts';
import type { Partner, Received, Sent } from './partner.ts';

interface Links {
  readonly clock: Clock;
  readonly plan: Plan;
  isOn(fault: Fault): boolean;
  readonly partners: ReadonlyMap<string, Partner>;
  readonly account: Account;
  isOnline(): boolean;
  /** The clock of the account server, which never jumps. */
  serverNow(): number;
  /** A request leaves the device; the answer says that the device has it. */
  left(life: Life, request: Omit<Received, 'isRepeat'>): { readonly isRepeat: boolean; arrived(): void };
  /** A good answer reaches the worker that waits for it. */
  answered(life: Life, request: Omit<Received, 'isRepeat'>): void;
}

/** How long a request is under way: within what the pace of a provider allows for. */
const UP_MS = 12;
const ACCOUNT_TIMEOUT_MS = 28_000;

function readRequest(url: string, init: RequestInit): Omit<Received, 'isRepeat'> {
  const at = new URL(url);
  const headers = new Headers(init.headers);
  const kind = at.pathname === '/find' ? 'find' : at.pathname === '/verify' ? 'verify' : at.pathname === '/domain' ? 'domain' : at.pathname === '/jobs' ? 'submit' : 'poll';
  return { providerId: at.hostname.split('.')[1] ?? '', call: headers.get('x-call') ?? '', kind, url: at, body: typeof init.body === 'string' ? init.body : '', key: headers.get('authorization')?.replace('Bearer ', '') ?? null };
}

/** Only what the engine reads of an answer. */
function responseOf({ status, headers, body }: Sent): Response {
  let isRead = false;
  const bytes = new TextEncoder().encode(body);
  const reader = {
    read: () => {
      const chunk = isRead ? { done: true, value: undefined } : { done: false, value: bytes };
      isRead = true;
      return Promise.resolve(chunk);
    },
    cancel: () => Promise.resolve(),
  };
  return { type: 'basic', status, ok: status >= 200 && status < 300, headers: { get: (name: string) => headers[name.toLowerCase()] ?? null }, body: body === '' ? null : { getReader: () => reader } } as unknown as Response;
}

/** What lies between a device and the others: it loses, delays and repeats. Nothing of an answer reaches a worker that is dead. */
export function createNetwork({ clock, plan, isOn, partners, account, isOnline, serverNow, left, answered }: Links) {
  const rng = plan.random('network');
  const lost = (): Error => new TypeError('Failed to fetch');

  const fetchOf =
    (life: Life): EnginePorts['fetch'] =>
    async (url, init) => {
      await life.point();
      life.active();
      if (!isOnline()) throw lost();
      const request = readRequest(url, init);
      const isLost = isOn('lost-request') && rng.chance(0.06);
      const { isRepeat, arrived } = left(life, request);
      return new Promise<Response>((resolve, reject) => {
        const back = (ms: number, deed: () => void): void =>
          void life.timer(ms, () => {
            life.active();
            arrived();
            void life.point().then(deed);
          });
        init.signal?.addEventListener('abort', arrived, { once: true });
        if (isLost) return back(rng.pick([5, 300, 40_000]), () => reject(lost()));
        clock.at(rng.below(UP_MS), () => {
          const sent = partners.get(request.providerId)?.answer({ ...request, isRepeat });
          if (!sent) throw new Error(`nobody is at ${url}`);
          const isGone = isOn('lost-answer') && rng.chance(0.06);
          back(sent.afterMs, () => {
            if (isGone || !isOnline()) return reject(lost());
            if (sent.isGood && init.signal?.aborted !== true) answered(life, request);
            resolve(responseOf(sent));
          });
        });
      });
    };

  /** One exchange with the account server. A request may also come long after its sender has given it up, or come twice. */
  const exchange = async <T>(life: Life, deed: () => Result<T, AccountError>): Promise<Result<T, AccountError>> => {
    await life.point();
    life.active();
    const offline = err({ kind: 'offline' as const });
    if (!isOnline()) return offline;
    // A copy that comes when the device was signed out meanwhile has a token that nobody takes any more.
    const { signIns } = account.server;
    const again = (): void => void (account.server.signIns === signIns && deed());
    return new Promise((resolve) => {
      const back = (ms: number, answer: Result<T, AccountError>): void =>
        void life.timer(ms, () => {
          life.active();
          void life.point().then(() => resolve(answer));
        });
      if (isOn('lost-request') && rng.chance(0.06)) return back(rng.pick([5, 400, ACCOUNT_TIMEOUT_MS]), offline);
      if (isOn('late-request') && rng.chance(0.06)) {
        clock.at(rng.between(1_000, 60_000), again);
        return back(rng.pick([20, 2_000, ACCOUNT_TIMEOUT_MS]), offline);
      }
      if (isOn('storm') && rng.chance(0.05)) return back(20, err({ kind: 'busy', retryAfterMs: rng.pick([500, 5_000, 30_000]) }));
      if (isOn('nonsense') && rng.chance(0.05)) return back(20, err({ kind: 'nonsense' }));
      clock.at(rng.below(UP_MS), () => {
        const answer = deed();
        if (isOn('late-request') && rng.chance(0.06)) clock.at(rng.between(1, 30_000), again);
        back(rng.between(15, 250), isOn('lost-answer') && rng.chance(0.08) ? offline : answer);
      });
    });
  };
  const accountOf = (life: Life) => ({
    charge: (_url: string, _token: string, request: Parameters<Account['charge']>[0]) => exchange(life, () => account.charge(request)),
    getCharge: (_url: string, _token: string, id: string) => exchange(life, () => account.getCharge(id)),
    lease: (_url: string, _token: string, request: Parameters<Account['lease']>[0]) => exchange(life, () => account.lease(request, serverNow())),
    push: (_url: string, _token: string, request: Parameters<Account['push']>[0]) => exchange(life, () => account.push(request)),
    pull: () => exchange(life, () => account.pull(serverNow())),
  });
  return { fetchOf, accountOf };
}
