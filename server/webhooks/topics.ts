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
export const topicOf = (kind: LedgerEvent['kind']): Topic | undefined => OF_EVENT[kind];
