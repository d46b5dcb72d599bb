import type { Label } from '../contracts/account-labels.ts';
import { LABELS_AGAIN_MS, LABELS_AT_ONCE } from '../core/run-limits.ts';
import { waterfallOfQuestion } from '../domain/ai/question-waterfall.ts';
import { isDue } from '../domain/enrichment/candidate.ts';
import { isTemplateId, waterfallRef } from '../domain/enrichment/waterfall-ref.ts';
import type { Deps } from './deps.ts';
import { openSecret } from './keys.ts';

/** After a try that came to nothing the next one waits this long. */
const AGAIN_MS = 10 * 60_000;
const NAME_CHARS = 80;

type NameDeps = Pick<Deps, 'store' | 'account' | 'vault' | 'now' | 'online' | 'sha256'>;

/**
 * Tells the account what this device calls its tables, its own waterfalls and its questions, when that has changed since it was told last, and again
 * from time to time: charges name them by references alone. Nothing is told when the person has switched it off, and what was told
 * before is taken back.
 */
export function createNameTeller(deps: NameDeps): () => Promise<void> {
  let triedAt = -Infinity;
  return async () => {
    const { tellNames } = await deps.store.meta.settings();
    if (!deps.online() || !isDue(triedAt + AGAIN_MS, triedAt, deps.now())) return;
    const [account, device, told] = await Promise.all([deps.store.meta.get('account'), deps.store.meta.get('device'), deps.store.meta.get('toldNames')]);
    const isOff = tellNames === false;
    if (!account || (isOff && !told)) return;
    const labels = isOff ? [] : await labelsHere(deps);
    // A server that was restored from a backup may have forgotten them, or know again what was taken back.
    const of = await deps.sha256(JSON.stringify([account.serverUrl, account.member.accountId ?? account.member.workspace, device?.deviceId, device?.ledgerEpoch, labels, isOff ? 0 : Math.floor(deps.now() / LABELS_AGAIN_MS)]));
    if (told?.of === of) return;
    // Opened only when there is something to tell: this is looked at with every wake of the worker.
    const token = await openSecret(deps, 'account-token');
    if (token === null) return;
    triedAt = deps.now();
    if (!(await deps.account.labels(account.serverUrl, token, { labels })).ok) return;
    await deps.store.meta.put('toldNames', { of });
    triedAt = -Infinity;
  };
}

const nameOf = (name: string): string => name.trim().slice(0, NAME_CHARS);

/**
 * A waterfall that ships is called there what it always is, whatever somebody renames it. In an order of their own, so that the same
 * names are the same text; those that were made last when there are too many.
 */
async function labelsHere({ store }: Pick<Deps, 'store'>): Promise<Label[]> {
  const [tables, stored, questions] = await Promise.all([store.leads.tables(), store.waterfalls.list(), store.questions.list()]);
  const waterfalls = [...stored, ...questions.map(waterfallOfQuestion)].filter(({ id }) => waterfallRef(id) !== undefined && !isTemplateId(id));
  const all = [
    ...waterfalls.map(({ id, name }): Label => ({ kind: 'waterfall', ref: id, name: nameOf(name) })),
    ...tables.toSorted((a, b) => b.createdAt - a.createdAt).map(({ id, name }): Label => ({ kind: 'table', ref: id, name: nameOf(name) })),
  ];
  return all.filter(({ name }) => name !== '').slice(0, LABELS_AT_ONCE).toSorted((a, b) => (`${a.kind} ${a.ref}` < `${b.kind} ${b.ref}` ? -1 : 1));
}
