import { useId, useState, type ReactElement } from 'react';
import { CAP_WINDOWS, type CapWindow, type TableCaps } from '../../lib/domain/enrichment/caps.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { Amounts } from '../../lib/domain/ledger/amount.ts';
import { changeLimits, withTable, withTableCap } from '../../lib/ui/change-limits.ts';
import { useTaken } from '../../lib/ui/limit-queries.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { AmountInput } from '../parts/amount-input.tsx';
import { BothAmounts } from '../parts/amount.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';

const WINDOWS: Readonly<Record<CapWindow, string>> = { hour: 'One hour', day: 'One day', month: 'One month (30 days)' };

/** What may be taken for the leads of one table. Nothing counts before it is saved. */
export function TableLimits({ table, onClose }: { readonly table: Table; readonly onClose: () => void }): ReactElement | null {
  const limits = useMeta('limits');
  const [draft, setDraft] = useState<TableCaps>();
  const [busy, setBusy] = useState(false);
  const taken = useTaken(true, [table.id])?.tables?.[table.id];
  // Before they are read nothing can be typed: what is not known yet would be written over.
  if (limits === undefined) return null;
  const caps = draft ?? limits?.tables?.[table.id] ?? {};
  const save = async (): Promise<void> => {
    setBusy(true);
    const isSaved = await changeLimits(limits ?? {}, withTable(limits ?? {}, table.id, caps));
    setBusy(false);
    if (isSaved) onClose();
  };
  return (
    <FormDialog
      title={`Limits of ${table.name}`}
      description="What enriching and sending its leads may take on this device. At a limit they wait, and go on by themselves as time moves on. What the account gives back later still counts until then. Empty means no limit."
      action="Save limits"
      ready
      busy={busy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {CAP_WINDOWS.map((window) => (
        <WindowLimits key={window} title={WINDOWS[window]} caps={caps} window={window} taken={taken?.[window]} onChange={setDraft} />
      ))}
    </FormDialog>
  );
}

interface WindowProps {
  readonly title: string;
  readonly window: CapWindow;
  readonly caps: TableCaps;
  /** Not known yet = not shown. */
  readonly taken: Amounts | undefined;
  readonly onChange: (caps: TableCaps) => void;
}

function WindowLimits({ title, window, caps, taken, onChange }: WindowProps): ReactElement {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="k-tlim">
      <div className="k-row k-tlim__h">
        <b id={id} className="k-grow">{title}</b>
        {taken ? <span className="k-xs k-3">Taken and held now: <BothAmounts amounts={taken} /></span> : null}
      </div>
      <div className="k-row">
        {(['actions', 'credits'] as const).map((key) => (
          <AmountInput
            key={key}
            meter={key === 'actions' ? 'actions' : 'data_credits'}
            label={`${title}: most ${key === 'actions' ? 'Actions' : 'Data Credits'}`}
            amount={caps[window]?.[key]}
            onChange={(amount) => onChange(withTableCap(caps, window, key, amount))}
          />
        ))}
      </div>
    </div>
  );
}
