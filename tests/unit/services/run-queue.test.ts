import { describe, expect, it } from 'vitest';
import type { RunId, TaskId } from '../../../lib/core/ids.ts';
import { createRunQueue, type Lane } from '../../../lib/services/run-queue.ts';

const lane = (key: string): Lane => ({ key, isAccount: false });
const ticket = (taskId: string) => ({ taskId: taskId as TaskId, runId: 'run-1' as RunId, kind: 'begun' as const, takes: true });

describe('the tasks that wait for a turn', () => {
  it('have it lane by lane where only one of all can go at a time, however many stand in the first lane', () => {
    const queue = createRunQueue();
    for (const [key, ids] of [['a', ['a1', 'a2', 'a3', 'a4']], ['b', ['b1', 'b2']], ['c', ['c1']]] as const) for (const id of ids) queue.add(lane(key), ticket(id));
    const went: string[] = [];
    while (queue.size > 0) {
      // Whoever looks takes the first that it finds.
      const waiting = queue.lanes().find(({ tickets }) => tickets.begun.length > 0);
      const first = waiting?.tickets.begun[0];
      if (!waiting || !first) throw new Error('nobody stands in line');
      queue.take(waiting, first);
      went.push(first.taskId);
    }
    expect(went).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
    expect(queue.lane(lane('a')).tickets.begun).toEqual([]);
  });
});
