import type { ReactElement } from 'react';
import { CAP_WINDOWS, type CapWindow, type SpendLimits } from '../../lib/domain/enrichment/caps.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { changeLimits, withTableCap } from '../../lib/ui/change-limits.ts';
import { useTaken } from '../../lib/ui/limit-queries.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { AmountInput } from '../parts/amount-input.tsx';
import { BothAmounts } from '../parts/amount.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Rule } from '../parts/rule.tsx';

const WINDOWS: Readonly<Record<CapWindow, string>> = { hour: 'One hour', day: 'One day', month: 'One month (30 days)' };

/** What may be taken for the leads of one table. Every limit counts as soon as its field is left. */
export function TableLimits({ table, onClose }: { readonly table: Table; readonly onClose: () => void }): ReactElement | null {
  const stored = useMeta('limits');
  const limits: SpendLimits = stored ?? {};
  const caps = limits.tables?.[table.id] ?? {};
  const taken = useTaken(true, [table.id])?.tables?.[table.id];
  // Before they are read nothing can be typed: what is not known yet would be written over.
  if (stored === undefined) return null;
  return (
    <Dialog
      title={`Limits of ${table.name}`}
      description="What enriching and sending its leads may take on this device. At a limit they wait, and go on by themselves as time moves on. Empty means no limit."
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="k-rules k-limits k-limits--dialog">
        {CAP_WINDOWS.map((window) => (
          <Rule key={window} title={WINDOWS[window]} note={taken ? <>Taken and held now: <BothAmounts amounts={taken[window]} /></> : null}>
            {(['actions', 'credits'] as const).map((key) => (
              <AmountInput
                key={key}
                meter={key === 'actions' ? 'actions' : 'data_credits'}
                label={`${WINDOWS[window]}: most ${key === 'actions' ? 'Actions' : 'Data Credits'}`}
                amount={caps[window]?.[key]}
                onChange={(amount) => void changeLimits(limits, withTableCap(limits, table.id, window, key, amount))}
              />
            ))}
          </Rule>
        ))}
      </div>
    </Dialog>
  );
}
