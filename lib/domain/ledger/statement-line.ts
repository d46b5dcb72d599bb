/** The statement as a file: one line an entry, explained, with what the account owned after it. */
import { NOTHING, decimalMicro, micro, type Amounts } from './amount.ts';
import { KIND_WORDS, ROUTE_WORDS, explain, subjectOf } from './explain.ts';
import { effectOf, type Entry, type Sums } from './statement.ts';

export const STATEMENT_COLUMNS = ['No.', 'Time (UTC)', 'Kind', 'What', 'Explanation', 'Actions', 'Data Credits', 'Actions left', 'Data Credits left', 'Actions set aside', 'Data Credits set aside', 'For', 'Provider', 'Operation', 'Paid by', 'Member', 'Device', 'Charge', 'Reason'] as const;

/** Cells of one entry, in the order of the columns; not yet made safe for spreadsheets. @param after what the account owned after it */
export function statementCells(entry: Entry, after: Amounts, nameOf: (providerId: string) => string): string[] {
  const { title, text } = explain(entry, nameOf);
  const effect = effectOf(entry);
  const moves = effect.actions !== 0 || effect.credits !== 0;
  const aside: Amounts = moves ? NOTHING : { actions: micro(entry.actions), credits: micro(entry.credits) };
  return [
    String(entry.seq), new Date(entry.at).toISOString(), KIND_WORDS[entry.kind], title, text,
    decimalMicro(effect.actions), decimalMicro(effect.credits), decimalMicro(after.actions), decimalMicro(after.credits),
    decimalMicro(aside.actions), decimalMicro(aside.credits),
    entry.enrichment === undefined && entry.operation === undefined ? '' : subjectOf(entry),
    entry.providerId === undefined ? '' : nameOf(entry.providerId), entry.operation ?? '', entry.route === undefined ? '' : ROUTE_WORDS[entry.route],
    entry.member ?? '', entry.deviceId ?? '', entry.chargeId ?? '', entry.code ?? '',
  ];
}

/** The last line: what the lines above come to. */
export function statementTotal(sums: Sums): string[] {
  const cells = STATEMENT_COLUMNS.map(() => '');
  cells[3] = 'Total';
  cells[4] = `${sums.lines} entries`;
  cells[5] = decimalMicro(sums.net.actions);
  cells[6] = decimalMicro(sums.net.credits);
  return cells;
}
