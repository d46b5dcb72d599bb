import { useMemo, useState, type ReactElement } from 'react';
import { CURL_CHARS } from '../../lib/core/own-provider-limits.ts';
import { curlToDraft, type CurlDraft } from '../../lib/contracts/own-provider/curl-draft.ts';
import type { OperationName } from '../../lib/domain/enrichment/operation.ts';
import { OPERATIONS } from '../../lib/domain/enrichment/operation.ts';
import { CHOICES, inputWord } from '../../lib/ui/own-edit.ts';
import { plural } from '../../lib/ui/format.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select } from './fields.tsx';

interface CurlProps {
  /** Such as `2026-01`. */
  readonly month: string;
  readonly onTake: (read: CurlDraft) => void;
  readonly onClose: () => void;
}

/** Takes a request from a pasted curl command: read here, sent nowhere. */
export function CurlDialog({ month, onTake, onClose }: CurlProps): ReactElement {
  const [text, setText] = useState('');
  const [operation, setOperation] = useState<OperationName | ''>('');
  const read = useMemo(() => (text.trim() === '' ? null : curlToDraft(text, month, operation === '' ? undefined : operation)), [text, month, operation]);
  const found = read?.ok === true ? read.value : null;
  return (
    <Dialog
      title="Paste a curl command"
      description="The example of the partner's documentation, or “Copy as cURL” of a browser. It is read on this page and sent nowhere."
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!found} onClick={() => (found ? onTake(found) : undefined)}>
            Use this request
          </Button>
        </>
      }
    >
      <textarea className="k-recipe-json" aria-label="Curl command" placeholder={'curl "https://api.example.com/find?name=Ada%20Example" -H "X-API-Key: …"'} rows={8} spellCheck={false} autoComplete="off" maxLength={CURL_CHARS} value={text} onChange={(e) => setText(e.target.value)} />
      <div role="status" className="k-recipe-said">
        {read?.ok === false ? <p className="k-bad">{read.error}</p> : null}
        {found ? <Found found={found} /> : null}
      </div>
      <Select label="It is to" value={operation} options={[['', found ? `${OPERATIONS[found.draft.operations[0]?.operation ?? 'find-work-email'].label} (guessed)` : 'Guess it'], ...CHOICES.map((name) => [name, OPERATIONS[name].label] as const)]} onChange={setOperation} />
    </Dialog>
  );
}

function Found({ found }: { readonly found: CurlDraft }): ReactElement {
  const samples = Object.entries(found.samples);
  const request = found.draft.operations[0]?.request;
  return (
    <>
      <p className="k-mono">
        {request?.method} {found.draft.baseUrl}
        {request?.path}
      </p>
      <p>{found.key === '' ? '' : 'The key was taken out of it and is stored sealed when you save. '}{samples.length > 0 ? `${plural(samples.length, 'value')} of a lead became places: ${samples.map(([key]) => inputWord(key as keyof typeof found.samples)).join(', ')}.` : 'No value of a lead was recognised in it.'}</p>
      {found.notes.map((note) => (
        <p key={note} className="k-2">
          {note}
        </p>
      ))}
    </>
  );
}
