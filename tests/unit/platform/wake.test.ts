import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface Alarm {
  readonly when: number;
  readonly periodInMinutes?: number;
}
type Listener = (alarm: { readonly name: string }) => void;
/** The browser's alarms: they outlive the worker, and each name has one. */
const alarms = new Map<string, Alarm>();
let listeners: Listener[] = [];
vi.mock('wxt/browser', () => ({
  browser: {
    alarms: {
      create: async (name: string, alarm: Alarm) => void alarms.set(name, alarm),
      clear: async (name: string) => alarms.delete(name),
      onAlarm: { addListener: (listener: Listener) => void listeners.push(listener) },
    },
  },
}));
const { createWake } = await import('../../../lib/platform/wake.ts');

/** Lets the browser ring what is due now; one that repeats stands again afterwards. Returns whether anything rang. */
async function ring(): Promise<boolean> {
  const due = [...alarms].filter(([, { when }]) => when <= Date.now());
  for (const [name, alarm] of due) {
    if (alarm.periodInMinutes === undefined) alarms.delete(name);
    else alarms.set(name, { ...alarm, when: Date.now() + alarm.periodInMinutes * 60_000 });
    for (const listener of listeners) listener({ name });
  }
  await vi.advanceTimersByTimeAsync(0);
  return due.length > 0;
}
/** A new worker, which knows nothing of the ones before; its looks do this. */
function worker(look: () => Promise<void> = async () => undefined) {
  const errors: unknown[] = [];
  listeners = [];
  const wake = createWake(look, (error) => errors.push(error));
  return { ...wake, errors };
}

describe('wishes to be woken', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    alarms.clear();
  });
  afterEach(() => vi.useRealTimers());

  it('take no place of each other: the worker dies after it has wished for soon and for later, and both alarms ring', async () => {
    const first = worker();
    first.wakeIn(1_000);
    first.wakeIn(300_000);
    vi.clearAllTimers(); // its death
    const looks: number[] = [];
    worker(async () => void looks.push(Date.now()));
    const born = Date.now();
    for (let s = 0; s < 600; s += 5) {
      vi.setSystemTime(born + s * 1_000);
      await ring();
    }
    expect(looks.map((at) => (at - born) / 30_000)).toEqual([1, 10]);
    expect(alarms.size).toBe(0);
  });

  it('are heard again when the worker died of the look that the alarm made it do, or the look failed', async () => {
    worker().wakeIn(0);
    vi.clearAllTimers();
    const start = Date.now();
    vi.setSystemTime(start + 60_000);
    worker(() => new Promise(() => undefined));
    expect(await ring()).toBe(true);
    vi.setSystemTime(start + 120_000);
    const failing = worker(async () => Promise.reject(new Error('no room')));
    expect(await ring()).toBe(true);
    expect(failing.errors).toHaveLength(1);
    vi.setSystemTime(start + 180_000);
    const well = vi.fn(async () => undefined);
    worker(well);
    expect(await ring()).toBe(true);
    expect(well).toHaveBeenCalledTimes(1);
    vi.setSystemTime(start + 600_000);
    expect(await ring()).toBe(false);
  });

  it('share an alarm when they are close: a worker that wishes all the time fills the browser with none', () => {
    const busy = worker();
    for (let i = 0; i < 1_000; i++) {
      busy.wakeIn(30_000);
      vi.setSystemTime(Date.now() + 20);
    }
    expect(alarms.size).toBeLessThanOrEqual(3);
    expect(Math.min(...[...alarms.values()].map(({ when }) => when))).toBeGreaterThanOrEqual(Date.now() - 20_000 + 30_000);
  });

  it('of a living worker come at the first moment that was wished for', async () => {
    const look = vi.fn(async () => undefined);
    const alive = worker(look);
    alive.wakeIn(10_000);
    alive.wakeIn(2_000);
    alive.wakeIn(5_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(look).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(1);
  });
});
