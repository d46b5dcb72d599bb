import { describe, expect, it } from 'vitest';
import type { CommandMessage } from '../../../lib/contracts/commands.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { createReadiness } from '../../../lib/services/readiness.ts';

function world(failures: number) {
  const seen = { starts: 0, reports: [] as string[], wakes: [] as number[] };
  const deps = { report: (where: string) => seen.reports.push(where), wakeIn: (ms: number) => seen.wakes.push(ms) };
  const ready = createReadiness(deps, async () => {
    seen.starts += 1;
    await Promise.resolve();
    if (seen.starts <= failures) throw new Error('no room');
  });
  return { seen, deps: deps as unknown as Deps, ready };
}

describe('the start of the worker', () => {
  it('happens once, however many wait for it', async () => {
    const { seen, ready } = world(0);
    await Promise.all([ready(), ready()]);
    await ready();
    expect(seen).toEqual({ starts: 1, reports: [], wakes: [] });
  });

  it('is tried again by whoever asks next, and by the worker itself, when it failed', async () => {
    const { seen, ready } = world(2);
    const both = await Promise.allSettled([ready(), ready()]);
    expect([both.map(({ status }) => status), seen.starts]).toEqual([['rejected', 'rejected'], 1]);
    await expect(ready()).rejects.toThrow('no room');
    await ready();
    expect(seen).toEqual({ starts: 3, reports: ['start', 'start'], wakes: [30_000, 30_000] });
  });

  it('is told to whoever waits for an answer when it failed, and a later command is done', async () => {
    const { deps, ready, seen } = world(1);
    const changed: unknown[] = [];
    const store = { meta: { changeSettings: async (patch: unknown) => changed.push(patch) } };
    const dispatch = createDispatch({ ...deps, store } as unknown as Deps, ready);
    const message: CommandMessage = { type: 'command', name: 'settings.set', input: { theme: 'dark' } };
    expect(await dispatch(message)).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(changed).toEqual([]);
    expect(await dispatch(message)).toMatchObject({ ok: true });
    expect([changed, seen.starts]).toEqual([[{ theme: 'dark' }], 2]);
  });
});
