import { useState, type ReactElement, type ReactNode } from 'react';
import { UNDO_DEEDS } from '../../../lib/core/limits.ts';
import { CERTAIN } from '../../../lib/domain/duplicates/compare.ts';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import type { DuplicateAnswer, DuplicateProgress } from '../../../lib/ui/duplicates/scan.ts';
import { groupKey, useGroupDeeds, type GroupDeeds } from '../../../lib/ui/duplicates/use-groups.ts';
import { useDuplicateSearch } from '../../../lib/ui/duplicates/use-search.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import { useCommand } from '../../../lib/ui/use-commands.ts';
import { Bar } from '../../parts/bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { LiveRegion } from '../../parts/live-region.tsx';
import { Note } from '../../parts/note.tsx';
import { GroupDetail } from './group-detail.tsx';
import { GroupList } from './group-list.tsx';

interface DuplicatesDialogProps {
  readonly table: Table;
  readonly custom: readonly CustomColumn[];
  readonly onClose: () => void;
}
interface Surface {
  readonly description?: string;
  readonly body: ReactNode;
  readonly footer: ReactNode;
}

/** Leads of a table that may be one: looked for, shown side by side, merged or told apart. One dialog from the search to the end, so that the focus stays in it. */
export function DuplicatesDialog({ table, custom, onClose }: DuplicatesDialogProps): ReactElement {
  const { stage, again } = useDuplicateSearch(table.id);
  const deeds = useGroupDeeds(table.id);
  const surface: Surface =
    stage.kind === 'looking' ? looking(stage.progress, onClose) : stage.kind === 'failed' ? failed(again, onClose) : found(stage.answer, deeds, { table, custom, onClose, again });
  return (
    <Dialog title={`Duplicates in ${table.name}`} {...(surface.description === undefined ? {} : { description: surface.description })} onClose={onClose} footer={surface.footer}>
      {surface.body}
    </Dialog>
  );
}

function looking({ looked, total }: DuplicateProgress, onClose: () => void): Surface {
  const words = total > 0 && looked >= total ? 'Comparing those that have something in common' : `${countOf(looked)} of ${plural(total, 'lead')} looked at`;
  return {
    footer: (
      <>
        <span className="k-sm k-3 k-grow">Free. Nothing is changed.</span>
        <Button onClick={onClose}>Cancel</Button>
      </>
    ),
    body: (
      <div className="k-dup__look">
        <Bar percent={total === 0 ? 0 : (looked / total) * 100} tone="ember" label="Looking for duplicates" />
        <p>{words}</p>
        <LiveRegion text={words} />
      </div>
    ),
  };
}

function failed(again: () => void, onClose: () => void): Surface {
  return {
    footer: (
      <>
        <span className="k-grow" />
        <Button onClick={onClose}>Close</Button>
        <Button look="primary" onClick={again}>
          Look again
        </Button>
      </>
    ),
    body: (
      <Note tone="bad" title="The table could not be gone through">
        Nothing was changed.
      </Note>
    ),
  };
}

function found({ groups, looked, isCut, toldApart }: DuplicateAnswer, deeds: GroupDeeds, { table, custom, onClose, again }: DuplicatesDialogProps & { again(): void }): Surface {
  const skipped = toldApart > 0 ? <ForgetSkipped tableId={table.id} onDone={again} /> : null;
  const close = <Button onClick={onClose}>Close</Button>;
  if (groups.length === 0) return { body: <p role="status">No duplicates found among {plural(looked, 'lead')}.</p>, footer: <>{skipped}<span className="k-grow" />{close}</> };
  const open = groups.filter((group) => !deeds.ends.has(groupKey(group)));
  const sure = open.filter(({ score }) => score >= CERTAIN).length;
  return {
    description: `${plural(groups.length, 'group')} among ${plural(looked, 'lead')}${isCut ? ', the surest of them all' : ''}. ${open.length === 0 ? 'All are done.' : `${countOf(open.length)} open, ${countOf(sure)} of them sure.`}`,
    body: <Groups groups={groups} custom={custom} deeds={deeds} />,
    footer: deeds.merging ? (
      <>
        <span className="k-grow k-dup__run">
          <Bar percent={(deeds.merging.done / deeds.merging.total) * 100} tone="ember" label="Merging" />
          {countOf(deeds.merging.done)} of {countOf(deeds.merging.total)}
        </span>
        <Button look="stop" onClick={deeds.stop}>
          Stop
        </Button>
      </>
    ) : (
      <>
        {skipped}
        <span className="k-sm k-3 k-grow">Free. A merge can be undone, here and in History, until {countOf(UNDO_DEEDS)} newer changes have followed it.</span>
        {close}
        <Button disabled={sure === 0 || deeds.busy} onClick={() => void deeds.mergeSure(groups)}>
          {sure === 1 ? 'Merge 1 sure group' : sure === 0 ? 'No sure groups left' : `Merge all ${countOf(sure)} sure groups`}
        </Button>
      </>
    ),
  };
}

/** What was skipped in this table, now or long ago, is looked at again. */
function ForgetSkipped({ tableId, onDone }: { readonly tableId: string; readonly onDone: () => void }): ReactElement {
  const forget = useCommand('duplicate.forget');
  return (
    <Button look="ghost" small busy={forget.busy} onClick={() => void forget.send({ tableId }).then((done) => done && onDone())}>
      Propose what was skipped before again
    </Button>
  );
}

function Groups({ groups, custom, deeds }: { readonly groups: DuplicateAnswer['groups']; readonly custom: readonly CustomColumn[]; readonly deeds: GroupDeeds }): ReactElement | null {
  const [at, setAt] = useState(0);
  const current = groups[Math.min(at, groups.length - 1)];
  const next = (): void => {
    const ahead = groups.findIndex((group, i) => i > at && !deeds.ends.has(groupKey(group)));
    if (ahead >= 0) setAt(ahead);
  };
  if (!current) return null;
  return (
    <div className="k-dup">
      <GroupList groups={groups} ends={deeds.ends} at={at} onAt={setAt} />
      <GroupDetail key={groupKey(current)} group={current} custom={custom} deeds={deeds} onDone={next} />
    </div>
  );
}
