import type { LeadId } from '../core/ids.ts';
import type { EraseJob } from '../storage/erase-rows.ts';
import type { Deps } from './deps.ts';

type EraseDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'exclusively' | 'report' | 'wakeIn'>;

/** Begins to erase leads everywhere; null when none of them is there. It cannot be taken back, and not be stopped half-way. */
export const eraseLeads = (deps: EraseDeps, wish: { readonly id: string; readonly leadIds: readonly string[]; readonly keepAway: boolean }): Promise<EraseJob | null> =>
  deps.store.erasures.begin({ id: wish.id, leadIds: wish.leadIds as readonly LeadId[], keepAway: wish.keepAway, tells: true, now: deps.now() });

/**
 * Moves what is being erased to its end, and begins what other devices of the account have erased. Safe to call by anything at any
 * time: one at a time does it, and after a death the next call goes on with the next part.
 * @param wait for another one who is at it, so that what was begun before the call is done after it
 */
export async function moveErasures(deps: EraseDeps, wait = false): Promise<void> {
  await deps.exclusively('erase', async () => {
    await takeTold(deps);
    for (const job of await deps.store.erasures.open()) await moveErasure(deps, job);
    if (await tellAllOwed(deps)) deps.wakeIn(0);
  }, wait);
}

/** What was erased without an account, or told to one that has not taken it in before it was left. Whether there was any. */
async function tellAllOwed(deps: EraseDeps): Promise<boolean> {
  let isTold = false;
  while ((await deps.store.erasures.tellOwed(deps.newId(), deps.now())) > 0) isTold = true;
  return isTold;
}

async function moveErasure(deps: EraseDeps, job: EraseJob): Promise<void> {
  for (let now: EraseJob | null = job; now?.state === 'leads'; ) {
    now = await deps.store.erasures.part(job.id, deps.newId(), deps.now());
    deps.store.doNotContact.forget();
  }
  await deps.store.erasures.look(job.id);
}

/** What was erased on another device of the account goes here too, where this database holds the same lead. */
async function takeTold(deps: EraseDeps): Promise<void> {
  const told = await deps.store.erasures.told();
  if (told === null) return;
  if (told.subjects.length > 0) await deps.store.erasures.begin({ id: deps.newId(), leadIds: told.subjects, keepAway: false, tells: false, now: deps.now() });
  await deps.store.erasures.taken(told.upTo);
}
