import { CHARGE_CALLS } from '../../../lib/core/limits.ts';
import { describe, expect, it } from 'vitest';
import { candidate } from '../../../lib/domain/enrichment/candidate.ts';
import { allowedOver } from '../../../lib/domain/enrichment/estimate.ts';
import { micro, NOTHING, ONE_ACTION, ZERO } from '../../../lib/domain/ledger/amount.ts';
import { accepted, missed, Rows } from './rows.ts';

const HELD = { actions: ONE_ACTION, credits: ZERO };

describe('sources that are asked at the same time', () => {
  it('hold one Action together, and one answer is charged', () => {
    const rows = new Rows(['own', 'free', 'own', 'own'], { fanOut: 3 });
    const inFlight = new Set<number>();
    for (const index of [0, 1, 2]) {
      expect(rows.claim({ inFlight }).claimed?.index).toBe(index);
      inFlight.add(index);
    }
    expect(rows.claim({ inFlight }).claimed).toBeNull();
    expect(rows.run.held).toEqual(HELD);
    rows.close(1, missed);
    inFlight.delete(1);
    expect(rows.run.held).toEqual(HELD);
    expect(rows.claim({ inFlight }).claimed?.index).toBe(3);
    rows.close(2, accepted('ada@example.com'));
    expect([rows.task.state, rows.task.charged, rows.run.held, rows.run.charged]).toEqual(['found', HELD, NOTHING, HELD]);
    expect(rows.states).toEqual(['skipped answered', 'no-result', 'accepted', 'skipped answered']);
    expect(rows.chargeStates).toEqual(['0 voided answered', '1 voided no-result', '2 posted', '3 voided answered']);
    expect(rows.run.sources).toMatchObject({ p0: { out: 0 }, p1: { out: 0, missed: 1 }, p2: { out: 0, answered: 1 }, p3: { out: 0 } });
  });

  it('keep an answer that came too late: beside the one that was taken, in the receipt, charged nothing', () => {
    const rows = new Rows(['own', 'own'], { fanOut: 2 });
    rows.claim();
    rows.claim({ inFlight: new Set([0]) });
    rows.close(1, accepted('ada@example.com'));
    rows.close(0, accepted('a.other@example.com'), 30);
    expect(rows.task.steps[0]).toMatchObject({ state: 'skipped', skip: 'answered', late: { at: 30, value: 'a.other@example.com' } });
    expect(rows.lead?.fields.workEmail?.values.map((v) => v.value).toSorted()).toEqual(['a.other@example.com', 'ada@example.com']);
    expect([rows.run.charged, rows.chargeStates, rows.receipts, rows.kept]).toEqual([HELD, ['0 voided answered', '1 posted'], ['task-0001.1', 'task-0001.0'], ['key ada@example.com', 'key a.other@example.com']]);
    const before = rows.task;
    rows.close(0, accepted('a.third@example.com'), 40);
    expect(rows.task).toBe(before);
  });

  it('are not begun once the run stops: only the call that is out can move the task then', () => {
    const rows = new Rows(['own', 'own'], { fanOut: 2 });
    rows.claim();
    const flight = { now: 0, inFlight: new Set([0]) };
    expect(candidate(rows.task, { fanOut: 2 }, flight)).toMatchObject({ index: 1 });
    expect(candidate(rows.task, { fanOut: 2 }, { ...flight, isEnding: true })).toBe('wait');
    rows.close(0, missed);
    expect(candidate(rows.task, { fanOut: 2 }, { now: 0, isEnding: true })).toMatchObject({ index: 1 });
  });

  it('never stand beside one that is bought through the account', () => {
    const first = new Rows(['account', 'own'], { fanOut: 5 });
    first.claim();
    expect(first.claim({ inFlight: new Set([0]) }).claimed).toBeNull();
    const second = new Rows(['own', 'account'], { fanOut: 5 });
    second.claim();
    expect(second.claim({ inFlight: new Set([0]) }).claimed).toBeNull();
    second.close(0, missed);
    expect(second.claim().claimed?.index).toBe(1);
  });

  it('are not asked again after a death when another has answered, and each interrupted one is, when none has', () => {
    const rows = new Rows(['own', 'own'], { fanOut: 2 });
    rows.claim();
    rows.claim({ inFlight: new Set([0]) });
    // A new worker: nothing is in flight.
    expect(rows.claim().claimed).toMatchObject({ index: 0, attempts: 2 });
    expect(rows.claim({ inFlight: new Set([0]) }).claimed).toMatchObject({ index: 1, attempts: 2 });
    rows.close(0, accepted('ada@example.com'));
    expect(rows.claim().claimed).toBeNull();
    expect(rows.task.state).toBe('found');
  });
});

describe('an answer that has yet to be checked', () => {
  it('is stored before it is judged, and only the check is done again', () => {
    const rows = new Rows(['own']);
    rows.claim();
    rows.close(0, { kind: 'check', answer: { fields: { workEmail: 'ada@example.com' }, raw: '{"long":1}' }, tookMs: 30, sandbox: false, said: { raw: '{"long":1}', requestId: 'req-9' } });
    expect(rows.task.steps[0]).toMatchObject({ state: 'calling', requestId: 'req-9', answer: { fields: { workEmail: 'ada@example.com' }, raw: '' } });
    expect(rows.claim().claimed).toMatchObject({ index: 0, attempts: 1, answer: { fields: { workEmail: 'ada@example.com' } } });
    rows.close(0, accepted('ada@example.com', { verdict: 'valid', said: { raw: '{"valid":true}' } }));
    expect([rows.task.state, rows.task.steps[0]?.tookMs, rows.receipts]).toEqual(['found', 35, ['task-0001.0', 'task-0001.0.check']]);
  });
});

describe('a run that holds still', () => {
  it('begins nothing and takes the answers of the calls that are out', () => {
    const rows = new Rows(['own', 'own']);
    rows.claim();
    rows.run = { ...rows.run, state: 'paused', pause: { reason: 'person', at: 11 } };
    rows.close(0, missed);
    expect([rows.claim().claimed, rows.states]).toEqual([null, ['no-result', 'waiting']]);
    rows.run = { ...rows.run, state: 'running' };
    expect(rows.claim().claimed?.index).toBe(1);
  });

  it('does so by itself when it takes clearly more than was expected of it', () => {
    const rows = new Rows(['own'], {}, { leadCount: 50, cap: { actions: micro(50_000_000), credits: ZERO }, charged: { actions: micro(15_000_000), credits: ZERO }, expected: { actions: micro(10_000_000), credits: ZERO } });
    expect([allowedOver(micro(10_000_000)), allowedOver(micro(100_000_000)), allowedOver(micro(100_000_000), 50)]).toEqual([15_000_000, 125_000_000, 150_000_000]);
    rows.claim();
    rows.close(0, accepted('ada@example.com'));
    expect([rows.task.state, rows.run.state, rows.run.pause]).toEqual(['found', 'paused', { reason: 'estimate', at: 20 }]);
  });

  it('does so at a limit of the person, and holds nothing for the step', () => {
    const rows = new Rows(['own']);
    const claim = rows.claim({ pauseFor: () => ({ reason: 'hour', at: 10, until: 60_010 }) });
    expect([claim.claimed, rows.run.state, rows.run.pause?.reason, rows.run.held, rows.states]).toEqual([null, 'paused', 'hour', NOTHING, ['waiting']]);
  });
});

describe('a run that waits for a limit', () => {
  it('goes on with what it holds and begins nothing: its own holds may be what fills the limit', () => {
    const rows = new Rows(['own', 'own'], { fanOut: 2 });
    rows.claim();
    rows.run = { ...rows.run, state: 'paused', pause: { reason: 'hour', at: 10, until: 60_010 } };
    expect(rows.claim({ now: 20 }).claimed).toMatchObject({ index: 0, attempts: 2 });
    expect(rows.claim({ now: 20, inFlight: new Set([0]) }).claimed).toBeNull();
    rows.run = { ...rows.run, pause: { reason: 'person', at: 10 } };
    expect(rows.claim({ now: 20 }).claimed).toBeNull();
  });

  it('leaves a step out that alone is more than the limit allows: no waiting makes it fit', () => {
    const rows = new Rows(['account', 'own']);
    rows.claim({ pauseFor: (more) => (more.credits > 0 ? 'never' : null) });
    expect([rows.run.state, rows.states]).toEqual(['running', ['skipped cap', 'waiting']]);
  });
});

describe('a call that is made again under its charge', () => {
  it('leaves its time with the charge: the worker after this one has to know the pace', () => {
    const rows = new Rows(['own']);
    rows.claim({ now: 10 });
    for (let now = 20; now < 20 + 50; now++) rows.claim({ now });
    const [charge] = rows.charges.values();
    expect([charge?.reservedAt, charge?.calledAt?.length, charge?.calledAt?.at(-1)]).toEqual([10, CHARGE_CALLS, 69]);
  });
});

describe('sources that are asked together and wait', () => {
  it('each wait from its own moment: a clock that was set back since the first frees it, whatever the second has done', () => {
    const rows = new Rows(['own', 'own'], { fanOut: 2 });
    rows.claim({ now: 1_000_000 });
    rows.claim({ now: 1_000_000, inFlight: new Set([0]) });
    rows.close(0, { kind: 'later', afterMs: 60_000, retry: 'counted' }, 1_000_000);
    rows.close(1, { kind: 'later', afterMs: 60_000, retry: 'counted' }, 2_000);
    expect(rows.claim({ now: 3_000 }).claimed).toMatchObject({ index: 0 });
  });

  it('do not wait either when the clock was ahead only while they were asked', () => {
    const rows = new Rows(['own']);
    rows.claim({ now: 2_000 });
    rows.close(0, { kind: 'later', afterMs: 60_000, retry: 'counted' }, 1_000_000);
    expect(rows.claim({ now: 3_000 }).claimed).toMatchObject({ index: 0 });
  });

  it('wait from the moment at which it is written, whatever the clock has shown since they were asked', () => {
    const rows = new Rows(['own']);
    rows.claim({ now: 1_000_000 });
    rows.close(0, { kind: 'later', afterMs: 60_000, retry: 'counted' }, 2_000);
    expect(rows.claim({ now: 61_999 }).claimed).toBeNull();
    expect(rows.claim({ now: 62_000 }).claimed).toMatchObject({ index: 0 });
  });
});

describe('a call that is put off', () => {
  it('goes on under its charge, is not counted as an attempt, and does not wait when the clock was set back', () => {
    const rows = new Rows(['own']);
    rows.claim({ now: 1_000 });
    rows.close(0, { kind: 'later', afterMs: 60_000, retry: 'counted' }, 1_000);
    expect([rows.task.notBefore, rows.task.waitFrom, rows.task.steps[0]?.retries, rows.run.held]).toEqual([61_000, 1_000, 1, HELD]);
    expect(rows.claim({ now: 30_000 }).claimed).toBeNull();
    expect(rows.claim({ now: 500 }).claimed).toMatchObject({ index: 0, attempts: 1 });
  });

  it('is left out when nobody waits for its provider, and the task has failed so that it can be asked again', () => {
    const rows = new Rows(['own', 'own']);
    rows.claim({ isGivenUp: (step) => step.index === 0 });
    rows.claim();
    rows.close(1, missed);
    rows.claim();
    expect([rows.states, rows.task.state]).toEqual([['skipped resting', 'no-result'], 'failed']);
  });
});

describe('stop', () => {
  it('ends what waits, leaves calls that are out to their answer, and does not ask an interrupted own key again', () => {
    const rows = new Rows(['own', 'own']);
    rows.claim();
    rows.run = { ...rows.run, state: 'stopping' };
    expect(rows.claim({ inFlight: new Set([0]) }).claimed).toBeNull();
    expect(rows.task.state).toBe('running');
    rows.claim();
    expect([rows.task.state, rows.run.state, rows.run.held, rows.chargeStates]).toEqual(['stopped', 'ended', NOTHING, ['0 voided stopped']]);
  });
});
