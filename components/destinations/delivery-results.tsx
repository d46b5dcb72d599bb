import { RotateCcw } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { ROW_STATES, type RowState } from '../../lib/domain/delivery/delivery.ts';
import { formatMicro, ONE_ACTION, times } from '../../lib/domain/ledger/amount.ts';
import { ROWS_SHOWN, useDelivery, useDeliveryRows } from '../../lib/ui/destination-queries.ts';
import { rowWords, STATE_WORDS, stateWords } from '../../lib/ui/destination-words.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { BoltGlyph, Icon } from '../parts/icon.tsx';
import { Spinner } from '../parts/spinner.tsx';

const TONES: Readonly<Partial<Record<RowState, string>>> = { delivered: 'k-ok', failed: 'k-bad', unknown: 'k-warn' };
type Shown = RowState | 'all';

/** What became of each record, and another try for those that did not arrive. */
export function DeliveryResults({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const delivery = useDelivery(id);
  const now = useNow(1_000);
  const [chosen, setChosen] = useState<Shown>('all');
  const rows = useDeliveryRows(id, chosen === 'all' ? ROW_STATES : [chosen]);
  const retry = useCommand('delivery.retry');
  const confirm = useCommand('delivery.confirm');
  if (!delivery) return <Dialog title="Results" onClose={onClose}><Spinner /></Dialog>;
  const { counts } = delivery;
  const present = ROW_STATES.filter((state) => counts[state] > 0);
  const total = chosen === 'all' ? delivery.rowCount : counts[chosen];
  const price = (n: number): ReactElement => (
    <span className="k-onbtn">
      {delivery.free ? 'free' : <>up to <BoltGlyph className="k-i--xs" />{formatMicro(times(ONE_ACTION, n))}</>}
    </span>
  );
  const again = (states: readonly ('failed' | 'unknown' | 'stopped')[], n: number): void => void retry.send({ id, states: [...states], cap: delivery.free ? 0 : times(ONE_ACTION, n) });
  const canRetry = delivery.state !== 'starting' && delivery.state !== 'stopping';
  return (
    <Dialog title={`${delivery.tableName} to ${delivery.targetName}`} description={stateWords(delivery, now)} onClose={onClose}>
      <div className="k-dst-dialog k-stack">
        <div className="k-chips" role="group" aria-label="Show">
          {(['all', ...present] as const).map((state) => (
            <button key={state} type="button" className={`k-chip ${state === chosen ? 'is-on' : ''}`} aria-pressed={state === chosen} onClick={() => setChosen(state)}>
              {state === 'all' ? 'All' : STATE_WORDS[state]} <span className="k-3">{countOf(state === 'all' ? delivery.rowCount : counts[state])}</span>
            </button>
          ))}
        </div>
        <div className="k-dst-rows" role="region" aria-label="Records" tabIndex={0}>
          <ul>
            {rows?.map((row) => (
            <li key={row.id}>
              <span className="k-grow k-trunc" dir="auto">
                {row.name}
              </span>
              <span className={`k-sm ${TONES[row.state] ?? 'k-2'}`}>{rowWords(row)}</span>
            </li>
          ))}
          {rows?.length === 0 ? <li className="k-2">None.</li> : null}
          </ul>
        </div>
        {total > ROWS_SHOWN ? <p className="k-xs k-3">{`The first ${countOf(ROWS_SHOWN)} of ${countOf(total)}.`}</p> : null}
        {counts.unknown > 0 ? <p className="k-sm k-2">{`${plural(counts.unknown, 'record was', 'records were')} sent and no answer came. Look at the destination first: sending again may make doubles. They have cost nothing.`}</p> : null}
      </div>
      <div className="k-dialog__f">
        <Button look={counts.failed > 0 ? 'ghost' : 'default'} onClick={onClose}>
          Close
        </Button>
        {counts.unknown > 0 ? (
          <>
            <Button busy={confirm.busy} onClick={() => void confirm.send({ id })}>
              They are there
            </Button>
            <Button busy={retry.busy} disabled={!canRetry} onClick={() => again(['unknown'], counts.unknown)}>
              Send {countOf(counts.unknown)} again {price(counts.unknown)}
            </Button>
          </>
        ) : null}
        {counts.stopped > 0 ? (
          <Button busy={retry.busy} disabled={!canRetry} onClick={() => again(['stopped'], counts.stopped)}>
            Send the {countOf(counts.stopped)} stopped {price(counts.stopped)}
          </Button>
        ) : null}
        {counts.failed > 0 ? (
          <Button look="primary" busy={retry.busy} disabled={!canRetry} icon={<Icon of={RotateCcw} size={14} />} onClick={() => again(['failed'], counts.failed)}>
            Retry {countOf(counts.failed)} failed {price(counts.failed)}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
