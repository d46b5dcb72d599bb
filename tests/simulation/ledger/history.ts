/**
 * What was answered to whom, word by word. Healing hides mistakes in the final state, so the properties of single requests
 * are looked at here: one id has one outcome for ever (9), a refusal is never taken back (10), one operation one status (14).
 * But a receipt of before a restore does take back what the restored books said of its charge: it was delivered (B.10 row 27).
 */
import { RESTORED } from '../../../server/ledger/acks.ts';
import type { Message, Reply } from './network.ts';

interface ChargeBody { readonly chargeId?: string; readonly state?: string; readonly posted?: unknown; readonly code?: string }
interface LeaseBody { readonly state?: string; readonly lease?: { readonly leaseId: string; readonly amount: number }; readonly requestId?: string; readonly code?: string }
interface PushBody { readonly lastN?: number; readonly results?: readonly { readonly n: number; readonly status: string; readonly code?: string }[] }
interface PushAsked { readonly deviceId: string; readonly ops: readonly { readonly n: number; readonly opId: string }[] }

export interface History {
  saw(account: string, message: Message, reply: Reply): void;
  /** After a restore the server may have forgotten what it said. */
  forget(): void;
  /** Leases by the request that they answered. */
  readonly leases: ReadonlyMap<string, string>;
}

export function createHistory(broke: (what: string) => void): History {
  const outcomes = new Map<string, string>();
  const once = (kind: string, id: string, outcome: string): void => {
    const before = outcomes.get(id);
    if (before === undefined) outcomes.set(id, outcome);
    else if (before !== outcome) broke(`${kind} ${id} was answered ${before} and then ${outcome}`);
  };
  const leases = new Map<string, string>();
  return {
    leases,
    forget: () => outcomes.clear(),
    saw(account, { method, path, body: asked }, { status, body }) {
      if (status !== 200 || typeof body !== 'object' || body === null) return;
      if (path.startsWith('/v1/charges')) {
        const { chargeId, state, posted, code } = body as ChargeBody;
        const id = `${account}/${chargeId}`;
        if (state === 'posted' && code === RESTORED && outcomes.get(id)?.startsWith('["posted"') === false) outcomes.delete(id);
        if (chargeId !== undefined && state !== 'reserved') once(state === 'rejected' ? '10' : '9', id, JSON.stringify([state, posted, code]));
      } else if (method === 'POST' && path === '/v1/leases') {
        const answer = body as LeaseBody;
        const { requestId } = asked as { requestId: string };
        once(answer.state === 'denied' ? '10' : '9', `${account}/lease request ${requestId}`, answer.state === 'granted' ? `${answer.lease?.leaseId} ${answer.lease?.amount}` : `denied ${answer.code}`);
        if (answer.lease !== undefined) leases.set(answer.lease.leaseId, requestId);
      } else if (path === '/v1/sync/push') {
        const { deviceId, ops } = asked as PushAsked;
        for (const { n, status: said, code } of (body as PushBody).results ?? []) {
          const op = ops.find((one) => one.n === n);
          if (op !== undefined) once('14', `${account}/${deviceId}/operation ${n} ${op.opId}`, `${said} ${code ?? ''}`);
        }
      }
    },
  };
}
