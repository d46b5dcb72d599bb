/** What was asked under which id, as it was sent: the books are not asked. */
import type { ChargeRequest } from '../../../lib/contracts/account-api.ts';
import type { Message } from './network.ts';

/** Remembers what a request for a charge asks. A stopped one, which may buy nothing, asks the same. */
export function noteQuestion(questions: Map<string, string>, { method, path, token, body }: Message): void {
  if (method !== 'POST' || path !== '/v1/charges') return;
  const { chargeId, providerId, operation, input, accept, wanted } = body as ChargeRequest;
  const id = `${token.split('.')[1] ?? ''}/${chargeId}`;
  if (!questions.has(id)) questions.set(id, JSON.stringify([providerId, operation, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)), accept?.strategy, wanted]));
}
