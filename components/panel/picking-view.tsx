import { MousePointer2 } from 'lucide-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { DraftRow } from '../../lib/storage/draft-row.ts';
import { usePickerPoll } from '../../lib/ui/use-picker.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Strips } from './strips.tsx';

/** While somebody points at the page: what to do there, and the way back. */
export function PickingView({ row }: { readonly row: DraftRow }): ReactElement {
  usePickerPoll(row.tabId);
  const leave = useCommand('picker.leave');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
      <Strips />
      <div className="k-panel__pad k-empty">
        <div className="k-empty__t" role="status">
          <Icon of={MousePointer2} className="k-empty__i k-ember" />
          <h2>Picking on the page</h2>
          <p className="k-2">{row.mode === 'list' ? 'Click the same thing in two entries of a list. Then click what each row says.' : 'Click one value after another.'} It is free.</p>
        </div>
        <ul className="k-card k-keys">
          <Key name="Move around the page" keys={['↑', '↓', '←', '→']} />
          <Key name="Next or previous text" keys={['Page ↓', 'Page ↑']} />
          <Key name="Take it" keys={['Enter']} />
          <Key name="Take a step back, or leave" keys={['Esc']} />
        </ul>
        <Button ref={button} className="k-empty__b" busy={leave.busy} onClick={() => void leave.send({ tabId: row.tabId })}>
          Leave, pick nothing
        </Button>
      </div>
    </div>
  );
}

const Key = ({ name, keys }: { readonly name: string; readonly keys: readonly string[] }): ReactElement => (
  <li>
    <span className="k-grow">{name}</span>
    {keys.map((key) => (
      <kbd className="k-kbd" key={key}>
        {key}
      </kbd>
    ))}
  </li>
);
