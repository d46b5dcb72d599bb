import type { ReactElement } from 'react';
import type { CaptureRow } from '../../lib/storage/database.ts';
import type { TabInfo } from '../../lib/ui/browser.ts';
import type { Loaded } from '../../lib/ui/queries.ts';
import { LinkButton } from '../parts/button.tsx';
import { Strip } from '../parts/note.tsx';
import { RefreshCw, TextSelect } from 'lucide-react';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LeadView } from './lead-view.tsx';
import { NotRead, NothingFound, Reading } from './not-read.tsx';
import { PageBar } from './page-bar.tsx';
import { Strips } from './strips.tsx';

interface PageTabProps {
  readonly tab: TabInfo | null | undefined;
  readonly row: Loaded<CaptureRow>;
  readonly nameOf: (providerId: string) => string;
}

/** What the panel knows of the page that is open, whatever that is. */
export function PageTab({ tab, row, nameOf }: PageTabProps): ReactElement {
  if (tab === undefined || row === undefined) return <div className="k-panel__body" id="panel-body" />;
  if (tab === null) return <NotReadBody url={undefined} tabId={null} />;
  const moved = row?.state === 'read' && tab.url !== undefined && !samePage(tab.url, row.url);
  if (row?.state === 'read' && row.capture && hasContent(row)) {
    return <LeadView key={`${tab.id} ${row.url} ${row.capture.kind}`} tabId={tab.id} url={row.url} capture={row.capture} nameOf={nameOf} strip={moved ? <Moved tabId={tab.id} /> : row.part === 'selection' ? <PartOnly tabId={tab.id} /> : null} />;
  }
  return (
    <>
      <PageBar tabId={tab.id} url={row?.url || tab.url} {...(row?.capture ? { capture: row.capture } : {})} busy={row?.state === 'reading'} />
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
        <Strips />
        {row?.state === 'reading' ? <Reading /> : row?.state === 'read' ? <NothingFound tabId={tab.id} url={row.url} /> : <NotRead tabId={tab.id} url={row?.url || tab.url} {...(row?.problem ? { problem: row.problem } : {})} />}
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

/** What is shown stands in the part that was selected, and in no other. */
function PartOnly({ tabId }: { readonly tabId: number }): ReactElement {
  const read = useCommand('page.capture');
  return (
    <Strip tone="quiet" icon={TextSelect} action={<LinkButton onClick={() => void read.send({ tabId })}>Read the whole page</LinkButton>}>
      Read from the selected block.
    </Strip>
  );
}
