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
/** What the audit calls a change of members, and what the world outside is told of it. */
const OF_MEMBER: Readonly<Partial<Record<string, Topic>>> = {
  'member.invited': 'member.invited', 'member.joined': 'member.joined', 'member.role': 'member.changed', 'member.transfer': 'member.changed', 'member.removed': 'member.removed', 'member.left': 'member.removed',
};
export const memberTopicOf = (action: string): Topic | undefined => OF_MEMBER[action];

const LIMIT = /^(workspace|member)_(actions|data_credits)_(hour|day|month)_(\d+)$/;
/** The most that is paid to one provider a day. */
const PROVIDER_LIMIT = /^provider_day_(\d+)$/;

/** What the world outside is told of an event of the feed; null when it is none of its business. Amounts are signed as in the feed. */
export function messageOf(kind: LedgerEvent['kind'], seq: number, body: Omit<LedgerEvent, 'seq' | 'at' | 'kind'>): { readonly topic: Topic; readonly payload: object } | null {
  const topic = OF_EVENT[kind];
  if (topic === undefined) return null;
  const ofProvider = kind === 'limit' ? PROVIDER_LIMIT.exec(body.code ?? '') : null;
  if (ofProvider !== null) return { topic, payload: { seq, scope: 'provider', providerId: body.providerId, window: 'day', percent: Number(ofProvider[1]) } };
  const limit = kind === 'limit' ? LIMIT.exec(body.code ?? '') : null;
  if (limit === null) return { topic, payload: { seq, ...body } };
  const [, scope, meter, window, percent] = limit;
  return { topic, payload: { seq, scope, meter, window, percent: Number(percent), ...(body.member === undefined ? {} : { member: body.member }) } };
}
