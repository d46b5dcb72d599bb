import { CircleAlert, Globe, Keyboard, MousePointer2, MousePointerClick, RefreshCw, type LucideIcon } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { CaptureProblem } from '../../lib/storage/database.ts';
import { requestReading } from '../../lib/ui/browser.ts';
import { PROBLEM_WORDS } from '../../lib/ui/problems.ts';
import { hostOf, originOf } from '../../lib/ui/safe-href.ts';
import { useShortcut } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

interface NotReadProps {
  readonly tabId: number | null;
  readonly url: string | undefined;
  readonly problem?: CaptureProblem;
}

/** Why there is nothing yet, and which click changes that. */
export function NotRead({ tabId, url, problem = 'needs-click' }: NotReadProps): ReactElement {
  const words = PROBLEM_WORDS[problem];
  const read = useCommand('page.capture');
  return (
    <div className="k-panel__pad k-empty">
      <EmptyHead title={words.title} text={words.text} calm={problem === 'needs-click'} />
      {words.offer === 'allow' ? <WaysToRead tabId={tabId} url={url} /> : null}
      {words.offer === 'again' && tabId !== null ? (
        <Button look="primary" className="k-empty__b" busy={read.busy} icon={<Icon of={RefreshCw} size={14} />} onClick={() => void read.send({ tabId })}>
          Read again
        </Button>
      ) : null}
      <ReadingPromise />
    </div>
  );
}

/** The page was read and holds nobody. */
export function NothingFound({ tabId }: { readonly tabId: number }): ReactElement {
  const pick = useCommand('picker.start');
  return (
    <div className="k-panel__pad k-empty">
      <EmptyHead title="Nothing to read here yet" text="No person and no company was found on this page. Reading cost nothing." calm />
      <ul className="k-card k-ways">
        <li>
          <button type="button" className="k-way" aria-busy={pick.busy} onClick={() => void pick.send({ tabId })}>
            <Icon of={MousePointer2} />
            <span className="k-grow">Pick it on the page</span>
          </button>
        </li>
        <Way icon={MousePointerClick}>Select a name or an email on the page, then right click: Add to table</Way>
      </ul>
      <ReadingPromise />
    </div>
  );
}

/** The three clicks that let Kiln read a page. */
function WaysToRead({ tabId, url }: { readonly tabId: number | null; readonly url: string | undefined }): ReactElement {
  const shortcut = useShortcut();
  const host = hostOf(url);
  return (
    <>
      <ul className="k-card k-ways">
        <Way icon={MousePointerClick}>Click the Kiln icon in the toolbar</Way>
        {shortcut === '' ? null : (
          <Way icon={Keyboard}>
            Press{' '}
            {shortcut.split('+').map((key) => (
              <kbd className="k-kbd" key={key}>
                {key}
              </kbd>
            ))}
          </Way>
        )}
        <Way icon={Globe}>Right click on the page: Add to table</Way>
      </ul>
      {tabId !== null && host !== undefined && originOf(url) !== undefined ? <AllowSite tabId={tabId} url={url as string} host={host} /> : null}
    </>
  );
}

/** Asks for this one site, from the click, and reads it. */
function AllowSite({ tabId, url, host }: { readonly tabId: number; readonly url: string; readonly host: string }): ReactElement {
  const [refused, setRefused] = useState(false);
  const read = useCommand('page.capture');
  const allow = async (): Promise<void> => {
    const allowed = await requestReading(url);
    setRefused(!allowed);
    if (allowed) await read.send({ tabId });
  };
  return (
    <div className="k-allow">
      <Button block busy={read.busy} onClick={() => void allow()}>
        <span className="k-trunc">Allow reading {host}</span>
      </Button>
      <p className="k-xs k-3" role="status">
        {refused ? 'Not allowed. Nothing was read; the icon in the toolbar still works.' : 'Then the panel reads this site without a click each time.'}
      </p>
    </div>
  );
}

const Way = ({ icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }): ReactElement => (
  <li>
    <Icon of={icon} />
    <span className="k-grow">{children}</span>
  </li>
);

function EmptyHead({ title, text, calm }: { readonly title: string; readonly text: string; readonly calm: boolean }): ReactElement {
  return (
    <div className="k-empty__t">
      {calm ? <JarArt /> : <Icon of={CircleAlert} className="k-empty__i" />}
      <h2>{title}</h2>
      <p className="k-2">{text}</p>
    </div>
  );
}

const ReadingPromise = (): ReactElement => <p className="k-xs k-3 k-center">Kiln reads a page only when you ask. Nothing leaves this browser until you send it.</p>;

/** A jar and a bowl that wait for the fire. */
const JarArt = (): ReactElement => (
  <svg className="k-empty__art" viewBox="0 0 96 72" aria-hidden="true">
    <path d="M8 64h80" />
    <path d="M30 64c-8-6-11-14-8-22 2.5-7 9-9 9-16h18c0 7 6.5 9 9 16 3 8 0 16-8 22Z" className="p" />
    <path d="M28 20h24v6H28z" className="p" />
    <path d="M66 64c-3-3-4.5-7-4.5-11h19c0 4-1.5 8-4.5 11Z" className="q" />
    <path d="M24 46h32" className="d" />
  </svg>
);

/** The shape of a lead while the page is read. */
export function Reading(): ReactElement {
  return (
    <div className="k-panel__pad" role="status" aria-label="Reading the page">
      <div className="k-who">
        <span className="k-ava k-skel" />
        <div className="k-grow k-stack">
          <span className="k-skel k-skel--h" />
          <span className="k-skel k-skel--s" />
        </div>
      </div>
      <div className="k-fields" aria-hidden="true">
        {[62, 48, 70, 54, 40].map((width) => (
          <div className="k-field" key={width}>
            <span className="k-skel k-skel--l" />
            <span className="k-skel k-skel--v" style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
      <p className="k-sm k-3 k-center">Reading the page</p>
    </div>
  );
}
