import type { RunId, TaskId } from '../core/ids.ts';
import type { Step } from '../domain/enrichment/run.ts';

/** Where the calls of a step go: they share a pace. */
export interface Lane {
  readonly key: string;
  /** Undefined: no call is made, the task only has to be looked at. */
  readonly place?: { readonly providerId: string; readonly operation: NonNullable<Step['operation']>; readonly isKeyed: boolean };
  readonly isAccount: boolean;
}

/** A task that could take its next step as soon as its lane has a turn. */
export interface Ticket {
  readonly taskId: TaskId;
  readonly runId: RunId;
  readonly kind: TicketKind;
  /** Its next step takes an Action out of a lease of this device. */
  readonly takes: boolean;
}
/** In the order in which they go: somebody waits; begun, so that tasks end before others begin; nothing asked yet. */
export const TICKET_KINDS = ['urgent', 'begun', 'fresh'] as const;
export type TicketKind = (typeof TICKET_KINDS)[number];

interface Waiting {
  readonly lane: Lane;
  /** First come, first served within each. */
  readonly tickets: Readonly<Record<TicketKind, Ticket[]>>;
  /** Milliseconds since 1970 before which there is no turn; Infinity = until one of its calls ends. */
  until: number;
  out: number;
}

/** The tasks that wait for a turn, by lane. Kept in memory only: every ticket can be made again from the rows. */
export function createRunQueue() {
  const lanes = new Map<string, Waiting>();
  const queued = new Map<TaskId, Ticket>();
  const laneOf = (lane: Lane): Waiting => {
    let waiting = lanes.get(lane.key);
    if (!waiting) lanes.set(lane.key, (waiting = { lane, tickets: { urgent: [], begun: [], fresh: [] }, until: 0, out: 0 }));
    return waiting;
  };
  return {
    has: (id: TaskId) => queued.has(id),
    add(lane: Lane, ticket: Ticket): void {
      if (queued.has(ticket.taskId)) return;
      queued.set(ticket.taskId, ticket);
      laneOf(lane).tickets[ticket.kind].push(ticket);
    },
    /** Takes a ticket off its lane. The lane goes behind the others: those that share the pace of a provider have its turns one after the other. */
    take(waiting: Waiting, ticket: Ticket): void {
      lanes.delete(waiting.lane.key);
      lanes.set(waiting.lane.key, waiting);
      const list = waiting.tickets[ticket.kind];
      list.splice(list.indexOf(ticket), 1);
      queued.delete(ticket.taskId);
    },
    /** Drops the tickets of runs that hold still. */
    keepOnly(isMoving: (runId: RunId) => boolean): void {
      for (const waiting of lanes.values()) {
        for (const list of Object.values(waiting.tickets)) {
          const left = list.filter((ticket) => isMoving(ticket.runId) || !queued.delete(ticket.taskId));
          if (left.length < list.length) list.splice(0, list.length, ...left);
        }
      }
    },
    lanes: (): readonly Waiting[] => [...lanes.values()],
    lane: laneOf,
    /** Tasks of a run in line. */
    countOf(runId: RunId, kind: TicketKind): number {
      let n = 0;
      for (const ticket of queued.values()) if (ticket.kind === kind && ticket.runId === runId) n += 1;
      return n;
    },
    get size() {
      return queued.size;
    },
  };
}
export type RunQueue = ReturnType<typeof createRunQueue>;
export type WaitingLane = ReturnType<RunQueue['lanes']>[number];
