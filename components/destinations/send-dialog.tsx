import { ArrowLeft, Send } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { DeliveryPreview, DestinationSummary } from '../../lib/contracts/destination-commands.ts';
import { isLoopback } from '../../lib/core/loopback.ts';
import { firstHit, isOfTable } from '../../lib/domain/enrichment/caps.ts';
import type { Mapping } from '../../lib/domain/delivery/delivery.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { formatMicro, micro, ZERO } from '../../lib/domain/ledger/amount.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { useDestinations, useTargets } from '../../lib/ui/destination-queries.ts';
import { plural } from '../../lib/ui/format.ts';
import { capWords, leavesWords } from '../../lib/ui/price.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useColumns } from '../../lib/ui/questions.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useAnswer, useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { BoltGlyph, Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { Tick } from '../parts/tick.tsx';
import { DryRun } from './dry-run.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { ReadFields } from './read-fields.tsx';
import { TargetChoice } from './target-choice.tsx';
import { TargetForm } from './target-form.tsx';

interface SendProps {
  readonly table: Table;
  /** Ticked leads; empty = the whole table. */
  readonly selected: readonly string[];
  readonly onClose: () => void;
}
type Stage = { readonly at: 'choose' } | { readonly at: 'form'; readonly destination: DestinationSummary; readonly target?: TargetRow } | { readonly at: 'map'; readonly targetId: string };

/** From "where" over "what goes into which field" to the price and the first requests, and off. */
export function SendDialog({ table, selected, onClose }: SendProps): ReactElement {
  const [stage, setStage] = useState<Stage>({ at: 'choose' });
  const destinations = useDestinations();
  const targets = useTargets();
  const practice = (useMeta('settings')?.sandboxUrl ?? null) !== null;
  const target = stage.at === 'map' ? targets?.find(({ id }) => id === stage.targetId) : undefined;
  const whom = selected.length > 0 ? plural(selected.length, 'ticked lead') : `all of ${table.name}`;
  const title = stage.at === 'choose' ? `Send ${whom}` : stage.at === 'form' ? stage.destination.name : `Send ${whom} to ${target?.name ?? '…'}`;
  const back = (): void => setStage({ at: 'choose' });
  return (
    <Dialog title={title} {...(practice ? { description: 'Practice mode: everything goes to the sandbox on this machine.' } : {})} onClose={onClose}>
      <div className="k-dst-dialog k-stack">
        {stage.at === 'choose' ? (
          <TargetChoice targets={(targets ?? []).filter((one) => destinations.get(one.destinationId)?.kinds.includes(table.kind) !== false)} destinations={destinations} kind={table.kind} onTarget={({ id }) => setStage({ at: 'map', targetId: id })} onChoose={(destination) => setStage({ at: 'form', destination })} />
        ) : stage.at === 'form' ? (
          <TargetForm key={stage.destination.id} destination={stage.destination} {...(stage.target ? { target: stage.target } : {})} kind={table.kind} practice={practice} onSaved={(id) => setStage({ at: 'map', targetId: id })} onCancel={back} />
        ) : target ? (
          <SendForm
            key={target.id}
            table={table}
            selected={selected}
            target={target}
            practice={practice}
            onEdit={() => {
              const destination = destinations.get(target.destinationId);
              if (destination) setStage({ at: 'form', destination, target });
            }}
            onBack={back}
            onClose={onClose}
          />
        ) : (
          <Spinner />
        )}
      </div>
    </Dialog>
  );
}

interface SendFormProps extends Pick<SendProps, 'table' | 'selected' | 'onClose'> {
  readonly target: TargetRow;
  readonly practice: boolean;
  readonly onEdit: () => void;
  readonly onBack: () => void;
}

function SendForm({ table, selected, target, practice, onEdit, onBack, onClose }: SendFormProps): ReactElement {
  const columns = useColumns(table.kind);
  const proposal = useAnswer('delivery.propose', { targetId: target.id, tableId: table.id }, String(target.checkedAt ?? 0));
  const [changed, setChanged] = useState<Mapping | null>(null);
  const [again, setAgain] = useState(false);
  const start = useCommand('delivery.start');
  const mapping = changed ?? proposal.value?.mapping;
  const what = { targetId: target.id, tableId: table.id, ...(selected.length > 0 ? { leadIds: [...selected] } : {}), ...(again ? { again } : {}) };
  const isWhole = mapping !== undefined && mapping.fields.length > 0 && mapping.fields.every(({ to }) => to.trim() !== '') && new Set(mapping.fields.map(({ to }) => to.trim())).size === mapping.fields.length;
  const preview = useAnswer('delivery.preview', useSettled(isWhole && proposal.value?.needsTest !== true ? { ...what, mapping } : null));
  const shown = preview.loading ? undefined : preview.value;
  const short = shown !== undefined && shown.available !== null && shown.cost > shown.available;
  const send = async (): Promise<void> => {
    if (!mapping || !shown) return;
    const origins = target.origins.filter((origin) => !isLoopback(origin));
    if (!practice && origins.length > 0 && !(await requestOrigins(origins))) return showToast({ kind: 'bad', text: 'Without the right to reach the destination nothing can be sent. Nothing was sent.' });
    if (!(await start.send({ ...what, mapping, cap: shown.cost }))) return;
    showToast({ kind: 'info', text: `Sending ${plural(shown.toSend, 'record')} to ${target.name}. You can go on working.` });
    onClose();
  };
  if (!proposal.value || !mapping) return proposal.error ? <Note tone="bad" title="This did not work">{proposal.error.message}</Note> : <Spinner />;
  return (
    <>
      {proposal.value.needsTest ? <NeedsTest onEdit={onEdit} /> : <MappingEditor kind={table.kind} columns={columns} proposal={proposal.value} mapping={mapping} onChange={setChanged} />}
      {proposal.value.unread ? <ReadFields target={target} kind={table.kind} practice={practice} /> : null}
      <Tick isOn={again} onChange={setAgain}>
        Also send records that went there before and have not changed
      </Tick>
      {shown ? <DryRun preview={shown} /> : preview.error ? <Note tone="bad" title="This did not work">{preview.error.message}</Note> : isWhole && !proposal.value.needsTest ? <Spinner /> : <p className="k-sm k-2">{proposal.value.needsTest ? '' : 'Every field needs a name, and each only once.'}</p>}
      {short ? <p className="k-sm k-warn">{`There are ${formatMicro(micro(shown.available ?? 0))} Actions. What is not covered waits until there are more.`}</p> : null}
      {shown ? <OwnLimits preview={shown} /> : null}
      <div className="k-dialog__f">
        <Button look="ghost" icon={<Icon of={ArrowLeft} size={14} />} onClick={onBack}>
          Back
        </Button>
        <Button look="ghost" onClick={onEdit}>
          Edit destination
        </Button>
        <span className="k-grow" />
        <Button look="primary" busy={start.busy} disabled={!shown || shown.toSend === 0} icon={<Icon of={Send} size={14} />} onClick={() => void send()}>
          <span>{shown ? `Send ${plural(shown.toSend, 'record')}` : 'Send'}</span>{' '}
          <span className="k-onbtn">
            {shown ? (
              shown.cost === 0 ? (
                'free'
              ) : (
                <>
                  up to <BoltGlyph className="k-i--xs" />
                  {formatMicro(micro(shown.cost))}
                  <span className="k-vh"> Actions, one for each that arrives</span>
                </>
              )
            ) : (
              'counting'
            )}
          </span>
        </Button>
      </div>
    </>
  );
}

/** The limits of the person's own: the one that it would reach, or what it leaves of the table's. */
function OwnLimits({ preview: { rooms = [], cost } }: { readonly preview: DeliveryPreview }): ReactElement | null {
  const most = { actions: micro(cost), credits: ZERO };
  const hit = firstHit(rooms, most);
  const leaves = leavesWords({ tableRooms: rooms.filter(({ scope }) => isOfTable(scope)) }, most);
  return hit ? <p className="k-sm k-warn">{capWords(hit, 'Sending')}</p> : leaves ? <p className="k-sm k-2">{leaves}</p> : null;
}

const NeedsTest = ({ onEdit }: { readonly onEdit: () => void }): ReactElement => (
  <Note tone="warn" title="It has not said which fields it has" action={<Button small onClick={onEdit}>Test it</Button>}>
    A test reads the names of its fields. It is free.
  </Note>
);

const SETTLE_MS = 350;
/** A value that has stood still for a moment: what is typed is not looked over letter by letter. */
function useSettled<T>(value: T): T {
  const key = JSON.stringify(value);
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return JSON.parse(settled) as T;
}
