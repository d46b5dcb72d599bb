/** Mistakes in how an answer is given again. */
import type { LedgerStore, ReserveInput, ReserveResult } from '../../../../server/ledger/store.ts';
import { resultLabel } from '../../../../server/gateway/outcome.ts';
import type { SqlValue } from '../../../../server/sql/sql.ts';
import type { Vault } from '../../../../server/vault/vault.ts';
import type { Bug, SeamWorld } from './bug.ts';

interface Known {
  readonly account_id: string;
  readonly charge_id: string;
  readonly body: string;
}
const ANSWERS = `select c.account_id, c.charge_id, b.body from charge c join result_blob b on b.account_id = c.account_id and b.charge_id = c.charge_id where c.state = 'posted' and c.question_hash = ?`;
/** Columns of a call, its `waits_for` the last. */
const CALL_COLUMNS = 14;

/** Ends a fresh hold with an answer that is there already. */
async function giveAgain({ database }: SeamWorld, store: LedgerStore, { accountId, chargeId }: ReserveInput, made: ReserveResult, of: string, end: Parameters<LedgerStore['resolve']>[2]): Promise<ReserveResult> {
  if (made.kind !== 'created' || made.charge.state !== 'reserved') return made;
  const { applied, charge } = await store.resolve(accountId, chargeId, end, await store.epoch());
  if (applied) await database.db.run('update charge set repeat_of = ? where account_id = ? and charge_id = ?', [of, accountId, chargeId]);
  return { kind: 'created', charge: { ...charge, repeatOf: of } };
}

export const REPEAT_BUGS: readonly Bug[] = [
  {
    name: 'repeated-across-accounts', about: 'what one account has bought answers another one',
    seams(world) {
      let vault: Vault | undefined;
      return {
        server: {
          vault: (real) => (vault = { ...real, mark: async (_account, label, text) => `${label} ${text}` }),
          store: (store) => ({
            ...store,
            async reserve(input) {
              const made = await store.reserve(input);
              const known = await world.database.db.all<Known>(`${ANSWERS} and c.account_id <> ? order by c.resolved_at limit 1`, [input.question?.hash ?? '', input.accountId]);
              const [answer] = known;
              if (answer === undefined || vault === undefined) return made;
              const text = await vault.open(answer.account_id, resultLabel(answer.charge_id), answer.body);
              return giveAgain(world, store, input, made, answer.charge_id, { kind: 'void', code: 'deduplicated', sealedResult: await vault.seal(input.accountId, resultLabel(answer.charge_id), text) });
            },
          }),
        },
      };
    },
  },
  {
    name: 'charged-though-repeated', about: 'an answer that is given again is charged again',
    seams: (world) => ({
      server: {
        store: (store) => ({
          ...store,
          async reserve(input) {
            const { question, ...alone } = input;
            const known = await world.database.db.all<Known>(`${ANSWERS} and c.account_id = ? order by c.resolved_at limit 1`, [question?.hash ?? '', input.accountId]);
            const [answer] = known;
            if (answer === undefined || input.decision.kind !== 'price') return store.reserve(input);
            return giveAgain(world, store, input, await store.reserve(alone), answer.charge_id, { kind: 'post', amounts: input.decision.quoted, sealedResult: answer.body });
          },
        }),
      },
    }),
  },
  {
    name: 'asked-by-two-at-once', about: 'a question is asked although it is being asked',
    seams: () => ({ server: { sql: { rewrite: (text, params) => ({ text, params: text.startsWith('insert into provider_call') ? params.map((value, i): SqlValue => (i % CALL_COLUMNS === CALL_COLUMNS - 1 ? null : value)) : params }) } } }),
  },
  {
    name: 'waiter-forgotten', about: 'who waited for an answer that did not come is not told',
    seams: () => ({ server: { sql: { passes: (text) => !text.startsWith('update provider_call set waits_for = null where') } } }),
  },
];
