import { FileDown, FileUp, Plus } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { WATERFALL_TEMPLATES } from '../../lib/domain/enrichment/templates.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { saveFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand, useWaterfalls, type Catalogue } from '../../lib/ui/use-commands.ts';
import { PaneHead } from '../options/side-meter.tsx';
import { Button } from '../parts/button.tsx';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { NewWaterfall } from './new-waterfall.tsx';
import { WaterfallEditorView } from './waterfall-editor.tsx';
import { WaterfallImportDialog } from './waterfall-import.tsx';

interface WaterfallsProps {
  readonly catalogue: Catalogue;
  readonly selected?: string;
}

/** The person's waterfalls and those that ship, and the editor of one. */
export function WaterfallsSection({ catalogue, selected }: WaterfallsProps): ReactElement {
  const waterfalls = useWaterfalls();
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  // AI questions are written in a place of their own.
  const list = (waterfalls.value ?? []).filter((w) => !w.question);
  const open = list.find((w) => w.id === selected) ?? list[0];
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title="Waterfalls">Steps are asked in order until one answer passes the check. Only the step that answers is paid for.</PaneHead>
        <HeadActions onNew={() => setDialog('new')} onImport={() => setDialog('import')} />
      </div>
      {waterfalls.error ? (
        <Note tone="bad" title="The waterfalls could not be listed" action={<Button small onClick={waterfalls.again}>Try again</Button>}>
          {waterfalls.error.message}
        </Note>
      ) : null}
      <div className="k-wfs">
        <WaterfallNav list={list} open={open} />
        {open ? <WaterfallEditorView key={open.id} stored={open} catalogue={catalogue} /> : null}
      </div>
      {dialog === 'new' ? <NewWaterfall onClose={() => setDialog(null)} /> : null}
      {dialog === 'import' ? <WaterfallImportDialog onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function HeadActions({ onNew, onImport }: { readonly onNew: () => void; readonly onImport: () => void }): ReactElement {
  const file = useCommand('waterfall.export');
  const save = async (): Promise<void> => {
    const made = await file.send({});
    if (made && (await saveFile(made.fileId))) showToast({ kind: 'info', text: `${plural(made.rows, 'waterfall')} exported` });
  };
  return (
    <div className="k-row">
      <Button icon={<Icon of={FileUp} size={14} />} onClick={onImport}>
        Import
      </Button>
      <Button icon={<Icon of={FileDown} size={14} />} busy={file.busy} onClick={() => void save()}>
        Export yours
      </Button>
      <Button icon={<Icon of={Plus} size={14} />} onClick={onNew}>
        New waterfall
      </Button>
    </div>
  );
}

/** Yours, then those that ship, people before companies. */
function WaterfallNav({ list, open }: { readonly list: readonly Waterfall[]; readonly open: Waterfall | undefined }): ReactElement {
  const templates = new Map(WATERFALL_TEMPLATES.map((t) => [t.id, JSON.stringify(t)]));
  const groups = [
    { title: 'Yours', rows: list.filter((w) => !templates.has(w.id)) },
    { title: 'People', rows: list.filter((w) => templates.has(w.id) && w.kind === 'person') },
    { title: 'Companies', rows: list.filter((w) => templates.has(w.id) && w.kind === 'company') },
  ];
  return (
    <nav aria-label="Waterfalls" className="k-wl">
      {groups.map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          <div className="k-h k-rail__h">
            <span>{title}</span>
          </div>
          {rows.length === 0 && title === 'Yours' ? <p className="k-sm k-3 k-wl__none">None yet. Make one, or copy one of those below.</p> : null}
          <ul>
            {rows.map((w) => (
              <li key={w.id}>
                <a href={`#waterfalls/${encodeURIComponent(w.id)}`} className={`k-nav ${w === open ? 'on' : ''} ${w.isHidden ? 'is-quiet' : ''}`} aria-current={w === open ? 'true' : undefined}>
                  <Icon of={iconOfWaterfall(w)} size={14} />
                  <span className="k-grow k-trunc" title={w.name}>
                    {w.name}
                  </span>
                  {templates.has(w.id) && templates.get(w.id) !== JSON.stringify(w) ? (
                    <span className="k-wl__c" title="Changed by you">
                      <span className="k-vh">changed by you</span>
                    </span>
                  ) : null}
                  <span className="k-count">{w.steps.filter((s) => !s.isOff).length}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
