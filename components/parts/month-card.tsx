import type { ReactElement } from 'react';
import { formatMicro, type Micro } from '../../lib/domain/ledger/amount.ts';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { actionsWords } from '../../lib/ui/price.ts';
import { dateOf, monthOf } from '../../lib/ui/format.ts';
import { useMeta, useMeters } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { monthSum, type MonthSum } from '../../lib/ui/statement.ts';
import { MeterColumns } from './amount.tsx';
import { LinkButton } from './button.tsx';

const signed = (amount: Micro): string => (amount === 0 ? '0' : `${amount > 0 ? '+' : ''}${formatMicro(amount)}`);

/** The month so far: a small sum of both meters that adds up, and what of it can be spent without a connection. */
export function MonthCard(): ReactElement | null {
  const account = useMeta('account');
  const meters = useMeters();
  const asOf = useAsOf();
  const now = useNow(60_000);
  if (account === undefined || !meters) return null;
  const head = `${monthOf(now)} so far`;
  if (account === null) {
    return (
      <section className="k-card k-month" aria-label={head}>
        <b>{head}</b>
        <MonthTable rows={[]} foot={['Used', formatMicro(meters[0].amount ?? (0 as Micro)), '–']} />
        <p className="k-xs k-3">Without an account Actions are counted, not limited. Own keys and free sources cost no Credits.</p>
      </section>
    );
  }
  const [a, c] = meters.map((view) => monthSum(account.balances, view)) as [MonthSum, MonthSum];
  const line = (label: string, key: keyof MonthSum): readonly Line[] => (a[key] === 0 && c[key] === 0 ? [] : [[label, signed(a[key]), signed(c[key])]]);
  const { here } = meters[0];
  return (
    <section className="k-card k-month" aria-label={head}>
      <div className="k-row">
        <b className="k-grow">{head}</b>
        <LinkButton onClick={() => void openKilnPage('options', 'statement')}>Full statement</LinkButton>
      </div>
      <MonthTable
        rows={[
          ['Began with', formatMicro(a.began), formatMicro(c.began)],
          ['Used', signed(a.used), signed(c.used)],
          ...line('Used here, untold', 'untold'),
          ['Held', signed(a.held), signed(c.held)],
          ...line('Set aside elsewhere', 'elsewhere'),
          ...line('Since then', 'other'),
        ]}
        foot={['Left', formatMicro(a.left), formatMicro(c.left)]}
      />
      <p className="k-xs k-3">
        {asOf === undefined ? '' : `Figures of the account ${asOf}. `}
        {here > 0 ? `Usable offline here: ${actionsWords(here)}. ` : ''}
        {account.plan.name}
        {account.plan.renewsAt === null ? '' : `, Actions renew on ${dateOf(account.plan.renewsAt, now)}`}.
      </p>
    </section>
  );
}

type Line = readonly [label: string, actions: string, credits: string];

function MonthTable({ rows, foot }: { readonly rows: readonly Line[]; readonly foot: Line }): ReactElement {
  return (
    <table>
      <MeterColumns />
      <tbody>
        {rows.map(([label, actions, credits]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{actions}</td>
            <td>{credits}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{foot[0]}</th>
          <td>{foot[1]}</td>
          <td>{foot[2]}</td>
        </tr>
      </tfoot>
    </table>
  );
}
