import { AppWindow, CloudOff, FlaskConical, LogIn, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { ALLOWANCE_GOES_ON, deniedWords, useAllowanceUsedUp } from '../../lib/ui/allowance.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { actionsWords } from '../../lib/ui/price.ts';
import { useMeta, useMeters, useOpenRuns } from '../../lib/ui/queries.ts';
import { ZERO } from '../../lib/domain/ledger/amount.ts';
import { useTabReads } from '../../lib/ui/clips.ts';
import { plural } from '../../lib/ui/format.ts';
import { useNow, useOnline } from '../../lib/ui/use-browser.ts';
import { LinkButton } from '../parts/button.tsx';
import { Notices } from '../parts/notices.tsx';
import { Strip } from '../parts/note.tsx';

/** Lines below the page bar that hold for everything: offline, practice mode, the account refuses, a sign-in that waits. */
export function Strips(): ReactElement {
  const online = useOnline();
  const sync = useMeta('sync');
  const settings = useMeta('settings');
  const account = useMeta('account');
  const signIn = useMeta('signIn');
  const runs = useOpenRuns();
  const isUsedUp = useAllowanceUsedUp();
  const tabReads = useTabReads();
  const tabsLeft = (tabReads ?? []).filter((row) => row.state === 'waiting' || row.state === 'reading').length;
  const { dialog, open } = usePanel();
  const meters = useMeters();
  const allowance = useMeta('allowance');
  const here = meters?.[0].here ?? ZERO;
  const denied = deniedWords(account ? allowance?.denied : undefined, here, useNow(30_000));
  const offlineWords = !account ? '' : here > 0 ? ` ${actionsWords(here)} can be used here meanwhile.` : isUsedUp ? ' Offline allowance used up: paid work waits.' : '';
  const waiting = (runs ?? []).reduce((n, r) => n + r.byState.queued + r.byState.running, 0);
  return (
    <>
      {!online ? (
        <Strip icon={CloudOff}>
          <b>Offline.</b> Reading and saving work.{offlineWords}{waiting > 0 ? ` ${plural(waiting, 'paid step')} ${waiting === 1 ? 'waits' : 'wait'}.` : ''}
        </Strip>
      ) : account && isUsedUp ? (
        <Strip icon={CloudOff}>
          <b>Offline allowance used up.</b> {ALLOWANCE_GOES_ON}
        </Strip>
      ) : account && sync?.state === 'offline' ? (
        <Strip icon={CloudOff}>
          <b>The account server is away.</b> Own keys and free sources work.{offlineWords}
        </Strip>
      ) : null}
      {account && sync?.state === 'refused' ? (
        <Strip icon={TriangleAlert} action={<LinkButton onClick={() => open({ kind: 'sign-in' })}>Sign in</LinkButton>}>
          <b>The account refuses.</b> {sync.message ?? 'Sign in again. Nothing is lost.'}
        </Strip>
      ) : null}
      <Notices />
      {denied === undefined ? null : (
        <Strip icon={TriangleAlert} action={<LinkButton onClick={() => void openKilnPage('options', 'limits')}>Limits</LinkButton>}>
          {denied}
        </Strip>
      )}
      {settings?.sandboxUrl || account?.sandbox ? (
        <Strip tone="quiet" icon={FlaskConical}>
          <b>Practice mode.</b> Bought answers are made up.
        </Strip>
      ) : null}
      {tabReads && tabReads.length > 0 && dialog.kind === 'none' ? (
        <Strip tone="quiet" icon={AppWindow} action={<LinkButton onClick={() => open({ kind: 'tabs' })}>Show</LinkButton>}>
          {tabsLeft > 0 ? `Reading ${tabReads.length - tabsLeft + 1} of ${plural(tabReads.length, 'tab')}.` : `${plural(tabReads.length, 'tab')} read.`}
        </Strip>
      ) : null}
      {signIn?.state === 'waiting' && dialog.kind === 'none' ? (
        <Strip tone="quiet" icon={LogIn} action={<LinkButton onClick={() => open({ kind: 'sign-in' })}>Show</LinkButton>}>
          Sign-in waits for the code <b>{signIn.userCode}</b>
        </Strip>
      ) : null}
    </>
  );
}
