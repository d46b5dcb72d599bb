import { Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { BodyDraft, OperationDraft } from '../../lib/contracts/own-provider/draft.ts';
import { inputsOf } from '../../lib/contracts/own-provider/suggest.ts';
import type { InputKey } from '../../lib/domain/enrichment/operation.ts';
import { inputsUsed, inputWord, withRequest } from '../../lib/ui/own-edit.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { CaretHome, Chips, Field, Part, Problems, Rows, Select } from './fields.tsx';
import { BodyText } from './body-text.tsx';

interface RequestProps {
  readonly operation: OperationDraft;
  readonly problems: (place: string, value: string) => readonly PlacedProblem[];
  readonly onChange: (change: Partial<OperationDraft>) => void;
}

const bodyKinds: readonly (readonly [BodyDraft['kind'], string])[] = [['none', 'No body'], ['json', 'JSON'], ['form', 'Form fields']];
const EMPTY_BODY: Readonly<Record<BodyDraft['kind'], BodyDraft>> = { none: { kind: 'none' }, json: { kind: 'json', text: '{\n  \n}' }, form: { kind: 'form', rows: [] } };

/** What is sent: method, path, parameters, headers and body, with places for what is known of a lead. */
export function RequestPart({ operation, problems, onChange }: RequestProps): ReactElement {
  const { request } = operation;
  const set = (change: Partial<typeof request>): void => onChange(withRequest(operation, change));
  const { body } = request;
  return (
    <Part title="Request" about="Put the cursor where something of the lead belongs, then press its name. A parameter whose value is not known is left out.">
      <CaretHome>
        <Chips inputs={inputsOf(operation.operation)} onElse={(text) => set({ path: `${request.path || '/'}${text}` })} />
        <div className="k-own-line">
          <Select label="Method" value={request.method} options={[['GET', 'GET'], ['POST', 'POST']]} onChange={(method) => set({ method, ...(method === 'GET' ? { body: { kind: 'none' } } : {}) })} />
          <Field label="Path" mono template value={request.path} placeholder="/people/find" problems={problems('path', request.path)} onChange={(path) => set({ path })} />
        </div>
        <Rows label="Parameters" add="Add a parameter" rows={request.query} problems={problems('query', 'x')} onChange={(query) => set({ query })} />
        <Rows label="Headers" add="Add a header" rows={request.headers} problems={problems('headers', 'x')} onChange={(headers) => set({ headers })} />
        {request.method === 'POST' ? (
          <>
            <Select label="Body" value={body.kind} options={bodyKinds} onChange={(kind) => set({ body: EMPTY_BODY[kind] })} />
            {body.kind === 'json' ? <BodyText text={body.text} problems={problems('body', body.text)} onChange={(text) => set({ body: { kind: 'json', text } })} /> : null}
            {body.kind === 'form' ? <Rows label="Form fields" add="Add a field" rows={body.rows} problems={problems('body', 'x')} onChange={(rows) => set({ body: { kind: 'form', rows } })} /> : null}
          </>
        ) : null}
        <Problems of={problems('request', 'x')} />
      </CaretHome>
      <Needs operation={operation} problems={problems('needs', operation.needs.flat().join(''))} onChange={onChange} />
    </Part>
  );
}

/** What must be known before it is asked: one complete set is enough. */
function Needs({ operation, problems, onChange }: Omit<RequestProps, 'problems'> & { readonly problems: readonly PlacedProblem[] }): ReactElement {
  const { needs } = operation;
  const set = (at: number, keys: readonly InputKey[]): void => onChange({ needs: needs.map((one, i) => (i === at ? keys : one)) });
  const used = inputsUsed(operation);
  return (
    <fieldset className="k-own-rows">
      <legend className="k-label">Asked only when this is known</legend>
      {needs.map((keys, at) => (
        <div key={at} className="k-own-needs">
          {at > 0 ? <span className="k-sm k-3">or</span> : null}
          {keys.map((key) => (
            <span key={key} className="k-chip">
              {inputWord(key)}
              <button type="button" className="k-own-x" aria-label={`${inputWord(key)} need not be known`} onClick={() => set(at, keys.filter((k) => k !== key))}>
                <Icon of={X} size={12} />
              </button>
            </span>
          ))}
          <select className="k-select k-select--chip" aria-label={`Also needed, set ${at + 1}`} value="" onChange={(e) => set(at, [...keys, e.target.value as InputKey])}>
            <option value="">Add …</option>
            {inputsOf(operation.operation).filter((key) => !keys.includes(key)).map((key) => (
              <option key={key} value={key}>
                {inputWord(key)}
              </option>
            ))}
          </select>
          {needs.length > 1 ? (
            <IconButton small label={`Take away set ${at + 1}`} onClick={() => onChange({ needs: needs.filter((_, i) => i !== at) })}>
              <Icon of={X} size={14} />
            </IconButton>
          ) : null}
        </div>
      ))}
      <div className="k-row">
        <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={needs.length >= 6} onClick={() => onChange({ needs: [...needs, []] })}>
          Or something else
        </Button>
        {used.length > 0 ? (
          <Button small look="ghost" onClick={() => onChange({ needs: [used] })}>
            All that the request uses
          </Button>
        ) : null}
      </div>
      <Problems of={problems} />
    </fieldset>
  );
}
