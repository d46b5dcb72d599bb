import { FlaskConical, LogOut, RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { dateOf, initialsOf, momentOf } from '../../lib/ui/format.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { MonthCard } from '../parts/month-card.tsx';
import { Note } from '../parts/note.tsx';
import { SignIn } from '../parts/sign-in.tsx';
import { PaneHead } from './side-meter.tsx';

/** Sign in and out, and how the account and this device stand to each other. */
export function AccountSection(): ReactElement {
  const account = useMeta('account');
  const signIn = useMeta('signIn');
  const sync = useMeta('sync');
  const refused = account && sync?.state === 'refused';
  return (
    <>
      <PaneHead title="Account">A small server that a team runs itself: plan, two meters and provider keys. Kiln works without one.</PaneHead>
      {account === undefined || signIn === undefined ? null : account ? (
        <div className="k-two">
          <div className="k-stack k-stack--16">
            {refused ? (
              <section className="k-card k-box">
                <Note tone="bad" title="The account refuses this device">
                  {sync?.message ?? 'Sign in again. Nothing is lost and nothing was charged.'}
                </Note>
                <SignIn signIn={signIn} initialUrl={account.serverUrl} />
              </section>
            ) : null}
            <Member account={account} />
            <SyncCard account={account} sync={sync ?? null} />
          </div>
          <MonthCard />
        </div>
      ) : (
        <div className="k-two">
          <section className="k-card k-box">
            <h2>Sign in</h2>
            <SignIn signIn={signIn} />
          </section>
          <MonthCard />
        </div>
      )}
    </>
  );
}

function Member({ account }: { readonly account: MetaRows['account'] }): ReactElement {
  const now = useNow(60_000);
  return (
    <section className="k-card k-box">
      <div className="k-who">
        <span className="k-ava" aria-hidden="true">
          {initialsOf(account.member.name)}
        </span>
        <div className="k-grow">
          <h2 className="k-trunc">{account.member.name}</h2>
          <p className="k-2 k-trunc">{account.member.email}</p>
        </div>
        <span className="k-tag">{account.member.role}</span>
      </div>
      <dl className="k-facts">
        <Fact label="Workspace" value={account.member.workspace} />
        <Fact label="Server" value={`${account.serverName}, ${account.serverUrl}`} />
        <Fact label="Plan" value={`${account.plan.name}${account.plan.renewsAt === null ? '' : `, renews on ${dateOf(account.plan.renewsAt, now)}`}`} />
      </dl>
      {account.sandbox ? (
        <Note icon={FlaskConical} title="A practice server">
          Its partners are a sandbox. Every answer it sells is made up and marked Sandbox.
        </Note>
      ) : null}
    </section>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string }): ReactElement => (
  <div>
    <dt>{label}</dt>
    <dd className="k-val">{value}</dd>
  </div>
);

const SYNC_WORDS: Readonly<Record<MetaRows['sync']['state'], string>> = { idle: 'In step with the server', syncing: 'Syncing now', offline: 'The server is away', refused: 'The server refuses this device' };

function SyncCard({ account, sync }: { readonly account: MetaRows['account']; readonly sync: MetaRows['sync'] | null }): ReactElement {
  const now = useNow(30_000);
  const syncNow = useCommand('account.sync');
  const signOut = useCommand('account.signOut');
  return (
    <section className="k-card k-box" aria-label="Sync">
      <div className="k-row">
        <div className="k-grow">
          <b className="k-strong">{SYNC_WORDS[sync?.state ?? 'idle']}</b>
          <p className="k-sm k-3">
            Last heard {momentOf(account.syncedAt, now)}
            {sync?.message ? `. ${sync.message}` : ''}
          </p>
        </div>
        <Button busy={syncNow.busy || sync?.state === 'syncing'} icon={<Icon of={RefreshCw} size={14} />} onClick={() => void syncNow.send({})}>
          Sync now
        </Button>
        <Button look="ghost" busy={signOut.busy} icon={<Icon of={LogOut} size={14} />} onClick={() => void signOut.send({})}>
          Sign out
        </Button>
      </div>
      <p className="k-sm k-2">Signing out keeps every lead and receipt on this device. Only the account’s meters and keys go.</p>
    </section>
  );
}
