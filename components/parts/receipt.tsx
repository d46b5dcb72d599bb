import type { ReactElement } from 'react';
import type { Receipt, ReceiptLine } from '../../lib/domain/enrichment/receipt.ts';
import { VERDICT_WORDS } from '../../lib/domain/enrichment/words.ts';
import { add, formatMicro, type Micro } from '../../lib/domain/ledger/amount.ts';
import { FIELDS } from '../../lib/domain/lead/fields.ts';
import { ageOf, listOf, momentOf } from '../../lib/ui/format.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { usageWords } from '../../lib/ui/usage.ts';
import { basisWords, lineNote } from '../../lib/ui/steps.ts';
import { Amount, BothAmounts } from './amount.tsx';
import { SandboxTag } from './mark-dot.tsx';

interface ReceiptProps {
  readonly receipt: Receipt;
  /** In money at the account's prices, micro-USD; absent without an account. */
  readonly money?: number;
  readonly now: number;
}

/** A slip of paper, torn at the foot: what was asked, what was taken, what was given back. */
export function ReceiptSlip({ receipt, money, now }: ReceiptProps): ReactElement {
  const answered = receipt.lines.filter((l) => l.outcome === 'answered');
  const winners = answered.filter((l) => l.finds === undefined);
  const nothing = receipt.charged.actions === 0 && receipt.charged.credits === 0;
  return (
    <div className="k-slip">
      <article className="k-receipt" aria-label={`Receipt ${receipt.number}`}>
        <div className="k-receipt__row">
          <b className="k-1">Receipt {receipt.sandbox ? <SandboxTag /> : null}</b>
          <span className="k-3">
            {receipt.number} · {momentOf(receipt.at, now)}
          </span>
        </div>
        <hr />
        {winners.length > 0 ? <Row win label="Result found" value={<Amount meter="actions" amount={add(...receipt.lines.map((l) => l.actions))} />} /> : null}
        {answered.map((line) =>
          line.finds === undefined ? null : <Row key={`${line.label} ${line.finds}`} label={`${FIELDS[line.finds].label} found first by ${line.label}`} value={<WinPrice line={line} />} />,
        )}
        {winners.map((line) => (
          <Row key={line.label} win label={`${line.label} answered`} value={<WinPrice line={line} />} />
        ))}
        {receipt.lines.map((line) => (line.usage ? <Row key={`${line.label} tokens`} label={`${line.label} ${usageWords(line.usage).tokens}`} value={usageWords(line.usage).money} /> : null))}
        {winners.map((line) => (line.basis ? <Row key={`${line.label} basis`} label={`Guessed ${basisWords(line.basis)}`} value="" /> : null))}
        <Misses lines={receipt.lines} />
        {receipt.verdict ? <Row label={`Verified, ${VERDICT_WORDS[receipt.verdict].toLowerCase()}`} value="included" /> : null}
        <hr />
        <div className="k-receipt__sum">
          <span>{nothing ? 'Nothing charged' : 'Charged'}</span>
          <span className="k-price">{nothing ? '0' : <BothAmounts amounts={receipt.charged} />}</span>
        </div>
        {receipt.held.actions > 0 || receipt.held.credits > 0 ? (
          <Row label={`Held ${sum(receipt.held.actions, receipt.held.credits)}, released`} value={sum(receipt.released.actions, receipt.released.credits)} />
        ) : null}
        {money !== undefined && !nothing ? <Row label="In money at your plan" value={formatMicroUsd(money)} /> : null}
      </article>
    </div>
  );
}

const sum = (actions: Micro, credits: Micro): string => `${formatMicro(actions)} + ${formatMicro(credits)}`;

function Row({ label, value, win = false }: { readonly label: string; readonly value: ReactElement | string; readonly win?: boolean }): ReactElement {
  return (
    <div className={`k-receipt__row ${win ? 'k-receipt__row--win' : ''}`}>
      <span>{label}</span>
      <span>{value}</span>
    </div>
  );
}

function WinPrice({ line }: { readonly line: ReceiptLine }): ReactElement {
  if (line.reusedAgeMs !== undefined && line.route === 'account') return <>repeated, free ({ageOf(line.reusedAgeMs)})</>;
  if (line.reusedAgeMs !== undefined) return <>known {ageOf(line.reusedAgeMs)}, free</>;
  if (line.route === 'own') return <>own key, 0</>;
  return line.credits === 0 ? <>free</> : <Amount meter="data_credits" amount={line.credits} />;
}

/** Those that were asked and did not answer, folded by what became of them: each cost 0. */
function Misses({ lines }: { readonly lines: readonly ReceiptLine[] }): ReactElement {
  const named = (outcome: ReceiptLine['outcome']): string[] => [...new Set(lines.filter((l) => l.outcome === outcome).map((l) => l.label))];
  const rows: readonly (readonly [string[], string])[] = [
    [named('no-result'), 'no result'],
    [named('rejected'), 'rejected'],
    [named('failed'), 'failed'],
  ];
  return (
    <>
      {rows.map(([names, word]) => (names.length === 0 ? null : <Row key={word} label={`${listOf(names)}, ${word}`} value="0" />))}
    </>
  );
}

/** "What the others said": every source that did not win, one line each. */
export function OtherAnswers({ receipt }: { readonly receipt: Receipt }): ReactElement | null {
  const lines = receipt.lines.filter((l) => l.outcome !== 'answered' && l.outcome !== 'open' && l.skip !== 'no-key' && l.skip !== 'no-verifier');
  if (lines.length === 0) return null;
  return (
    <section>
      <div className="k-h">
        <span>{receipt.state === 'found' ? 'What the others said' : 'What each said'}</span>
      </div>
      <dl className="k-others">
        {lines.map((line, i) => (
          <div key={`${line.label} ${i}`}>
            <dt className="k-trunc">{line.label}</dt>
            <dd className={`k-trunc k-val ${line.value === undefined ? 'k-2' : ''}`} dir="auto">{line.value ?? outcomeWords(line)}</dd>
            <dd className="k-3">{line.outcome === 'not-asked' ? savedWords(line) || (line.value === undefined ? '' : 'not checked') : lineNote(line)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function outcomeWords(line: ReceiptLine): string {
  if (line.outcome === 'not-asked') return 'not asked';
  if (line.outcome === 'failed') return line.error?.detail ?? 'failed';
  return line.outcome === 'rejected' ? 'rejected' : 'no result';
}

const savedWords = (line: ReceiptLine): string => (line.skip === 'answered' && line.creditsMax > 0 ? `saved ${formatMicro(line.creditsMax)}` : '');
