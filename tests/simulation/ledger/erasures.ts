/** What people have asked to be erased, and what of it a server has said is done: from then on no store may hold an answer of it. */
import type { Op } from '../../../lib/contracts/account-api.ts';
import type { Erasure, NoteErased } from '../../../server/ledger/erasures.ts';
import type { Message, Reply } from './network.ts';

export interface Erasures {
  /** A request is on its way to a server: what it asks for is of this lead. */
  asked(message: Message): void;
  saw(message: Message, reply: Reply): void;
  /** The list beside the database: it outlives every restore. */
  readonly noted: readonly Erasure[];
  readonly note: NoteErased;
  /** Of each account, the leads whose erasure a server has acknowledged. */
  readonly done: ReadonlyMap<string, ReadonlySet<string>>;
  /** The leads of purchases, by `account/charge`. */
  readonly subjects: ReadonlyMap<string, string>;
}
interface PushAsked {
  readonly ops: readonly Op[];
}
interface PushBody {
  readonly results?: readonly { readonly n: number; readonly status: string }[];
}

/** @param forgets the list beside the database is not written */
export function createErasures(forgets: boolean): Erasures {
  const noted: Erasure[] = [];
  const done = new Map<string, Set<string>>();
  const subjects = new Map<string, string>();
  const accountOf = (message: Message): string => message.token.split('.')[1] ?? '';
  return {
    noted, done, subjects,
    note: async (erasures) => void (forgets || noted.push(...erasures)),
    asked(message) {
      if (message.method !== 'POST' || message.path !== '/v1/charges') return;
      const { chargeId, subject } = message.body as { readonly chargeId: string; readonly subject: string };
      subjects.set(`${accountOf(message)}/${chargeId}`, subject);
    },
    saw(message, { status, body }) {
      if (status !== 200 || message.path !== '/v1/sync/push') return;
      const known = done.get(accountOf(message)) ?? new Set();
      done.set(accountOf(message), known);
      for (const { n, status: said } of (body as PushBody).results ?? []) {
        const op = (message.body as PushAsked).ops.find((one) => one.n === n);
        if (op?.kind === 'erase' && said === 'applied') for (const subject of op.body.subjects) known.add(subject);
      }
    },
  };
}
