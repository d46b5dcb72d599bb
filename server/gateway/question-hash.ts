import type { ChargeRequest } from '../../lib/contracts/account-api.ts';
import type { InputKey } from '../../lib/domain/enrichment/operation.ts';
import { canonicalJson } from '../canonical.ts';
import type { Vault } from '../vault/vault.ts';

/** What a model is told is asked word by word. */
const VERBATIM: ReadonlySet<string> = new Set<InputKey>(['instructions', 'question', 'schema', 'model', 'maxTokens']);

/** Case, spaces and forms of one letter make no other question. */
const normal = (key: string, value: string): string => (VERBATIM.has(key) ? value : value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase());

/**
 * Names a question within its account: the provider, the operation, what it is asked about, which fields would answer it, how sure an
 * address must be and who says so. An answer that one policy takes is not one for a stricter policy or verifier, so that is another
 * question. Who asks, for which lead and in which run makes no difference. A keyed hash: without the account's key nothing can be learned from it.
 */
export function questionHash(vault: Vault, accountId: string, { providerId, operation, input, accept, wanted }: ChargeRequest, sandbox: boolean): Promise<string> {
  const about = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, normal(key, value)]));
  return vault.mark(accountId, 'question', canonicalJson([providerId, operation, about, accept === undefined ? null : [accept.strategy, accept.verifierIds], [...new Set(wanted ?? [])].sort(), sandbox]));
}
