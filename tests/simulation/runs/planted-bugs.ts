import { micro, NOTHING } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Step, Task } from '../../../lib/domain/enrichment/run.ts';
import type { TaskChanges, TaskRows } from '../../../lib/domain/enrichment/task-rows.ts';
import type { CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import type { Life } from './life.ts';

/** Bends what lies between the product's code and the world; the code itself is never changed. */
type Bend = (deps: Deps, life: Life) => Deps;
type Store = Deps['store'];

const withTasks = (deps: Deps, tasks: Partial<Store['tasks']>): Deps => ({ ...deps, store: { ...deps.store, tasks: { ...deps.store.tasks, ...tasks } } });

/** Every decision about a task sees other rows, or comes out otherwise. */
function bendChanges(deps: Deps, bend: { before?(rows: TaskRows): TaskRows; after?(changes: TaskChanges, rows: TaskRows): TaskChanges }): Deps {
  const changeTasks: Store['tasks']['changeTasks'] = (changes, ...rest) =>
    deps.store.tasks.changeTasks(
      changes.map((change) => ({
        ...change,
        decide: (rows: TaskRows) => {
          const seen = bend.before?.(rows) ?? rows;
          const decided = change.decide(seen);
          return (bend.after ? bend.after(decided, seen) : decided) as typeof decided;
        },
      })),
      ...rest,
    );
  return withTasks(deps, { changeTasks });
}
const eachStep = (task: Task, change: (step: Step) => Step): Task => ({ ...task, steps: task.steps.map(change) });
const without = <T extends object>(value: T, key: keyof T): T => {
  const { [key]: _left, ...rest } = value;
  return rest as T;
};
const bendCall = (deps: Deps, bend: (outcome: CallOutcome) => CallOutcome): Deps => ({ ...deps, engine: { ...deps.engine, call: async (request) => bend(await deps.engine.call(request)) } });
const posted = (charge: Charge, change: (charge: Charge) => Charge): Charge => (charge.state === 'posted' ? change(charge) : charge);
const ONE = micro(1_000_000);

/**
 * Mistakes that the simulation must find, and within how many seeds: about one for every kind of invariant and of fault.
 */
export const BUGS: Readonly<Record<string, { readonly within: number; readonly bend: Bend }>> = {
  /** The charges of a change are written by themselves, in a transaction of their own. */
  'charge-in-second-transaction': {
    within: 20,
    bend: (deps) => {
      let late: [Task['id'], readonly Charge[]][] = [];
      const bent = bendChanges(deps, {
        after: (changes) => {
          if (changes.charges) late.push([changes.task.id, changes.charges]);
          return without(changes, 'charges');
        },
      });
      return withTasks(bent, {
        changeTasks: async (changes, activityOf, now) => {
          late = [];
          const done = await bent.store.tasks.changeTasks(changes, activityOf, now);
          await deps.store.tasks.changeTasks(late.map(([id, charges]) => ({ id, decide: ({ task }: TaskRows) => ({ task, charges }) })), activityOf, now);
          return done;
        },
      });
    },
  },
  /** What a source said is asked for again though it stands in the row. */
  'stored-answer-ignored': {
    within: 60,
    bend: (deps) => bendChanges(deps, { after: (changes) => ({ ...changes, task: eachStep(changes.task, (step) => (step.state === 'calling' ? without(step, 'answer') : step)) }) }),
  },
  /** Answers inside the freshness window are not looked up. */
  'fresh-answer-ignored': { within: 150, bend: (deps) => withTasks(deps, { answers: ((keys: readonly string[]) => Promise.resolve(keys.map(() => undefined))) as unknown as Store['tasks']['answers'] }) },
  /** The cap of a run is held against each step alone, and not against what the others hold. */
  'cap-before-the-holds-of-others': {
    within: 200,
    bend: (deps) => {
      const kept = new Map<string, TaskRows['run']['held']>();
      return bendChanges(deps, {
        before: (rows) => {
          kept.set(rows.task.id, rows.run.held);
          return { ...rows, run: { ...rows.run, cap: { actions: micro(rows.run.cap.actions * 9), credits: micro(rows.run.cap.credits * 9) } } };
        },
        after: (changes, rows) => (changes.run ? { ...changes, run: { ...changes.run, cap: { actions: micro(rows.run.cap.actions / 9), credits: micro(rows.run.cap.credits / 9) } } } : changes),
      });
    },
  },
  /** A call that was given up because the person said stop is charged all the same. */
  'stopped-step-charged': {
    within: 150,
    bend: (deps) => bendChanges(deps, { after: (changes) => (changes.charges ? { ...changes, charges: changes.charges.map((c) => (c.code === 'stopped' || c.code === 'refused' ? { ...c, state: 'posted' as const, posted: { actions: ONE, credits: micro(0) } } : c)) } : changes) }),
  },
  /** "Slow down" is taken for "I do not know". */
  'busy-is-a-miss': {
    within: 60,
    bend: (deps) => bendCall(deps, (outcome) => (outcome.kind === 'failed' && outcome.error.kind === 'rate-limited' ? { kind: 'no-result', raw: '', tookMs: outcome.tookMs } : outcome)),
  },
  /** The charge of an answer is added to the run twice. */
  'answer-counted-twice': {
    within: 20,
    bend: (deps) => bendChanges(deps, { after: (changes) => (changes.run && changes.charges?.some((c) => c.state === 'posted') ? { ...changes, run: { ...changes.run, charged: { ...changes.run.charged, actions: micro(changes.run.charged.actions + ONE) } } } : changes) }),
  },
  /** An own key takes Data Credits. */
  'own-key-takes-credits': {
    within: 20,
    bend: (deps) => bendChanges(deps, { after: (changes) => (changes.charges ? { ...changes, charges: changes.charges.map((c) => posted(c, (p) => (p.path === 'local' ? { ...p, quoted: { ...p.quoted, credits: ONE }, posted: { ...p.posted, credits: ONE } } : p))) } : changes) }),
  },
  /** Nobody knows from when a wait was reckoned: a clock that is set back makes it last. */
  'wait-without-its-start': {
    within: 300,
    bend: (deps) => bendChanges(deps, { after: (changes) => ({ ...changes, task: without(eachStep(changes.task, (step) => without(step, 'waitFrom')), 'waitFrom') }) }),
  },
  /** Two workers pump at the same time. */
  'lock-ignored': {
    within: 100,
    bend: (deps) => ({
      ...deps,
      exclusively: async (_lock, work) => {
        await work();
        return true;
      },
    }),
  },
  /** A worker that starts knows nothing of the calls of the one before. */
  'pace-forgotten-at-death': { within: 1_000, bend: (deps) => withTasks(deps, { recentCalls: () => Promise.resolve([]) }) },
  /** The windows of a source are not kept at all. */
  'no-pace': { within: 40, bend: (deps) => ({ ...deps, engine: { ...deps.engine, turn: () => ({ release: () => undefined }) } }) },
  /** A job that works on is forgotten: it is begun anew. */
  'poll-forgotten': {
    within: 60,
    bend: (deps) => bendChanges(deps, { after: (changes) => ({ ...changes, task: eachStep(changes.task, (step) => without(step, 'poll')) }) }),
  },
  /** What could not be written is dropped as if the task were gone. */
  'full-disk-loses-answers': {
    within: 150,
    bend: (deps) =>
      withTasks(deps, {
        changeTasks: async (changes, ...rest) => {
          try {
            return await deps.store.tasks.changeTasks(changes, ...rest);
          } catch {
            return changes.map(() => ({ ok: true as const, value: null }));
          }
        },
      }),
  },
  /** A hold is not given back when its call came to nothing. */
  'hold-not-released': {
    within: 20,
    bend: (deps) => bendChanges(deps, { after: (changes, rows) => (changes.run && changes.charges?.some((c) => c.state === 'voided') ? { ...changes, run: { ...changes.run, held: rows.run.held } } : changes) }),
  },
  /** A run that is told to stop goes on. */
  'stop-not-heard': { within: 100, bend: (deps) => bendChanges(deps, { before: (rows) => (rows.run.state === 'stopping' ? { ...rows, run: { ...rows.run, state: 'running' } } : rows) }) },
  /** A pause is not heard either. */
  'pause-not-heard': { within: 150, bend: (deps) => bendChanges(deps, { before: (rows) => (rows.run.state === 'paused' ? { ...rows, run: without({ ...rows.run, state: 'running' }, 'pause') } : rows) }) },
  /** The limit of an hour counts nothing that was taken before. */
  'hour-begins-anew': {
    within: 300,
    bend: (deps) => withTasks(deps, { countTaken: (async (...given: Parameters<Store['tasks']['countTaken']>) => ({ taken: { ...(await deps.store.tasks.countTaken(...given)).taken, hour: NOTHING, day: NOTHING } })) as unknown as Store['tasks']['countTaken'] }),
  },
  /** A charge does not say which table it is for: the limits of the table count nothing of it. */
  'charge-without-its-table': {
    within: 100,
    bend: (deps) => bendChanges(deps, { after: (changes) => (changes.charges ? { ...changes, charges: changes.charges.map((charge) => without(charge, 'tableId')) } : changes) }),
  },
  /** The month of a table counts nothing that was taken before. */
  'month-of-a-table-begins-anew': {
    within: 100,
    bend: (deps) =>
      withTasks(deps, {
        countTaken: (async (...given: Parameters<Store['tasks']['countTaken']>) => {
          const { taken } = await deps.store.tasks.countTaken(...given);
          return { taken: { ...taken, tables: Object.fromEntries(Object.entries(taken.tables ?? {}).map(([id, table]) => [id, { ...table, month: NOTHING }])) } };
        }) as unknown as Store['tasks']['countTaken'],
      }),
  },
  /** What was found is charged and never reaches the lead. */
  'answer-not-delivered': { within: 20, bend: (deps) => bendChanges(deps, { after: (changes) => (changes.task.state === 'found' ? without(changes, 'lead') : changes) }) },
  /** A removed key is used as long as the worker lives. */
  'key-outlives-its-removal': {
    within: 400,
    bend: (deps) => {
      const known = new Map<string, Awaited<ReturnType<Store['keys']['get']>>>();
      const get: Store['keys']['get'] = (async (id: string) => {
        const row = (await deps.store.keys.get(id)) ?? known.get(id);
        known.set(id, row);
        return row;
      }) as Store['keys']['get'];
      const list: Store['keys']['list'] = (async () => {
        for (const row of await deps.store.keys.list()) known.set(row.id, row);
        return [...known.values()].filter((row) => row !== undefined);
      }) as Store['keys']['list'];
      return { ...deps, store: { ...deps.store, keys: { ...deps.store.keys, get, list } } };
    },
  },
  /** Nobody is told when it is time to look again. */
  'wakes-lost': { within: 400, bend: (deps) => ({ ...deps, wakeIn: () => undefined }) },
  /** The device never learns that the server was restored. */
  'epoch-not-learned': {
    within: 150,
    bend: (deps) => ({ ...deps, account: { ...deps.account, pull: async (...given) => {
      const page = await deps.account.pull(...given);
      return page.ok ? { ...page, value: { ...page.value, ledgerEpoch: 1 } } : page;
    } } }),
  },
  /** Every request to the account has an id of its own. */
  'account-asked-under-another-id': {
    within: 60,
    bend: (deps) => {
      let n = 0;
      return { ...deps, account: { ...deps.account, charge: (url, token, request) => deps.account.charge(url, token, { ...request, chargeId: `${request.chargeId}-${++n}` }) } };
    },
  },
};
export type PlantedBug = string;
export const PLANTED_BUGS = Object.keys(BUGS);
export const bends = (bug: PlantedBug | null): Bend => (bug === null ? (deps) => deps : (BUGS[bug]?.bend ?? ((deps) => deps)));
