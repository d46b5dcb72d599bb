import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { DestinationSummary } from '../../lib/contracts/destination-commands.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import { useDeliveries, useDestinations, useTargets } from '../../lib/ui/destination-queries.ts';
import { momentOf } from '../../lib/ui/format.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { PaneHead } from '../options/side-meter.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { DeliveryCard } from './delivery-card.tsx';
import { DestinationGallery, Tile } from './target-choice.tsx';
import { TargetForm } from './target-form.tsx';

type Open = { readonly kind: 'gallery' } | { readonly kind: 'form'; readonly destination: DestinationSummary; readonly target?: TargetRow };

/** Where leads can be sent to, and what was sent lately. */
export function DestinationsSection(): ReactElement {
  const destinations = useDestinations();
  const targets = useTargets();
  const deliveries = useDeliveries();
  const practice = (useMeta('settings')?.sandboxUrl ?? null) !== null;
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title="Destinations">Leads go there from a table, with “Send to”. Keys are encrypted on this device and go only to their destination. 1 Action for each record that arrives, nothing for one that does not.</PaneHead>
        <div className="k-row">
          <Button icon={<Icon of={Plus} size={14} />} onClick={() => setOpen({ kind: 'gallery' })}>
            Add a destination
          </Button>
        </div>
      </div>
      {targets?.length === 0 ? (
        <div className="k-card k-dst-empty">
          <p>
            <b>No destination yet</b>
          </p>
          <p className="k-2">{`A webhook, a Clay table, or one of ${destinations.all.length} CRMs, tables and sequences.`}</p>
          <Button onClick={() => setOpen({ kind: 'gallery' })}>Choose one</Button>
        </div>
      ) : (
        <ul className="k-card k-dst-list" aria-label="Your destinations">
          {targets?.map((target) => (
            <TargetLine
              key={target.id}
              target={target}
              name={destinations.nameOf(target.destinationId)}
              onEdit={() => {
                const destination = destinations.get(target.destinationId);
                if (destination) setOpen({ kind: 'form', destination, target });
              }}
            />
          ))}
        </ul>
      )}
      {deliveries && deliveries.length > 0 ? (
        <section className="k-stack" aria-label="Sent lately">
          <h2 className="k-h">Sent lately</h2>
          {deliveries.map((delivery) => (
            <DeliveryCard key={delivery.id} delivery={delivery} />
          ))}
        </section>
      ) : null}
      {open ? (
        <Dialog title={open.kind === 'gallery' ? 'New destination' : open.destination.name} onClose={close}>
          <div className="k-dst-dialog k-stack">
            {open.kind === 'gallery' ? (
              <DestinationGallery destinations={destinations} onChoose={(destination) => setOpen({ kind: 'form', destination })} />
            ) : (
              <TargetForm
                destination={open.destination}
                {...(open.target ? { target: open.target } : {})}
                kind={open.destination.kinds[0] ?? 'person'}
                practice={practice}
                onSaved={() => {
                  close();
                  showToast({ kind: 'info', text: `${open.destination.name} is ready` });
                }}
                onCancel={close}
              />
            )}
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function TargetLine({ target, name, onEdit }: { readonly target: TargetRow; readonly name: string; readonly onEdit: () => void }): ReactElement {
  const now = useNow(60_000);
  const remove = useCommand('target.remove');
  const drop = async (): Promise<void> => {
    if ((await remove.send({ id: target.id })) === null && remove.busy) return;
    showToast({ kind: 'info', text: `“${target.name}” deleted with its key`, onUndo: async () => (await sendCommand('target.restore', { id: target.id })).ok });
  };
  const state = target.status === 'works' ? 'Works' : target.status === 'fails' ? 'Test failed' : 'Not tested';
  const ends = Object.values(target.last4).find(Boolean);
  return (
    <li className="k-dst-row">
      <Tile id={target.destinationId} name={name} />
      <span className="k-grow">
        <b className="k-trunc" dir="auto">{target.name}</b>
        <span className="k-sm k-3 k-trunc">{[name, ends ? `key ends in ${ends}` : '', target.detail ?? ''].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={`k-sm ${target.status === 'fails' ? 'k-bad' : target.status === 'works' ? 'k-ok' : 'k-2'}`}>
        {state}
        {target.checkedAt === undefined ? '' : `, ${momentOf(target.checkedAt, now)}`}
      </span>
      <IconButton small label={`Edit ${target.name}`} onClick={onEdit}>
        <Icon of={Pencil} size={14} />
      </IconButton>
      <IconButton small label={`Delete ${target.name}`} disabled={remove.busy} onClick={() => void drop()}>
        <Icon of={Trash2} size={14} />
      </IconButton>
    </li>
  );
}
