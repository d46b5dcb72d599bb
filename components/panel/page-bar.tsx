import { Building2, ChevronDown, Globe, List, RefreshCw, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Capture } from '../../lib/domain/lead/capture.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { requestReading, stopReading } from '../../lib/ui/browser.ts';
import { hostOf, pageLabel } from '../../lib/ui/safe-href.ts';
import { useReadingAllowed } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { PickButton } from './pick-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../parts/menu.tsx';

interface PageBarProps {
  readonly tabId: number;
  readonly url: string | undefined;
  readonly capture?: Capture;
  /** The list that the page can be read as. */
  readonly list?: ListCapture;
  /** It is shown as that list. */
  readonly isList?: boolean;
  readonly busy: boolean;
}

const KINDS = [
  { value: 'person', label: 'Person', icon: UserRound },
  { value: 'company', label: 'Company', icon: Building2 },
  { value: 'list', label: 'List', icon: List },
] as const;
const ROW_KINDS = [
  { value: 'person', label: 'People', icon: UserRound },
  { value: 'company', label: 'Companies', icon: Building2 },
] as const;

/** Which page was read, as what, and reading it again. */
export function PageBar({ tabId, url, capture, list, isList = false, busy }: PageBarProps): ReactElement {
  const setKind = useCommand('capture.setKind');
  const read = useCommand('page.capture');
  const host = hostOf(url);
  const rowKind = useCommand('list.changeKind');
  const shown = isList ? 'list' : capture?.kind;
  const kind = KINDS.find((k) => k.value === shown);
  /** A page that named nobody is not called a person. */
  const isEmpty = !isList && capture !== undefined && Object.keys(capture.fields).length === 0;
  return (
    <div className="k-panel__ctx">
      {host ? (
        <span className="k-tile k-tile--xs" aria-hidden="true">
          {host.charAt(0).toUpperCase()}
        </span>
      ) : null}
      <span className="k-trunc k-grow k-val" title={pageLabel(url)}>
        {pageLabel(url)}
      </span>
      {kind && capture ? (
        <Menu
          trigger={
            <button type="button" className="k-btn k-btn--ghost k-btn--sm" aria-label={`Read as ${kind.label}. Change`} title={isList ? 'Many records of one kind' : capture.kindReasons.join(', ')}>
              {isEmpty ? null : <Icon of={kind.icon} size={14} />}
              {isEmpty ? 'Read as' : kind.label}
              <Icon of={ChevronDown} size={12} />
            </button>
          }
        >
          <p className="k-menu__h">Read this page as</p>
          <MenuChoice value={kind.value} options={KINDS.filter((k) => k.value !== 'list' || list !== undefined)} onChoose={(next) => void setKind.send({ tabId, kind: next })} />
          {isList && list ? (
            <>
              <MenuLine />
              <p className="k-menu__h">Its rows are</p>
              <MenuChoice value={list.kind} options={ROW_KINDS} onChoose={(next) => void rowKind.send({ tabId, listId: list.id, kind: next })} />
            </>
          ) : null}
          <SiteChoice url={url} host={host} />
        </Menu>
      ) : null}
      {capture ? (
        <IconButton small label="Read this page again" onClick={() => void read.send({ tabId })} aria-busy={busy || read.busy}>
          <Icon of={RefreshCw} size={14} />
        </IconButton>
      ) : null}
      <PickButton tabId={tabId} />
    </div>
  );
}

/** The site permission: asked for from this click, given back the same way. */
function SiteChoice({ url, host }: { readonly url: string | undefined; readonly host: string | undefined }): ReactElement | null {
  const allowed = useReadingAllowed(url);
  if (url === undefined || host === undefined || allowed === undefined) return null;
  return (
    <>
      <MenuLine />
      <MenuItem icon={Globe} onSelect={() => void (allowed ? stopReading(url) : requestReading(url))}>
        {allowed ? `Wait for a click on ${host}` : `Always read ${host}`}
      </MenuItem>
    </>
  );
}
