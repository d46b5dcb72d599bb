import type { LedgerEvent } from '../../lib/contracts/account-api.ts';

/** What an endpoint can ask to be told. */
export const TOPICS = [
  'charge.posted',
  'charge.reversed',
  'limit.reached',
  'plan.changed',
  'member.invited',
  'member.joined',
  'member.changed',
  'member.removed',
] as const;
export type Topic = (typeof TOPICS)[number] | 'webhook.test';

/** Feed events that the world outside is told of. */
const OF_EVENT: Readonly<Partial<Record<string, Topic>>> = {
  post: 'charge.posted',
  spend: 'charge.posted',
  reversal: 'charge.reversed',
  limit: 'limit.reached',
  plan: 'plan.changed',
};
const LIMIT = /^(workspace|member)_(actions|data_credits)_(hour|day|month)_(\d+)$/;

/** What the world outside is told of an event of the feed; null when it is none of its business. Amounts are signed as in the feed. */
export function messageOf(kind: LedgerEvent['kind'], seq: number, body: Omit<LedgerEvent, 'seq' | 'at' | 'kind'>): { readonly topic: Topic; readonly payload: object } | null {
  const topic = OF_EVENT[kind];
  if (topic === undefined) return null;
  const limit = kind === 'limit' ? LIMIT.exec(body.code ?? '') : null;
  if (limit === null) return { topic, payload: { seq, ...body } };
  const [, scope, meter, window, percent] = limit;
  return { topic, payload: { seq, scope, meter, window, percent: Number(percent), ...(body.member === undefined ? {} : { member: body.member }) } };
}
