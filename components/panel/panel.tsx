import { useEffect, useMemo, useRef, type ReactElement } from 'react';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { focusIsLost } from '../../lib/ui/focus.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useCapture, useMeta, useMeters } from '../../lib/ui/queries.ts';
import { useTab, useTheme } from '../../lib/ui/use-browser.ts';
import { useCatalogue } from '../../lib/ui/use-commands.ts';
import { Meters } from '../parts/meters.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { ActivityTab } from './activity-tab.tsx';
import { EraseHost } from '../parts/erase-dialog.tsx';
import { PanelDialogs } from './panel-dialogs.tsx';
import { PanelHead } from './panel-head.tsx';
import { PageTab } from './page-tab.tsx';
import { RunScreen } from './run-screen.tsx';

/** The side panel: this page's lead, what it costs to complete it, what was spent, and both meters. */
export function Panel({ fixedTabId }: { readonly fixedTabId: number | null }): ReactElement {
  useTheme();
  const tab = useTab(fixedTabId);
  const row = useCapture(tab?.id ?? null);
  const account = useMeta('account');
  const meters = useMeters();
  const catalogue = useCatalogue();
  const { tab: shown, screen, open, showTab } = usePanel();
  const context = useMemo(() => ({ nameOf: catalogue.nameOf }), [catalogue.nameOf]);
  const openMeters = (): void => (account === null ? open({ kind: 'sign-in' }) : showTab('activity'));
  const away = useRef(false);
  useEffect(() => {
    // The button that went back is gone: the tab it came back to takes the focus.
    if (screen.kind === 'page' && away.current && focusIsLost()) document.getElementById(`panel-body-${shown}`)?.focus({ preventScroll: true });
    away.current = screen.kind !== 'page';
  }, [screen.kind, shown]);
  return (
    <main className="k-panel" aria-label="Kiln">
      {screen.kind === 'page' ? <PanelHead tabId={tab?.id ?? null} /> : null}
      {screen.kind !== 'page' ? (
        <RunScreen screen={screen} nameOf={context.nameOf} />
      ) : shown === 'activity' ? (
        <ActivityTab nameOf={context.nameOf} />
      ) : (
        <PageTab tab={tab} row={row} nameOf={context.nameOf} />
      )}
      {meters ? <Meters views={meters} action={account === null ? 'Sign in' : 'Open activity'} onOpen={openMeters} /> : null}
      <PanelDialogs meters={meters} onOptions={(hash) => void openKilnPage('options', hash)} />
      <EraseHost />
      <Toasts />
    </main>
  );
}
