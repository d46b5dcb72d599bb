import { Play } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Trial, TrialExchange } from '../../lib/contracts/own-provider-commands.ts';
import { toManifest } from '../../lib/contracts/own-provider/to-manifest.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { inputsUsed, inputWord, tryable } from '../../lib/ui/own-edit.ts';
import { useOwnEditor, type Editing } from '../../lib/ui/own-editor-store.ts';
import { outcomeWords, statusWords } from '../../lib/ui/own-words.ts';
import { placed } from '../../lib/ui/own-problems.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Field, Part } from './fields.tsx';

/** A real call with sample values: what leaves, and what comes back. */
export function TryPart({ editing, outcome, keyOf }: { readonly editing: Editing; readonly outcome: CallOutcome | null; readonly keyOf: string | undefined }): ReactElement | null {
  const change = useOwnEditor((s) => s.change);
  const ask = useCommand('provider.try');
  const { draft, at, key, samples, trial } = editing;
  const operation = draft.operations[at];
  if (!operation) return null;
  const inputs = inputsUsed(operation);
  const host = hostOf(draft.baseUrl) ?? 'the partner';
  const run = async (): Promise<void> => {
    const only = tryable(draft, at);
    const made = only && toManifest(only);
    const first = made?.problems[0];
    if (!made || first) return showToast({ kind: 'bad', text: `${first?.message ?? 'There is nothing to ask.'} Nothing was sent.` });
    // Straight from the click: the browser asks for the right to reach the partner here and nowhere else.
    if (!URL.canParse(draft.baseUrl) || !(await requestOrigins([draft.baseUrl]))) return showToast({ kind: 'bad', text: `Without the right to reach ${host} nothing can be asked. Nothing was sent.` });
    const input = Object.fromEntries(inputs.flatMap((name) => (samples[name]?.trim() ? [[name, samples[name]?.trim()]] : [])));
    const answer = await ask.send({ manifest: { ...made.manifest }, operation: operation.operation, input, ...(key.trim() === '' ? {} : { key: key.trim() }), ...(keyOf === undefined ? {} : { keyOf }) });
    if (!answer) return;
    if ('problems' in answer) {
      const [problem] = placed(answer.problems, [operation.operation]);
      change({ isTried: true });
      return showToast({ kind: 'bad', text: `${problem?.message ?? 'The request is not complete.'} Nothing was sent.` });
    }
    change({ trial: { operation: operation.operation, input, answer } });
  };
  const shown = trial?.operation === operation.operation ? trial.answer : null;
  return (
    <Part title="Test call" about="Kiln charges nothing for it. The partner may bill it like any other call.">
      {inputs.length > 0 ? (
        <div className="k-own-two">
          {inputs.map((name) => (
            <Field key={name} label={`Sample ${inputWord(name)}`} value={samples[name] ?? ''} onChange={(text) => change({ samples: { ...samples, [name]: text } })} />
          ))}
        </div>
      ) : (
        <p className="k-sm k-2">The request uses nothing of a lead yet, so every lead would be asked the same.</p>
      )}
      <div className="k-row">
        <Button icon={<Icon of={Play} size={14} />} busy={ask.busy} onClick={() => void run()}>
          {shown ? 'Call again' : `Call ${host} once`}
        </Button>
        <span className="k-sm k-3">The browser asks whether Kiln may reach {host}.</span>
      </div>
      {shown ? <Result trial={shown} outcome={outcome} /> : null}
    </Part>
  );
}

function Result({ trial, outcome }: { readonly trial: Trial; readonly outcome: CallOutcome | null }): ReactElement {
  const read = outcome ?? (trial.outcome.kind === 'failed' ? trial.outcome : null);
  const said = read && outcomeWords(read);
  return (
    <div className="k-stack" role="status">
      {trial.exchanges.map((exchange, i) => (
        <Exchange key={i} exchange={exchange} />
      ))}
      {trial.exchanges.length === 0 && trial.outcome.kind === 'failed' ? <p className="k-bad">{outcomeWords(trial.outcome).text} Nothing was sent.</p> : null}
      {said ? <p className={`k-own-said k-${said.tone}`}>Kiln reads: {said.text}</p> : trial.exchanges.length > 0 ? <p className="k-own-said k-2">Click what was found in the answer below to map it.</p> : null}
    </div>
  );
}

function Exchange({ exchange }: { readonly exchange: TrialExchange }): ReactElement {
  const { request, reply } = exchange;
  return (
    <div className="k-tried">
      <p className="k-own-sent k-mono">
        <b>{request.method}</b> {request.url}
      </p>
      <details className="k-rec-more">
        <summary className="k-link">Headers and body that left</summary>
        <dl className="k-own-heads k-mono">
          {request.headers.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {request.body === undefined ? null : <pre className="k-own-pre">{request.body}</pre>}
      </details>
      <p className="k-own-status">
        <b>{statusWords(exchange)}</b> <span className="k-3">{reply ? `in ${exchange.tookMs} ms` : ''}{exchange.isLogin ? ' · a login; its answer is as secret as the key' : ''}</span>
      </p>
      {reply && reply.headers.length > 0 ? (
        <dl className="k-own-heads k-mono">
          {reply.headers.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {reply?.isCut ? <p className="k-sm k-warn">The answer is too long to be shown whole.</p> : null}
    </div>
  );
}
