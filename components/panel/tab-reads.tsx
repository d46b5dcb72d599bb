import { useState, type ReactElement, type ReactNode } from 'react';
import type { TabReadRow } from '../../lib/storage/database.ts';
import { nameOfLead, subtitleOf } from '../../lib/ui/lead-rows.ts';
import { plural } from '../../lib/ui/format.ts';
import { PROBLEM_WORDS } from '../../lib/ui/problems.ts';
import { useKnown } from '../../lib/ui/queries.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Bar } from '../parts/bar.tsx';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { StopGlyph } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Spinner } from '../parts/spinner.tsx';

interface TabReadsProps {
  readonly rows: readonly TabReadRow[];
  readonly onClose: () => void;
}

const isOpen = (row: TabReadRow): boolean => row.state === 'waiting' || row.state === 'reading';

/** How far the reading of the tabs is, and then what was found, to be added. */
export function TabReads({ rows, onClose }: TabReadsProps): ReactElement {
  const [off, setOff] = useState<ReadonlySet<number>>(new Set());
  const stop = useCommand('capture.stopTabs');
  const save = useCommand('capture.saveTabs');
  const close = useCommand('capture.closeTabs');
  const left = rows.filter(isOpen).length;
  const found = rows.filter((row) => row.capture !== undefined);
  const chosen = found.filter((row) => !off.has(row.tabId));
  const toggle = (id: number): void => setOff((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const finish = async (): Promise<void> => {
    await close.send({});
    onClose();
  };
  const add = async (): Promise<void> => {
    const saved = await save.send({ tabIds: chosen.map((row) => row.tabId) });
    if (!saved) return;
    const known = saved.merged + saved.unchanged;
    showToast({ kind: 'info', text: `${plural(saved.added, 'lead')} added${known > 0 ? `, ${known} ${known === 1 ? 'was' : 'were'} known` : ''}`, ...(saved.activityId === null ? {} : { undo: saved.activityId }) });
    await finish();
  };
  const words = left > 0 ? `Reading ${rows.length - left + 1} of ${rows.length}` : `${plural(rows.length, 'tab')} read, ${found.length} with a person or a company`;
  return (
    <Dialog
      title="Read the open tabs"
      description={words}
      onClose={onClose}
      footer={
        left > 0 ? (
          <>
            <span className="k-grow k-sm k-3">It goes on when this is closed.</span>
            <Button look="stop" busy={stop.busy} icon={<StopGlyph />} onClick={() => void stop.send({})}>
              Stop, read no more
            </Button>
          </>
        ) : (
          <>
            <Button busy={close.busy} onClick={() => void finish()}>
              {found.length > 0 ? 'Discard' : 'Done'}
            </Button>
            {found.length > 0 ? (
              <Button look="primary" busy={save.busy} off={chosen.length === 0} onClick={() => void add()}>
                Add {chosen.length} selected
              </Button>
            ) : null}
          </>
        )
      }
    >
      {left > 0 ? <Bar percent={((rows.length - left) / rows.length) * 100} tone="ember" label="Tabs read" /> : null}
      <LiveRegion text={words} />
      <ul className="k-tabsel">
        {rows.map((row) => (
          <Row key={row.tabId} row={row} checked={!off.has(row.tabId)} onToggle={() => toggle(row.tabId)} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ row, checked, onToggle }: { readonly row: TabReadRow; readonly checked: boolean; readonly onToggle: () => void }): ReactElement {
  const { capture } = row;
  const known = useKnown(capture?.kind, capture?.fields, undefined);
  if (!capture) return <Line mark={row.state === 'reading' ? <Spinner /> : null} title={row.title} detail={stateWords(row)} quiet={row.state !== 'reading'} />;
  const name = nameOfLead(capture.fields);
  const subtitle = subtitleOf(capture.kind, capture.fields).join(' · ');
  return (
    <Line
      mark={<Check checked={checked} label={`Add ${name}`} onToggle={onToggle} />}
      title={name}
      detail={subtitle || (hostOf(row.url) ?? row.title)}
      tags={
        <>
          {known && known.length > 0 ? <span className="k-tag k-tag--ok">Known</span> : null}
          <span className="k-tag">{capture.kind === 'person' ? 'Person' : 'Company'}</span>
        </>
      }
    />
  );
}

interface LineProps {
  readonly mark: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly tags?: ReactNode;
  readonly quiet?: boolean;
}

const Line = ({ mark, title, detail, tags, quiet = false }: LineProps): ReactElement => (
  <li>
    <span className="k-tabsel__m">{mark}</span>
    <span className="k-grow">
      <span className={`k-trunc k-val k-tabsel__t ${quiet ? 'k-2' : ''}`} dir="auto">
        {title}
      </span>
      <span className="k-sm k-3 k-val k-tabsel__d" dir="auto">
        {detail}
      </span>
    </span>
    {tags}
  </li>
);

function stateWords(row: TabReadRow): string {
  switch (row.state) {
    case 'waiting':
      return `Waits · ${hostOf(row.url) ?? ''}`;
    case 'reading':
      return `Reading · ${hostOf(row.url) ?? ''}`;
    case 'stopped':
      return 'Stopped before it was read';
    case 'read':
      if (row.listRows !== undefined) return `A list of ${plural(row.listRows, 'row')}. Open the tab and read it to add them`;
      return 'No person and no company found';
    case 'problem': {
      const words = PROBLEM_WORDS[row.problem ?? 'broken'];
      return `${words.title}. ${words.text}`;
    }
  }
}
