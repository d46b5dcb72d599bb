import { Eraser } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { TOMBSTONE_DAYS } from '../../lib/core/limits.ts';
import { erasedPercent, erasedWhere, erasedWords, useEraseDialog, useErasing, type EraseWish } from '../../lib/ui/erase.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { Bar } from './bar.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';
import { Note } from './note.tsx';
import { Tick } from './tick.tsx';

/** The dialog of whatever is to be erased; one on a page. */
export function EraseHost(): ReactElement | null {
  const { wish, close } = useEraseDialog();
  return wish ? <EraseDialog key={wish.leadIds.join()} wish={wish} onClose={close} /> : null;
}

/** Says what goes, what stays and that there is no way back; then how far it is. Closed, it goes on and says when it is done. */
function EraseDialog({ wish: { leadIds, name, onBegun }, onClose }: { readonly wish: EraseWish; readonly onClose: () => void }): ReactElement | null {
  const { job, busy, reach, start } = useErasing();
  const [keepAway, setKeepAway] = useState(true);
  const [isHidden, setHidden] = useState(false);
  const count = leadIds.length;
  const who = name ?? plural(count, 'lead');
  const where = erasedWhere(reach);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (!isDone) return;
    showToast({ kind: 'info', text: `${who} erased ${where}` });
    onClose();
  }, [isDone, who, where, onClose]);
  if (isHidden || reach === undefined) return null;
  if (job) {
    return (
      <Dialog title={`Erasing ${who}`} description="You can close this: it goes on, and cannot be stopped half-way." onClose={() => setHidden(true)} footer={<Button onClick={() => setHidden(true)}>Close</Button>}>
        <Bar percent={erasedPercent(job)} tone="ember" label="Erasing" />
        <p className="k-2">{erasedWords(job)}</p>
        <LiveRegion text={erasedWords(job)} />
      </Dialog>
    );
  }
  const it = count === 1 ? 'it' : 'them';
  return (
    <Dialog
      title={`Erase ${who} ${where}?`}
      description={`Deleting can be undone. This cannot: ${count === 1 ? 'nobody can bring it' : 'nobody can bring them'} back.`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-first>
            Cancel
          </Button>
          <Button look="stop" busy={busy} icon={<Icon of={Eraser} />} onClick={() => void start(leadIds, keepAway).then((hasBegun) => hasBegun && onBegun?.())}>
            Erase {count === 1 ? 'for good' : `${countOf(count)} for good`}
          </Button>
        </>
      }
    >
      <div className="k-erase__d">
        <section>
          <h3>What goes</h3>
          <ul className="k-plain">
            <li>The {count === 1 ? 'lead' : 'leads'} with every value, its source and evidence, notes and tags.</li>
            <li>Clipped pages, questions, receipts and answers word for word.</li>
            <li>Lines of the history, what undo kept, rows that a file left aside.</li>
            <li>What destinations said of {it}, open pages and lists that were read, files that wait to be saved.</li>
            {reach === 'account' ? <li>At the account: results bought for {it}. Browsers of the account that hold the same {count === 1 ? 'lead' : 'leads'} erase {it} too.</li> : null}
          </ul>
        </section>
        <section>
          <h3>What stays</h3>
          <ul className="k-plain">
            <li>Amounts in the statement, without a name.</li>
            {reach === 'account' ? null : <AtAccount of={it} isThere={reach === 'account-later'} />}
            <li>What was exported or sent to a destination: erase it there.</li>
          </ul>
        </section>
        <Tick isOn={keepAway} onChange={setKeepAway}>
          Keep {it} away: a hash stays on the do-not-contact list, and imports leave {it} out
        </Tick>
      </div>
      <Note tone="warn" title="There is no undo">
        {reach === 'browser' ? 'Nothing is kept here from which it could be made again.' : 'Not even from a backup of the account: what was erased is erased again when one is put back.'}
      </Note>
    </Dialog>
  );
}

/** What is not erased yet where no account takes it in, and when it will be. */
function AtAccount({ of, isThere }: { readonly of: string; readonly isThere: boolean }): ReactElement {
  return isThere ? <li>What the account bought for {of}, until you sign in again: it is told then.</li> : <li>What an account bought for {of}, until you sign in: within {TOMBSTONE_DAYS} days it is told, and erases {of} too.</li>;
}

/** Erases one lead, behind its details. */
export function EraseLead({ leadId, name }: { readonly leadId: string; readonly name: string }): ReactElement {
  const open = useEraseDialog((s) => s.open);
  return (
    <p className="k-erase">
      <Button small look="ghost" icon={<Icon of={Eraser} size={14} />} onClick={() => open({ leadIds: [leadId], name })}>
        Erase everywhere
      </Button>
    </p>
  );
}
