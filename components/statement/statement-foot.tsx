import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { METERS, formatMicro, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { partOf, type Sums } from '../../lib/domain/ledger/statement.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { meterName } from '../../lib/ui/meter-words.ts';
import { addsUp, type Scan } from '../../lib/ui/statement-scan.ts';
import { BothAmounts } from '../parts/amount.tsx';
import { BoltGlyph, DiscsGlyph, Icon } from '../parts/icon.tsx';
import { Spinner } from '../parts/spinner.tsx';

interface StatementFootProps {
  readonly scan: Scan;
  readonly isFiltered: boolean;
  readonly isBehind: boolean;
}

/** What the lines come to: of the filter, and of all of them against the balances. */
export function StatementFoot({ scan, isFiltered, isBehind }: StatementFootProps): ReactElement {
  if (!scan.done) {
    return (
      <p className="k-st__f k-2" role="status">
        <Spinner /> {countOf(scan.looked)} of {plural(scan.total, 'entry', 'entries')} looked through
      </p>
    );
  }
  return (
    <div className="k-st__f">
      {isFiltered ? (
        <p>
          <b>{plural(scan.sums.lines, 'entry', 'entries')}</b> <BothAmounts amounts={scan.sums.net} />
          <span className="k-3"> of {countOf(scan.all.lines)}</span>
        </p>
      ) : null}
      {isBehind ? (
        <p className="k-2" role="status">
          <Spinner /> Older entries are still on their way from the account. The sums are right when all are here.
        </p>
      ) : addsUp(scan) ? (
        <Adds scan={scan} />
      ) : (
        <p className="k-warn" role="status">
          <Icon of={TriangleAlert} size={14} /> The entries here and the balances differ by {formatMicro(scan.opening.actions)} Actions and {formatMicro(scan.opening.credits)} Data Credits. Sync with the account; if it stays, tell an admin.
        </p>
      )}
    </div>
  );
}

function Adds({ scan }: { readonly scan: Scan }): ReactElement {
  return (
    <dl className="k-adds">
      {METERS.map((meter) => (
        <div key={meter}>
          <dt>
            <Icon of={CircleCheck} size={14} className="k-ok" />
            {meter === 'actions' ? <BoltGlyph className="k-actions" /> : <DiscsGlyph className="k-credits" />}
            <span className="k-vh">{meterName(meter)} add up:</span>
          </dt>
          <dd>
            {sumWords(scan.all, meter, partOf(scan.opening, meter))} = <b>{formatMicro(partOf(scan.owned, meter))}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "812 carried + 2,500 granted − 1,751.5 used + 1.5 reversed" */
function sumWords(sums: Sums, meter: Meter, opening: Micro): string {
  const parts: readonly (readonly [Micro, string])[] = [
    [opening, 'carried'],
    [partOf(sums.granted, meter), 'granted'],
    [partOf(sums.taken, meter), 'used'],
    [partOf(sums.reversed, meter), 'reversed'],
    [partOf(sums.expired, meter), 'expired'],
  ];
  const words = parts
    .filter(([amount]) => amount !== 0)
    .map(([amount, word], i) => `${amount < 0 ? '− ' : i === 0 ? '' : '+ '}${formatMicro(Math.abs(amount) as Micro)} ${word}`);
  return words.length === 0 ? '0' : words.join(' ');
}
