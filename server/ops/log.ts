/** What may stand in a log line: listed names, and values of the shape that belongs to the name. Everything else is left out. */
export type Facts = Readonly<Record<string, string | number | boolean>>;
export type Log = (event: string, facts?: Facts) => void;

const WORD = /^[A-Za-z0-9_ .:-]{1,80}$/;
const ID = /^[0-9a-zA-Z._:-]{1,80}$/;
const ROUTE = /^(?:[A-Z]{3,7} )?[/A-Za-z0-9_:*.{}-]{1,120}$/;
const ORIGIN = /^https?:\/\/[A-Za-z0-9.:[\]-]{1,120}$/;
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const is = (shape: RegExp) => (value: unknown): boolean => typeof value === 'string' && shape.test(value);

/** A new name belongs here only if its values cannot tell of a lead, an address, a person or a key. */
const ALLOWED: Readonly<Record<string, (value: unknown) => boolean>> = {
  accountId: is(ID), attempt: isNumber, chargeId: is(ID), count: isNumber, database: is(WORD), epoch: isNumber, error: is(WORD), finding: is(WORD), kind: is(WORD), leaseId: is(ID), level: isNumber, lot: is(ID),
  meter: is(WORD), ms: isNumber, n: isNumber, path: is(ROUTE), route: is(ROUTE), sandbox: isBoolean, seq: isNumber, state: is(WORD), status: isNumber, url: is(ORIGIN), version: is(WORD), workerId: is(ID),
};
const EVENT = /^[a-z][a-z0-9_.-]{0,60}$/;

/** The facts that may be logged, and how many could not. */
export function allowedFacts(facts: Facts): Facts {
  const entries = Object.entries(facts);
  const kept = entries.filter(([name, value]) => ALLOWED[name]?.(value) === true);
  return Object.fromEntries(kept.length === entries.length ? kept : [...kept, ['hidden', entries.length - kept.length]]);
}

/** Wraps a sink so that nothing else gets through. */
export const redacted = (log: Log): Log => (event, facts = {}) => log(EVENT.test(event) ? event : 'event', allowedFacts(facts));
