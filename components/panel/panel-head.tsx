import { Ellipsis, LogIn, RefreshCw, Settings, Table2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon, Mark } from '../parts/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../parts/menu.tsx';
import { TabList } from '../parts/tab-list.tsx';
import { PageMenuItems } from './page-actions.tsx';

const TABS = [
  { value: 'page', label: 'This page' },
  { value: 'activity', label: 'Activity' },
] as const;

/** Mark, tabs, the way to the table page, and what is needed less often. */
export function PanelHead({ tabId }: { readonly tabId: number | null }): ReactElement {
  const { tab, showTab, open } = usePanel();
  const account = useMeta('account');
  const read = useCommand('page.capture');
  const sync = useCommand('account.sync');
  return (
    <header className="k-panel__head">
      <Mark />
      <TabList label="Kiln" tabs={TABS} value={tab} onChange={showTab} controls="panel-body" />
      <span className="k-grow" />
      <div className="k-panel__tools">
        <IconButton label="Open the table page" onClick={() => void openKilnPage('table')}>
          <Icon of={Table2} />
        </IconButton>
        <Menu
          trigger={
            <IconButton label="More">
              <Icon of={Ellipsis} />
            </IconButton>
          }
        >
          {tabId === null ? null : (
            <>
              <MenuItem icon={RefreshCw} onSelect={() => void read.send({ tabId })}>
                Read this page again
              </MenuItem>
              <PageMenuItems tabId={tabId} />
              <MenuLine />
            </>
          )}
          {account ? (
            <MenuItem icon={RefreshCw} onSelect={() => void sync.send({})}>
              Sync with the account
            </MenuItem>
          ) : (
            <MenuItem icon={LogIn} onSelect={() => open({ kind: 'sign-in' })}>
              Sign in to an account
            </MenuItem>
          )}
          <MenuItem icon={Settings} onSelect={() => void openKilnPage('options')}>
            Options
          </MenuItem>
        </Menu>
      </div>
    </header>
  );
}
