import { Check, CircleAlert, Copy, KeyRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { receiptOf, type Receipt } from '../../lib/domain/enrichment/receipt.ts';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { VERDICT_WORDS } from '../../lib/domain/enrichment/words.ts';
import { columnsOfQuestion } from '../../lib/domain/ai/question.ts';
import { labelOf, type CustomColumn, type LeadKey } from '../../lib/domain/lead/custom.ts';
import { FIELD_KEYS } from '../../lib/domain/lead/fields.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import { moneyOf } from '../../lib/domain/ledger/prices.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { plural } from '../../lib/ui/format.ts';
import { confidenceWords, sureOf } from '../../lib/ui/provenance.ts';
import { useMeta, useTables } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { plainUrl } from '../../lib/ui/safe-href.ts';
import { askedWords, errorWords } from '../../lib/ui/steps.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { SandboxTag } from '../parts/mark-dot.tsx';
import { OtherAnswers, ReceiptSlip } from '../parts/receipt.tsx';
import { RetryFailed } from './retry-failed.tsx';
import { Strips } from './strips.tsx';

interface ResultViewProps {
  readonly task: Task;
  readonly run: Run;
  readonly lead: Lead | null;
  readonly nameOf: (providerId: string) => string;
  readonly onClose: () => void;
}

/** What came of a question: the answer, or that nothing was charged; then the receipt and what the others said. */
export function ResultView({ task, run, lead, nameOf, onClose }: ResultViewProps): ReactElement {
  const account = useMeta('account');
  const now = useNow(60_000);
  const receipt = receiptOf(task, nameOf);
  const spent = account?.balances.find((b) => b.meter === 'actions')?.spent ?? 0;
  const money = account ? moneyOf(account.priceBook, receipt.charged, micro(spent)) : undefined;
  const columns = run.waterfall.question ? columnsOfQuestion(run.waterfall.question) : [];
  const main = mainAnswer(receipt, run.waterfall.wanted);
  const copy = async (): Promise<void> => {
    if (!main) return;
    await navigator.clipboard.writeText(main.value);
    showToast({ kind: 'info', text: `${labelOf(main.field, columns)} copied` });
  };
  return (
    <>
      <div className="k-panel__body">
        <Strips />
        <div className="k-panel__pad">
          {task.state === 'found' ? <AnswerCard receipt={receipt} main={main} columns={columns} lead={lead} onCopy={() => void copy()} /> : <Missed task={task} run={run} receipt={receipt} />}
          <Failures task={task} nameOf={nameOf} />
          {task.state === 'failed' ? <RetryFailed task={task} run={run} /> : null}
          <ReceiptSlip receipt={receipt} now={now} {...(money === undefined ? {} : { money })} />
          <OtherAnswers receipt={receipt} />
        </div>
      </div>
      <div className="k-panel__act k-panel__act--ends">
        {lead ? (
          <Button look="ghost" onClick={() => void openKilnPage('table', `table=${encodeURIComponent(lead.tableId)}&lead=${encodeURIComponent(lead.id)}`)}>
            Show in table
          </Button>
        ) : (
          <span />
        )}
        {task.state === 'found' && main ? (
          <Button look="primary" icon={<Icon of={Copy} size={14} />} onClick={() => void copy().then(onClose)}>
            Copy and close
          </Button>
        ) : (
          <Button look="primary" onClick={onClose}>
            Back to the page
          </Button>
        )}
      </div>
    </>
  );
}

interface MainAnswer {
  readonly field: LeadKey;
  readonly value: string;
}

/** The one wanted field that was answered, any answered field when none of them was. Of several wanted ones none is the answer. */
function mainAnswer(receipt: Receipt, wanted: readonly LeadKey[]): MainAnswer | undefined {
  if (wanted.filter((k) => receipt.answer[k] !== undefined).length > 1) return undefined;
  const field = [...wanted, ...FIELD_KEYS].find((k) => receipt.answer[k] !== undefined);
  const value = field === undefined ? undefined : receipt.answer[field];
  return field === undefined || value === undefined ? undefined : { field, value };
}

function AnswerCard({ receipt, main, columns, lead, onCopy }: { readonly receipt: Receipt; readonly columns: readonly CustomColumn[]; readonly main: MainAnswer | undefined; readonly lead: Lead | null; readonly onCopy: () => void }): ReactElement {
  const tables = useTables();
  const table = tables?.find((t) => t.id === lead?.tableId);
  // The verdict stands below the answer as a label already.
  const rest = [...FIELD_KEYS, ...columns.map((c) => c.key)].filter((k) => k !== main?.field && !(k === 'emailStatus' && receipt.verdict) && receipt.answer[k] !== undefined);
  return (
    <section className="k-answer" aria-label="Answer">
      <div className="k-answer__t">
        <span className="k-node k-node--ok">
          <Icon of={Check} size={12} />
        </span>
        <b className="k-grow k-val" dir="auto">
          {main?.value ?? `${plural(rest.length, 'value')} found`}
        </b>
        {main ? (
          <IconButton label={`Copy ${labelOf(main.field, columns).toLowerCase()}`} onClick={onCopy}>
            <Icon of={Copy} />
          </IconButton>
        ) : null}
      </div>
      <div className="k-answer__m">
        {receipt.verdict ? <span className={`k-tag ${receipt.verdict === 'valid' ? 'k-tag--ok' : ''}`}>{VERDICT_WORDS[receipt.verdict]}</span> : null}
        {receipt.confidence === undefined ? null : (
          <span className="k-tag">
            <span className="k-dot k-dot--i" data-from="provider" data-sure={sureOf(receipt.confidence)} aria-hidden="true" />
            {confidenceWords(receipt.confidence)}
          </span>
        )}
        {receipt.sandbox ? <SandboxTag /> : null}
        {table ? <span className="k-sm k-3 k-trunc">in {table.name}</span> : null}
      </div>
      {rest.length > 0 ? (
        <dl className="k-answer__f">
          {rest.map((k) => (
            <div key={k}>
              <dt>{labelOf(k, columns)}</dt>
              <dd className="k-val" dir="auto">{plainUrl(receipt.answer[k] ?? '')}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}

const MISSED = { 'no-result': 'No result', failed: 'No answer', stopped: 'Stopped', skipped: 'Not asked', found: 'Found' } as const;

/** Nobody had it, or nobody was asked: said calmly, with what it cost, which is nothing. */
function Missed({ task, run, receipt }: { readonly task: Task; readonly run: Run; readonly receipt: Receipt }): ReactElement {
  const state = task.state === 'queued' || task.state === 'running' ? 'stopped' : task.state;
  const nothing = receipt.charged.actions === 0 && receipt.charged.credits === 0;
  return (
    <section className="k-missed" aria-label={MISSED[state]}>
      <div className="k-missed__h">
        <b className="k-grow">{run.waterfall.name}</b>
        <span className="k-tag">{MISSED[state]}</span>
      </div>
      <p className="k-sm k-2">
        {askedWords(receipt, task.skip)} {nothing ? <b>Nothing charged.</b> : null}
      </p>
    </section>
  );
}

/** Each source that failed: what happened, that it cost nothing, and what to do. Beside an answer only what a person can mend. */
function Failures({ task, nameOf }: { readonly task: Task; readonly nameOf: (id: string) => string }): ReactElement {
  const failed = new Map(task.steps.flatMap((s) => (s.state === 'failed' && s.error && s.providerId ? [[s.providerId, s] as const] : [])));
  return (
    <>
      {[...failed.values()].map((step) => {
        const error = step.error;
        if (!error || step.providerId === undefined) return null;
        const keyed = step.route === 'own' && (error.kind === 'auth' || error.kind === 'no-credits' || error.kind === 'forbidden-plan');
        if (task.state === 'found' && !keyed) return null;
        return (
          <section className="k-card k-issue" key={step.chargeId} role="alert">
            <div className="k-issue__h">
              <Icon of={CircleAlert} className="k-bad" />
              <b className="k-grow">
                {nameOf(step.providerId)} {errorWords(error)}
              </b>
              {error.status ? <span className="k-xs k-3">{error.status}</span> : null}
            </div>
            <p>
              It cost nothing.{error.detail ? ` It said: ${error.detail}` : ''}
            </p>
            {keyed ? (
              <div className="k-row">
                <Button small icon={<Icon of={KeyRound} size={14} />} onClick={() => void openKilnPage('options', `providers/${step.providerId}`)}>
                  Replace key
                </Button>
              </div>
            ) : null}
          </section>
        );
      })}
    </>
  );
}
