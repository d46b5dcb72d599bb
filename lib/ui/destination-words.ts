/** Destinations and deliveries in words. */
import type { DestinationSummary } from '../contracts/destination-commands.ts';
import { DELIVERY_OPEN, type Delivery, type DeliveryRow, type PauseReason, type RowState } from '../domain/delivery/delivery.ts';
import { countOf, plural } from './format.ts';

export const GROUP_WORDS: Readonly<Record<DestinationSummary['group'], string>> = { webhook: 'Webhook', table: 'Table', crm: 'CRM', sequence: 'Sequence', chat: 'Chat' };

/** Why a delivery holds still, and what helps. */
export const PAUSE_WORDS: Readonly<Record<PauseReason, string>> = {
  person: 'Paused. Nothing is sent until you go on.',
  cap: 'More leads would be sent than the price was for. Stop it and send the rest at a new price.',
  revoked: 'The destination does not accept the key any more. Enter a new one under Options, Destinations, then go on.',
  forbidden: 'The key is not allowed to do this at the destination. Give it the rights it needs there, then go on.',
  gone: 'The destination is not there any more: its address leads nowhere. Correct it under Options, Destinations, then go on.',
  plan: 'The plan at the destination does not allow this.',
  full: 'The destination is full and takes nothing more. A Clay webhook takes 50,000 rows in its life: make a new one.',
  moved: 'The destination wanted to send the records to another address. Nothing was followed. Check the address.',
  refused: 'Something about the answers of the destination is not understood. Nothing more is sent.',
  unreachable: 'The destination does not answer. Go on when it is back.',
  'no-permission': 'The browser may not reach the destination. Allow it, then go on.',
  'no-actions': 'No Actions are left. Go on when there are some.',
  limit: 'A limit of yours is reached. It goes on by itself when there is room again.',
  'signed-out': 'You are signed out of the account that pays. Sign in, then go on.',
  'table-limit': 'The limit of its table is reached. It goes on by itself when time allows more, or when you raise the limit.',
  'target-gone': 'The destination was deleted here. Bring it back, or stop.',
};
export const STATE_WORDS: Readonly<Record<RowState, string>> = { waiting: 'Waiting', sending: 'Being sent', delivered: 'Delivered', failed: 'Failed', unknown: 'Not confirmed', 'left-out': 'Left out', stopped: 'Stopped' };
const REASONS: Readonly<Record<NonNullable<DeliveryRow['reason']>, string>> = {
  refused: 'The destination did not take it.', incomplete: 'Something is missing.', 'too-large': 'It is larger than the destination takes.', fault: 'The destination failed again and again.',
  blocked: 'Do not contact.', known: 'It was there already and was left as it is.', sent: 'The same was sent there before.', 'lead-gone': 'The lead is not there any more.', empty: 'Nothing of it is sent.',
};

/** What became of one row: "Do not contact. The domain is on the list." */
export function rowWords({ state, reason, detail, was }: DeliveryRow): string {
  if (state === 'delivered') return was === 'updated' ? 'Updated' : was === 'created' ? 'Created' : 'Delivered';
  return [reason ? REASONS[reason] : STATE_WORDS[state], detail].filter(Boolean).join(' ');
}
/** "180 delivered, 12 failed" */
export const countWords = ({ counts }: Delivery): string =>
  (['delivered', 'failed', 'unknown', 'left-out', 'stopped'] as const).flatMap((state) => (counts[state] > 0 ? [`${countOf(counts[state])} ${STATE_WORDS[state].toLowerCase()}`] : [])).join(', ');

export const isOpen = ({ state }: Delivery): boolean => DELIVERY_OPEN.includes(state);
/** Rows that are over, of how many. */
export function progressOf({ planned, rowCount, counts }: Delivery): { readonly done: number; readonly of: number } {
  return planned ? { done: planned.rows, of: planned.of } : { done: rowCount - counts.waiting - counts.sending, of: rowCount };
}
/** One line on where it stands. */
export function stateWords(delivery: Delivery, now: number): string {
  if (delivery.state === 'starting') return 'Being written down';
  if (delivery.state === 'stopping') return 'Stopping. Answers that are out are waited for.';
  if (delivery.state === 'paused') return [PAUSE_WORDS[delivery.pause?.reason ?? 'person'], delivery.pause?.detail ? `It said: ${delivery.pause.detail}` : ''].filter(Boolean).join(' ');
  const rest = (delivery.restUntil ?? 0) - now;
  if (delivery.state === 'running' && rest > 1_500) return `The destination asked for a pause: ${plural(Math.ceil(rest / 1_000), 'second')} left`;
  return countWords(delivery) || (delivery.state === 'running' ? 'Nothing sent yet' : 'Nothing was sent');
}

const TESTS: Readonly<Record<string, string>> = {
  revoked: 'It does not accept the key.', forbidden: 'The key is not allowed to do this.', gone: 'There is nothing at this address.', plan: 'The plan there does not allow this.', full: 'It is full.', moved: 'It wants to send the records elsewhere.',
  refused: 'It did not take the record.', busy: 'It is busy. Try again in a minute.', down: 'It has a fault at the moment.', unreachable: 'Nobody answered. Check the address and the right to reach it.',
};
export const testWords = (because: string | undefined, detail: string | undefined): string => [TESTS[because ?? ''] ?? 'It did not work.', detail ? `It said: ${detail}` : ''].filter(Boolean).join(' ');

const INPUTS: Readonly<Record<string, string>> = {
  missing: 'This is needed.', shape: 'This does not look right.', address: 'An address begins with https://, or with http:// for a program on this machine.',
  private: 'This address is inside a private network. Tick that it is yours to use it.', gone: 'This destination is not there any more.', 'too-many': 'At most 100 destinations are kept.',
};
export const inputWords = (problem: string): string => INPUTS[problem] ?? 'This does not look right.';
