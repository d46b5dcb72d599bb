import { setState } from '../ledger/freeze.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { first, type Database } from '../sql/sql.ts';

const DEEDS = 'Say: account list, account rebuild <id>, account open <id>, account freeze <id>.';

/** What an operator does with an account that stopped because its books would not add up. */
export async function accountDeed(db: Database, deed: string | undefined, accountId: string | undefined, say: (line: string) => void): Promise<void> {
  if (deed === 'list') {
    const frozen = await db.all<{ account_id: string; name: string }>(`select account_id, name from account where state = 'frozen' order by account_id`);
    for (const account of frozen) say(`${account.account_id} ${account.name}`);
    return say(frozen.length === 0 ? 'No account is frozen.' : 'Why is in the audit. Rebuild, check, then open.');
  }
  if (accountId === undefined) throw new Error(DEEDS);
  if ((await first(db, 'select account_id from account where account_id = ?', [accountId])) === undefined) throw new Error('No account has this id.');
  if (deed === 'rebuild') {
    const wrong = await db.transaction((tx) => rebuild(tx, accountId));
    return say(wrong.length === 0 ? 'Every figure was what its rows say.' : `Made anew from the rows: ${wrong.join(', ')}.`);
  }
  if (deed !== 'open' && deed !== 'freeze') throw new Error(DEEDS);
  await db.transaction((tx) => setState(tx, accountId, deed === 'open' ? 'open' : 'frozen', 'operator', 'at a shell'));
  return say(deed === 'open' ? 'The account is open.' : 'The account is frozen: nothing new begins, devices keep what they have to tell.');
}
