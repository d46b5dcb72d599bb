import { useEffect, useRef, type ReactElement } from 'react';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { LinkButton } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SignIn } from '../parts/sign-in.tsx';
import { HandDialog } from './hand-dialog.tsx';
import { TabsDialog } from './tabs-dialog.tsx';

interface PanelDialogsProps {
  readonly meters: readonly [MeterView, MeterView] | undefined;
  readonly onOptions: (hash: string) => void;
}

/** The one dialog that is open, if any. */
export function PanelDialogs({ meters, onOptions }: PanelDialogsProps): ReactElement | null {
  const { dialog, closeDialog } = usePanel();
  const account = useMeta('account');
  const signIn = useMeta('signIn');
  const signedOut = useRef(account === null);
  useEffect(() => {
    if (account && signedOut.current && dialog.kind === 'sign-in') {
      closeDialog();
      showToast({ kind: 'info', text: `Signed in as ${account.member.name}` });
    }
    if (account !== undefined) signedOut.current = account === null;
  }, [account, dialog.kind, closeDialog]);
  if (dialog.kind === 'sign-in') {
    return (
      <Dialog title="Sign in" onClose={closeDialog} footer={<LinkButton onClick={() => onOptions('account')}>Account options</LinkButton>}>
        <SignIn signIn={signIn ?? null} {...(account ? { initialUrl: account.serverUrl } : {})} />
      </Dialog>
    );
  }
  if (dialog.kind === 'by-hand') return <HandDialog url={dialog.url} onClose={closeDialog} />;
  if (dialog.kind === 'tabs') return <TabsDialog onClose={closeDialog} />;
  if (dialog.kind === 'confirm') {
    const { start } = dialog;
    const onStart = start && ((): void => (closeDialog(), start()));
    return <ConfirmDialog waterfall={dialog.waterfall} quote={dialog.quote} meters={meters} {...(onStart ? { onStart } : {})} onClose={closeDialog} />;
  }
  return null;
}
