import { LogOut, RefreshCw } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { ZERO } from '../../lib/domain/ledger/amount.ts';
import { useLastPush, useWaiting } from '../../lib/ui/account-queries.ts';
import { actionsWords } from '../../lib/ui/price.ts';
import { momentOf, timeOf } from '../../lib/ui/format.ts';
import { useMeters } from '../../lib/ui/queries.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { waitingWords } from '../../lib/ui/sync-words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';

const SYNC_WORDS: Readonly<Record<MetaRows['sync']['state'], string>> = { idle: 'In step with the server', syncing: 'Syncing now', offline: 'The server is away', refused: 'The server refuses this device' };

/** What was heard and told last, what waits, and signing out, which is refused while something would be lost. */
export function SyncCard({ account, sync }: { readonly account: MetaRows['account']; readonly sync: MetaRows['sync'] | null }): ReactElement {
  const now = useNow(10_000);
  const syncNow = useCommand('account.sync');
  const waiting = useWaiting();
  const lastPush = useLastPush();
  const here = useMeters()?.[0].here ?? ZERO;
  const [leaving, setLeaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const leave = async (): Promise<void> => {
    setLeaving(true);
    setRefusal(undefined);
    const out = await sendCommand('account.signOut', {});
    setLeaving(false);
    if (!out.ok) setRefusal(out.error.message);
  };
  const next = sync?.nextAt !== undefined && sync.nextAt > now ? `, tried again at ${timeOf(sync.nextAt)}` : '';
  return (
    <section className="k-card k-box" aria-label="Sync">
      <div className="k-row k-wrap">
        <div className="k-grow">
          <b className="k-strong" role="status">
            {SYNC_WORDS[sync?.state ?? 'idle']}
            {sync?.state === 'offline' ? next : ''}
          </b>
          {sync?.message ? <p className="k-sm k-2">{sync.message}</p> : null}
        </div>
        <Button busy={syncNow.busy || sync?.state === 'syncing'} icon={<Icon of={RefreshCw} size={14} />} onClick={() => void syncNow.send({})}>
          Sync now
        </Button>
        <Button look="ghost" busy={leaving} icon={<Icon of={LogOut} size={14} />} onClick={() => void leave()}>
          Sign out
        </Button>
      </div>
      <dl className="k-facts">
        <div>
          <dt>Last heard</dt>
          <dd>{account.syncedAt === 0 ? 'never' : momentOf(account.syncedAt, now)}</dd>
        </div>
        <div>
          <dt>Last told</dt>
          <dd>{lastPush === undefined ? '' : lastPush === null ? 'nothing yet' : momentOf(lastPush, now)}</dd>
        </div>
        <div>
          <dt>Waiting to be told</dt>
          <dd>{waiting === undefined ? '' : waitingWords(waiting)}</dd>
        </div>
        <div>
          <dt>Usable offline here</dt>
          <dd>{actionsWords(here)}</dd>
        </div>
      </dl>
      {refusal === undefined ? null : (
        <Note tone="bad" title="Not signed out">
          {refusal}
        </Note>
      )}
      <p className="k-sm k-2">Signing out keeps every lead and receipt on this device. Only the account’s meters and keys go.</p>
    </section>
  );
}
