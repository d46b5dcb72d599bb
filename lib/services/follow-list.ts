import { FOLLOWS_AT_ONCE } from '../core/limits.ts';
import { wantsDetails, type Follow } from '../domain/list/follow.ts';
import { advance, leading, stumble, type Moment } from '../domain/list/follow-moves.ts';
import { samePage } from '../domain/list/next-address.ts';
import { activityOfFollow } from './follow-activity.ts';
import { moveDetails } from './follow-details.ts';
import { takeStep, wayTo, type StepResult } from './follow-step.ts';
import type { Deps } from './deps.ts';

export type FollowDeps = Pick<Deps, 'store' | 'tabs' | 'now' | 'random' | 'newId' | 'session' | 'exclusively' | 'wakeIn' | 'report'>;

/** Looked again after this when somebody else is at the same follow. */
const BUSY_MS = 1_000;
/** A hint before each step: should the worker die in the middle, the alarm looks again. */
const ALARM_MS = 30_000;

export const moment = (deps: Pick<Deps, 'now' | 'random'>): Moment => ({ now: deps.now(), random: deps.random() });

/**
 * Moves every open follow by the steps that are due. Work is rows: this may die at any await, and the next call finds each
 * follow where its last transaction left it. A step has a number; the page gives the answer of a number again and never
 * presses twice for it, and the rows of a number are kept once.
 */
export async function moveFollows(deps: FollowDeps): Promise<void> {
  const open = await deps.store.follows.open();
  const now = deps.now();
  const due = open.filter((follow) => follow.state === 'running' && follow.nextAt <= now).sort((a, b) => a.nextAt - b.nextAt);
  const moving = due.slice(0, FOLLOWS_AT_ONCE).map((follow) => alone(deps, `follow-${follow.id}`, () => moveOne(deps, follow.id)));
  const reading = open.filter((follow) => wantsDetails(follow) || (follow.details?.state === 'running' && follow.details.nextAt <= now)).map((follow) => alone(deps, `details-${follow.id}`, () => moveDetails(deps, follow.id)));
  if (moving.length + reading.length > 0) deps.wakeIn(ALARM_MS);
  await Promise.all([...moving, ...reading]);
  await wakeForNext(deps);
}

/** One mover per follow in the whole extension; the lock goes with its holder's death. */
async function alone(deps: FollowDeps, lock: string, work: () => Promise<void>): Promise<void> {
  try {
    if (!(await deps.exclusively(lock, work))) deps.wakeIn(BUSY_MS);
  } catch (error) {
    deps.report('follow', error);
    deps.wakeIn(ALARM_MS);
  }
}

async function wakeForNext(deps: FollowDeps): Promise<void> {
  const times = (await deps.store.follows.open()).flatMap((follow) => [...(follow.state === 'running' ? [follow.nextAt] : []), ...(follow.details?.state === 'running' ? [follow.details.nextAt] : []), ...(wantsDetails(follow) ? [0] : [])]);
  if (times.length > 0) deps.wakeIn(Math.max(0, Math.min(...times) - deps.now()));
}

/** Leads the tab to the next page where that is needed, takes one step, keeps what came of it. */
async function moveOne(deps: FollowDeps, id: string): Promise<void> {
  let follow = await deps.store.follows.get(id);
  if (follow?.state !== 'running' || follow.nextAt > deps.now()) return;
  const way = await wayTo(deps, follow);
  let isLate = false;
  if (way.kind === 'trouble') return keepTrouble(deps, follow, way);
  if (way.kind === 'lead') {
    const led = await change(deps, id, (now) => (now.state === 'running' && now.step === follow?.step ? leading(now, deps.now()) : now));
    if (led?.state !== 'running' || led.step !== follow.step) return;
    follow = led;
    const went = await deps.tabs.go(follow.tabId, way.url);
    if (went === 'gone') return; // the next look finds the tab missing, or its closing was told
    isLate = went === 'late';
  }
  const result = await takeStep(deps, follow);
  if (result.kind === 'trouble') return keepTrouble(deps, follow, result);
  const { all, ...page } = result.page;
  // The page before would be read again, and taken for the end of the list.
  if (isLate && samePage(page.url, follow.url)) return keepTrouble(deps, follow, { kind: 'trouble', trouble: { kind: 'again', detail: 'timeout' } });
  await deps.store.follows.keep(
    id,
    { step: follow.step, url: page.url, at: deps.now(), rows: all },
    (before, rows, duplicates) => advance(before, { ...page, rows, duplicates }, moment(deps)),
    activityOfFollow(deps),
  );
}

/** A follow that was paused, stopped or moved on meanwhile is left as it is. */
async function keepTrouble(deps: FollowDeps, follow: Follow, { trouble }: Extract<StepResult, { kind: 'trouble' }>): Promise<void> {
  await change(deps, follow.id, (before) => (before.state === 'running' && before.step === follow.step ? stumble(before, trouble, moment(deps)) : before));
}

export const change = (deps: Pick<Deps, 'store' | 'now'>, id: string, decide: (follow: Follow) => Follow): Promise<Follow | null> => deps.store.follows.change(id, decide, activityOfFollow(deps));
