import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Task } from '../../../lib/domain/enrichment/run.ts';
import type { Life } from './life.ts';
import type { MemoryDatabase, Written } from './memory-database.ts';
import type { Received } from './partner.ts';

type Request = Omit<Received, 'isRepeat'>;
import { numberIn } from './truth.ts';

/** An answer that is kept is looked up just before a call: this much later nobody asks for it. */
const SETTLE_MS = 5_000;
/** A call that was out when its key was taken away ends within its own time. */
const KEY_SETTLE_MS = 30_000;
const CHECK = /\.check$/;

interface World {
  readonly database: MemoryDatabase;
  now(): number;
  wallNow(): number;
  freshMs: number;
  broke(what: string): void;
}

/** Looks at every request as it leaves the device: nobody is asked without a hold, twice at once, or for what is there already. */
export function createCalls({ database, now, wallNow, freshMs, broke }: World) {
  const out = new Map<string, Life>();
  const keysGone = new Map<string, number>();
  /** When the answer of a source about somebody was kept, and of when it is: a clock that leaps while the answer is on its way makes it old at once. */
  const kept = new Map<string, { readonly at: number; readonly wall: number }>();
  const edited = new Set<number>();
  /** Who was given a good answer to which call. */
  const given = new Map<string, Life>();
  const heard = new Set<string>();
  const asked = new Map<string, number>();
  /** Calls that have sent something since their charge was last written. */
  const sent = new Set<string>();
  const subject = ({ kind, url, body }: Request): number => (kind === 'find' ? numberIn(url.searchParams.get('name') ?? '') : kind === 'submit' ? numberIn(body) : -1);

  function check({ providerId, call, kind, key, url, body }: Request): void {
    const id = call.replace(CHECK, '');
    const at = `${providerId} ${kind} ${call.slice(-12)}`;
    const charge = database.get<Charge>('charges', id);
    const task = database.get<Task>('tasks', id.slice(0, id.lastIndexOf('.')));
    const step = task?.steps[Number(id.slice(id.lastIndexOf('.') + 1))];
    // Another source has answered meanwhile: what is out may finish.
    if (charge?.state !== 'reserved' && charge?.code !== 'answered') broke(`asked: ${at} and its charge is ${charge?.state ?? 'missing'}`);
    if (!CHECK.test(call) && (step?.answer || (database.get('receipts', id) && charge?.state === 'reserved'))) broke(`asked: ${at} again, its answer is stored`);
    if (kind === 'submit' && step?.poll) broke(`asked: ${at} anew, its job is known`);
    // A partner that has answered a job may be asked about it again, free of charge; a question may not.
    if (kind !== 'poll' && given.get(`${call} ${kind}`)?.isDead === false) broke(`asked: ${at} again by the worker that has its answer`);
    const gone = keysGone.get(providerId);
    if (key !== null && gone !== undefined && now() - gone > KEY_SETTLE_MS) broke(`key: ${at} with a key that was taken away`);
    const person = subject({ providerId, call, kind, key, url, body });
    const known = kept.get(`${providerId} ${person}`);
    const before = asked.get(call);
    asked.set(call, now());
    // One call may ask several times, a busy source for instance.
    if (!known || edited.has(person) || now() - known.at < SETTLE_MS || (before !== undefined && now() - before < KEY_SETTLE_MS)) return;
    const age = wallNow() - known.wall;
    if (age >= 0 && age < freshMs) broke(`asked: ${at} about person ${person}, who was answered ${Math.round((now() - known.at) / 1_000)} s ago`);
  }

  /** "There is none" is something that somebody has said. */
  function checkMisses(before: Task, after: Task): void {
    for (const step of after.steps) {
      if (step.state !== 'no-result' || before.steps[step.index]?.state === 'no-result' || step.route === 'account' || heard.has(step.chargeId)) continue;
      broke(`delivery: step ${step.index} of task ${after.id.slice(-6)} has no result, and nobody has said so`);
    }
  }

  return {
    keyGone: (providerId: string) => void keysGone.set(providerId, now()),
    keyBack: (providerId: string) => void keysGone.delete(providerId),
    edited: (person: number) => void edited.add(person),
    left(life: Life, request: Request): { readonly isRepeat: boolean; arrived(): void } {
      check(request);
      const other = out.get(request.call);
      if (other && !other.isDead) broke(`asked: ${request.providerId} ${request.call.slice(-12)} twice at the same time`);
      out.set(request.call, life);
      const isRepeat = sent.has(request.call);
      sent.add(request.call);
      return { isRepeat, arrived: () => void (out.get(request.call) === life && out.delete(request.call)) };
    },
    answered(life: Life, { call, kind }: Request): void {
      given.set(`${call} ${kind}`, life);
      if (kind !== 'submit') heard.add(call);
    },
    committed(writes: readonly Written[]): void {
      for (const { table, before, after } of writes) {
        if (table === 'charges' && after) for (const call of [(after as Charge).id, `${(after as Charge).id}.check`]) sent.delete(call);
        if (table === 'tasks' && before && after) checkMisses(before as Task, after as Task);
        if (table !== 'answers' || !after) continue;
        const [place, providerId, operation, entries] = JSON.parse((after as { key: string }).key) as [string | null, string, string, [string, string][]];
        const name = entries.find(([field]) => field === 'name')?.[1];
        // Asked with an address that had grown old it was another question: once the address is forgotten, the answer answers no question that is asked.
        const isUsual = !entries.some(([field]) => field === 'email');
        if (place === null && operation === 'find-work-email' && name && isUsual) kept.set(`${providerId} ${numberIn(name)}`, { at: now(), wall: Math.min(wallNow(), (after as { at: number }).at) });
      }
    },
  };
}
export type Calls = ReturnType<typeof createCalls>;
