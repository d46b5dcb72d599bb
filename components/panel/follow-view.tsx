import { ArrowLeft } from 'lucide-react';
import type { ReactElement } from 'react';
import { kindCount } from '../../lib/domain/lead/kind-words.ts';
import type { Follow } from '../../lib/domain/list/follow.ts';
import { useTables } from '../../lib/ui/queries.ts';
import { useLastRows } from '../../lib/ui/follow-queries.ts';
import { LinkButton } from '../parts/button.tsx';
import { FollowProgress } from '../parts/follow-progress.tsx';
import { Icon } from '../parts/icon.tsx';
import { FollowActions } from './follow-actions.tsx';
import { PageBar } from './page-bar.tsx';
import { Strips } from './strips.tsx';

const SHOWN = 40;

interface FollowViewProps {
  readonly tabId: number;
  readonly follow: Follow;
  /** Shows the page that is open in place of the list. */
  readonly onLeave: () => void;
}

/** A list that is being read, or has been, over its pages: how far it is, and the rows that came last. */
export function FollowView({ tabId, follow, onLeave }: FollowViewProps): ReactElement {
  const rows = useLastRows(follow.id, SHOWN);
  const tables = useTables();
  const [first, second] = shownColumns(follow);
  return (
    <>
      <PageBar tabId={tabId} url={follow.url} busy={false} />
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
        <Strips />
        <div className="k-panel__pad">
          <div className="k-who">
            <div className="k-grow">
              <h2>{kindCount(follow.kind, follow.rows)}</h2>
              <p className="k-2 k-sm">Kept here until you add them</p>
            </div>
          </div>
          <FollowProgress follow={follow} />
          {rows && rows.length > 0 ? (
            <section aria-label="Rows read last">
              <div className="k-h">
                <span>Read last</span>
                <span>{follow.rows > SHOWN ? `the last ${SHOWN}, newest first` : 'newest first'}</span>
              </div>
              <ul className="k-lastrows">
                {rows.map((row) => (
                  <li key={row.key}>
                    <span className="k-trunc k-val">{row.cells[first] || row.cells.find((cell) => cell !== '')}</span>
                    <span className="k-trunc k-sm k-3 k-val">{row.cells[second] ?? ''}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <LinkButton onClick={onLeave}>
            <Icon of={ArrowLeft} size={12} className="k-inline" /> Show the page that is open
          </LinkButton>
        </div>
      </div>
      {tables && follow.rows > 0 ? <FollowActions follow={follow} tables={tables.filter((table) => table.kind === follow.kind)} /> : null}
    </>
  );
}

/** Who a row is about, and the next thing that says something about it. */
function shownColumns({ columns }: Follow): [number, number] {
  const name = Math.max(0, columns.findIndex((column) => column.field === 'name'));
  const about = columns.findIndex((column, i) => i !== name && column.type !== 'url' && column.type !== 'image');
  return [name, about];
}
