import { ChevronRight, Link2, MousePointer2, NotebookText, Pencil, Plus, TextSelect } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { countTabs } from '../../lib/ui/browser.ts';
import { plural } from '../../lib/ui/format.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useClipPage } from '../../lib/ui/use-clip-page.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useKey } from '../../lib/ui/use-key.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuItem } from '../parts/menu.tsx';

/** What can be read of a page by a part: the selected links, and the selected block. */
function usePartDeeds(tabId: number): { links: () => void; block: () => void } {
  const links = useCommand('capture.links');
  const block = useCommand('capture.block');
  const addLinks = async (): Promise<void> => {
    const saved = await links.send({ tabId });
    if (!saved) return;
    const known = saved.merged + saved.unchanged;
    const text = `${plural(saved.added, 'lead')} added from ${plural(saved.links, 'link')}${known > 0 ? `, ${known} ${known === 1 ? 'was' : 'were'} known` : ''}. No link was opened`;
    showToast({ kind: 'info', text, ...(saved.activityId === null ? {} : { undo: saved.activityId }) });
  };
  return { links: () => void addLinks(), block: () => void block.send({ tabId }) };
}

/** Items of the panel's menu about the page that is open. */
export function PageMenuItems({ tabId }: { readonly tabId: number }): ReactElement {
  const { links, block } = usePartDeeds(tabId);
  const { clip } = useClipPage(tabId);
  const open = usePanel((s) => s.open);
  return (
    <>
      <MenuItem icon={NotebookText} onSelect={clip}>
        Clip this page as a note
      </MenuItem>
      <MenuItem icon={TextSelect} onSelect={block}>
        Read the selected block
      </MenuItem>
      <MenuItem icon={Link2} onSelect={links}>
        Add the selected links
      </MenuItem>
      <MenuItem icon={Plus} onSelect={() => open({ kind: 'tabs' })}>
        Read the open tabs
      </MenuItem>
    </>
  );
}

/** What can be done with a page on which nobody was found. */
export function PageActions({ tabId, url }: { readonly tabId: number; readonly url: string }): ReactElement {
  const { clip, busy } = useClipPage(tabId);
  const { links, block } = usePartDeeds(tabId);
  const open = usePanel((s) => s.open);
  const [tabs, setTabs] = useState<number>();
  useEffect(() => void countTabs().then(setTabs, () => undefined), []);
  const byHand = (): void => open({ kind: 'by-hand', url });
  const picker = useCommand('picker.start');
  const pick = (): void => void picker.send({ tabId });
  useKey('p', pick);
  useKey('c', clip);
  useKey('n', byHand);
  return (
    <div className="k-card k-acts" role="group" aria-label="What to do with this page">
      <button type="button" aria-keyshortcuts="P" aria-busy={picker.busy} onClick={pick}>
        <Icon of={MousePointer2} />
        <span className="k-grow">Pick it on the page</span>
        <kbd className="k-kbd" aria-hidden="true">
          P
        </kbd>
      </button>
      <button type="button" aria-keyshortcuts="C" aria-busy={busy} onClick={clip}>
        <Icon of={NotebookText} />
        <span className="k-grow">{busy ? 'Clipping the page' : 'Clip the page as a note'}</span>
        <kbd className="k-kbd" aria-hidden="true">
          C
        </kbd>
      </button>
      <button type="button" aria-keyshortcuts="N" aria-haspopup="dialog" onClick={byHand}>
        <Icon of={Pencil} />
        <span className="k-grow">Add a lead by hand</span>
        <kbd className="k-kbd" aria-hidden="true">
          N
        </kbd>
      </button>
      <button type="button" onClick={block}>
        <Icon of={TextSelect} />
        <span className="k-grow">Read the selected block</span>
      </button>
      <button type="button" onClick={links}>
        <Icon of={Link2} />
        <span className="k-grow">Add the selected links</span>
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => open({ kind: 'tabs' })}>
        <Icon of={Plus} />
        <span className="k-grow">{tabs === undefined || tabs < 2 ? 'Read the open tabs' : `Read the ${tabs} open tabs`}</span>
        <Icon of={ChevronRight} size={14} />
      </button>
    </div>
  );
}
