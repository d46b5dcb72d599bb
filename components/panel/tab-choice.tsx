import { useState, type ReactElement } from 'react';
import { TAB_READS } from '../../lib/core/limits.ts';
import { borrowSites, listTabs, type OpenTab } from '../../lib/ui/browser.ts';
import { plural } from '../../lib/ui/format.ts';
import { hostOf, pageLabel } from '../../lib/ui/safe-href.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Dialog } from '../parts/dialog.tsx';

/** First the reason, then the list: the browser asks for the right to see the tabs in words that need a word before them. */
export function TabChoice({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [found, setFound] = useState<{ readonly tabs: readonly OpenTab[]; readonly all: boolean }>();
  if (found) return <Choose tabs={found.tabs.slice(0, TAB_READS)} all={found.all} onClose={onClose} />;
  return (
    <Dialog
      title="Read the open tabs"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => void listTabs().then(setFound)}>
            Show the tabs
          </Button>
        </>
      }
    >
      <p>Each tab you choose is read where it is. None comes to the front, and nothing is saved until you look at what was found. Free.</p>
      <p className="k-2">
        To list them, the browser asks whether Kiln may see the addresses of your tabs, which it calls your browsing history. Kiln looks once and gives the right back.
      </p>
    </Dialog>
  );
}

interface ChooseProps {
  readonly tabs: readonly OpenTab[];
  /** False: the person did not let Kiln see all tabs; these are the ones on sites it may read anyway. */
  readonly all: boolean;
  readonly onClose: () => void;
}

function Choose({ tabs, all, onClose }: ChooseProps): ReactElement {
  const [off, setOff] = useState<ReadonlySet<number>>(new Set());
  const [refused, setRefused] = useState(false);
  const read = useCommand('capture.tabs');
  const chosen = tabs.filter((tab) => !off.has(tab.id));
  const toggle = (id: number): void => setOff((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const start = async (): Promise<void> => {
    const borrowed = await borrowSites(chosen.map((tab) => tab.url));
    setRefused(borrowed === null);
    if (borrowed) await read.send({ tabs: chosen.map(({ id, url, title }) => ({ tabId: id, url: url.slice(0, 2_000), title: title.slice(0, 500), borrowed: borrowed.has(url) })) });
  };
  return (
    <Dialog
      title="Read the open tabs"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={read.busy} off={chosen.length === 0} onClick={() => void start()}>
            Read {plural(chosen.length, 'tab')}
          </Button>
        </>
      }
    >
      {all ? null : <p className="k-2">The browser did not show the other tabs. These are on sites that Kiln may read already.</p>}
      {tabs.length === 0 ? (
        <p>No web page is open in this window that Kiln can read.</p>
      ) : (
        <>
          <div className="k-tabsel__all">
            <Check checked={chosen.length === tabs.length ? true : chosen.length === 0 ? false : 'mixed'} label="Choose all tabs" onToggle={() => setOff(chosen.length === tabs.length ? new Set(tabs.map((tab) => tab.id)) : new Set())} />
            <span className="k-sm k-2">
              {chosen.length} of {tabs.length} chosen
            </span>
          </div>
          <ul className="k-tabsel">
            {tabs.map((tab) => (
              <li key={tab.id}>
                <Check checked={!off.has(tab.id)} label={`Read ${tab.title}`} onToggle={() => toggle(tab.id)} />
                <span className="k-grow" onClick={() => toggle(tab.id)} aria-hidden="true">
                  <span className="k-trunc k-val k-tabsel__t" dir="auto">
                    {tab.title}
                  </span>
                  <span className="k-trunc k-sm k-3 k-val" title={pageLabel(tab.url)}>
                    {hostOf(tab.url)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="k-xs k-3" role="status">
        {refused ? 'The browser did not allow these sites. Nothing was read.' : 'The browser asks once for sites that Kiln may not read yet. Kiln gives them back when the tabs are read.'}
      </p>
    </Dialog>
  );
}
