import type { ReactElement } from 'react';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { isBusy, type Follow } from '../../lib/domain/list/follow.ts';
import { samePath } from '../../lib/domain/list/next-address.ts';
import { useTabFollow } from '../../lib/ui/follow-queries.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import type { TabInfo } from '../../lib/ui/browser.ts';
import type { Loaded } from '../../lib/ui/queries.ts';
import { LinkButton } from '../parts/button.tsx';
import { Strip } from '../parts/note.tsx';
import { Files, RefreshCw } from 'lucide-react';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { FollowView } from './follow-view.tsx';
import { ListView } from './list-view.tsx';
import { useDraft } from '../../lib/ui/use-picker.ts';
import { DraftView } from './draft-view.tsx';
import { LeadView } from './lead-view.tsx';
import { NotRead, NothingFound, Reading } from './not-read.tsx';
import { PickingView } from './picking-view.tsx';
import { PageBar } from './page-bar.tsx';
import { Strips } from './strips.tsx';

interface PageTabProps {
  readonly tab: TabInfo | null | undefined;
  readonly row: Loaded<CaptureRow>;
  readonly nameOf: (providerId: string) => string;
}

/** What the panel knows of the page that is open, whatever that is. */
export function PageTab({ tab, row, nameOf }: PageTabProps): ReactElement {
  const follow = useTabFollow(tab?.id ?? null);
  const draft = useDraft(tab?.id ?? null);
  const { leftFollow, leaveFollow } = usePanel();
  if (tab === undefined || row === undefined || draft === undefined) return <div className="k-panel__body" id="panel-body" />;
  if (tab === null) return <NotReadBody url={undefined} tabId={null} />;
  if (draft?.state === 'picking') return <PickingView row={draft} />;
  if (draft?.recipe) return <DraftView key={draft.at} row={draft} recipe={draft.recipe} />;
  if (follow && leftFollow !== follow.id && (isBusy(follow) || showsList(follow, tab.url))) return <FollowView tabId={tab.id} follow={follow} onLeave={() => leaveFollow(follow.id)} />;
  const moved = row?.state === 'read' && tab.url !== undefined && !samePage(tab.url, row.url);
  const list = row?.lists?.[row.shownList ?? 0];
  const strip =
    follow && isBusy(follow) ? (
      <Strip tone="quiet" icon={Files} action={<LinkButton onClick={() => leaveFollow(null)}>Show it</LinkButton>}>
        A list is being read in this tab.
      </Strip>
    ) : moved ? (
      <Moved tabId={tab.id} />
    ) : null;
  if (row?.state === 'read' && row.capture && row.pageKind === 'list' && list) {
    return <ListView key={`${tab.id} ${row.url} ${list.id}`} tabId={tab.id} row={row} capture={row.capture} list={list} strip={strip} />;
  }
  if (row?.state === 'read' && row.capture && hasContent(row)) {
    return <LeadView key={`${tab.id} ${row.url} ${row.capture.kind}`} tabId={tab.id} url={row.url} capture={row.capture} {...(list ? { list } : {})} nameOf={nameOf} strip={strip} />;
  }
  return (
    <>
      <PageBar tabId={tab.id} url={row?.url || tab.url} {...(row?.capture ? { capture: row.capture } : {})} {...(list ? { list } : {})} busy={row?.state === 'reading'} />
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
        <Strips />
        {follow && isBusy(follow) ? strip : null}
        {row?.state === 'reading' ? <Reading /> : row?.state === 'read' ? <NothingFound tabId={tab.id} /> : <NotRead tabId={tab.id} url={row?.url || tab.url} {...(row?.problem ? { problem: row.problem } : {})} />}
      </div>
    </>
  );
}

function NotReadBody({ url, tabId }: { readonly url: string | undefined; readonly tabId: number | null }): ReactElement {
  return (
    <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
      <Strips />
      <NotRead tabId={tabId} url={url} />
    </div>
  );
}

/** The tab is still at the list, which has been read to its end. */
const showsList = ({ url, startUrl }: Follow, at: string | undefined): boolean => at === undefined || samePage(at, url) || samePath(at, startUrl);

/** The fragment does not make another page. */
const samePage = (a: string, b: string): boolean => a.split('#')[0] === b.split('#')[0];

const hasContent = (row: CaptureRow): boolean => row.capture !== undefined && Object.keys(row.capture.fields).length > 0;

/** The tab went on while the panel still shows the page before. */
function Moved({ tabId }: { readonly tabId: number }): ReactElement {
  const read = useCommand('page.capture');
  return (
    <Strip icon={RefreshCw} action={<LinkButton onClick={() => void read.send({ tabId })}>Read it</LinkButton>}>
      The tab shows another page now.
    </Strip>
  );
}
