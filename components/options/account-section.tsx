import type { ReactElement } from 'react';
import { useMeta } from '../../lib/ui/queries.ts';
import { DevicesCard } from '../account/devices-card.tsx';
import { MemberCard } from '../account/member-card.tsx';
import { SyncCard } from '../account/sync-card.tsx';
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
      {account === undefined || signIn === undefined ? null : (
        <div className="k-two">
          {account ? (
            <div className="k-stack k-stack--16">
              {refused ? (
                <section className="k-card k-box">
                  <Note tone="bad" title="The account refuses this device">
                    {sync?.message ?? 'Sign in again. Nothing is lost and nothing was charged.'}
                  </Note>
                  <SignIn signIn={signIn} initialUrl={account.serverUrl} />
                </section>
              ) : null}
              <MemberCard account={account} />
              <SyncCard account={account} sync={sync ?? null} />
              <DevicesCard account={account} />
            </div>
          ) : (
            <section className="k-card k-box">
              <h2>Sign in</h2>
              <SignIn signIn={signIn} />
            </section>
          )}
          <MonthCard />
        </div>
      )}
    </>
  );
}
