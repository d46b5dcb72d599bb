/** Mistakes between the server's code and its database. */
import type { SqlValue } from '../../../../server/sql/sql.ts';
import type { SqlSeam } from '../host/mortal-database.ts';
import type { Bug, SeamWorld } from './bug.ts';

const sql = (name: string, about: string, seam: (world: SeamWorld) => SqlSeam): Bug => ({ name, about, seams: (world) => ({ server: { sql: seam(world) } }) });
const EPOCH_CONDITION = /ledger_epoch = coalesce\(\(select cast\(v as bigint\) from server_meta where k = 'ledger_epoch'\), 1\)/;

export const SQL_BUGS: readonly Bug[] = [
  sql('no-atomicity', 'every statement commits by itself', () => ({ isTorn: true })),
  sql('post-in-second-transaction', 'the charge is posted in a second transaction after its result', () => ({ late: (text) => text.startsWith('insert into charge (') && text.includes('on conflict') })),
  sql('result-in-second-transaction', 'the result is stored in a second transaction after the post', () => ({ late: (text) => text.startsWith('insert into result_blob') })),
  sql('answer-before-commit', '"done" is said before the commit, and then the commit fails', ({ rng }) => ({ answersEarly: () => rng.chance(0.02) })),
  sql('last-n-not-stored', 'the last number of a device is not stored', () => ({ passes: (text) => !text.startsWith('update device set last_n') })),
  sql('seq-not-stored', 'the number of the feed is not stored, at times', ({ rng }) => ({ passes: (text) => !(text.startsWith('update account set seq') && rng.chance(0.05)) })),
  {
    name: 'holds-not-parked', about: 'after a restore workers go on with the open holds of the older epoch, and what they learn counts',
    seams: () => ({
      server: {
        sql: { rewrite: (text, params) => ({ text: text.replace(EPOCH_CONDITION, '1 = 1'), params }) },
        store: (store) => ({ ...store, resolve: async (accountId, chargeId, resolution) => store.resolve(accountId, chargeId, resolution, await store.epoch()) }),
      },
    }),
  },
  sql('claim-not-exclusive', 'a call is claimed by whoever looks', () => ({
    rewrite: (text, params) => ({ text: text.startsWith('update provider_call set state = \'started\'') ? text.replace(/ and \(\(state = 'queued' and not_before <= kiln_now\(\)\).*?\)\n/, ` and state in ('queued', 'started')\n`) : text, params }),
  })),
  sql('expired-lot-gains', 'what comes back after its lot has expired can be used again', () => ({
    rewrite: (text, params) => ({ text: text.startsWith('select lot_id, meter') && text.includes('and lot_id = ?') ? text.replace('expires_at', 'null as expires_at') : text, params }),
  })),
  sql('erased-result-stays', 'an erased lead leaves the charges, and its results stay', () => ({ passes: (text) => !text.startsWith('delete from result_blob where account_id = ? and charge_id in') })),
  sql('erased-question-stays', 'what an erased lead was asked can still be found by who asks the same', () => ({ passes: (text) => !text.startsWith('update charge set question_hash = null where account_id = ? and charge_id in') })),
  sql('erased-still-asked', 'the calls of an erased lead that nobody has begun are begun all the same', () => ({
    rewrite: (text, params) => ({ text: text.startsWith(`update provider_call set state = 'abandoned' where account_id = ? and state in`) ? text.replace(' returning', ' and 1 = 0 returning') : text, params }),
  })),
  sql('lease-not-settled', 'a spend takes from the lot and not from its lease', () => {
    const known = new Set<SqlValue | undefined>();
    return {
      passes(text, params) {
        if (!text.startsWith('insert into lease_alloc')) return true;
        return !known.has(params[1]) && known.add(params[1]) !== undefined;
      },
    };
  }),
];
