import { useState, type ReactElement } from 'react';
import type { TrialReply } from '../../lib/contracts/own-provider-commands.ts';
import { pathTo, pathToEach } from '../../lib/contracts/own-provider/answer-path.ts';
import type { OperationDraft, RuleDraft, RuleTest, Scalar } from '../../lib/contracts/own-provider/draft.ts';
import { suggestTarget, type Target } from '../../lib/contracts/own-provider/suggest.ts';
import type { OutcomeName } from '../../lib/contracts/manifest.ts';
import { OPERATIONS } from '../../lib/domain/enrichment/operation.ts';
import { pickFor, targetName, targetsOf, withTarget } from '../../lib/ui/own-edit.ts';
import { literalPattern, MEANINGS } from '../../lib/ui/own-words.ts';
import { Button } from '../parts/button.tsx';
import { leafText, type Clicked } from './answer-tree.tsx';
import { Select } from './fields.tsx';

interface ClickableProps {
  readonly clicked: Clicked | null;
  readonly reply: TrialReply | undefined;
  readonly operation: OperationDraft;
  readonly onChange: (change: Partial<OperationDraft>) => void;
  readonly onDone: () => void;
}

const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What a clicked value can become: a field of the lead, or the sign of an outcome. Without one: the answer as a whole. */
export function Clickable({ clicked, reply, operation, onChange, onDone }: ClickableProps): ReactElement | null {
  const path = clicked ? pathTo(clicked.steps) : null;
  if (clicked && path === null) return <p className="k-sm k-warn">The language has no name for this place.</p>;
  if (!clicked && !reply) return null;
  return (
    <div className="k-own-clicked" role="group" aria-label={clicked ? `What ${path ?? ''} is` : 'What this answer means'}>
      {clicked ? (
        <>
          <p className="k-mono k-own-sent">
            {path} <span className="k-3">= {leafText(clicked.value)}</span>
          </p>
          {isScalar(clicked.value) && clicked.value !== null ? <AsField clicked={clicked} operation={operation} onChange={onChange} onDone={onDone} /> : null}
        </>
      ) : null}
      <AsOutcome clicked={clicked} path={path ?? ''} reply={reply} operation={operation} onChange={onChange} onDone={onDone} />
    </div>
  );
}

function AsField({ clicked, operation, onChange, onDone }: Pick<ClickableProps, 'operation' | 'onChange' | 'onDone'> & { readonly clicked: Clicked }): ReactElement {
  const { steps, value } = clicked;
  const [target, setTarget] = useState<Target | ''>(() => suggestTarget(steps, value, operation.operation) ?? '');
  const [each, setEach] = useState<'one' | 'each'>('one');
  const isVerdict = OPERATIONS[operation.operation].wanted === 'verdict';
  const options: readonly (readonly [Target | '', string])[] = [['', 'Choose …'], ...(isVerdict ? [['verdict', 'Verdict'] as const] : []), ...targetsOf(operation.operation).map((field) => [field, targetName(field)] as const), ['confidence', 'Confidence'], ...(isVerdict ? [] : [['verdict', 'Verdict of the email'] as const])];
  const use = (): void => {
    const pick = target === '' ? null : pickFor(steps, value, target, each === 'each');
    if (target === '' || !pick) return;
    onChange(withTarget(operation, target, pick));
    onDone();
  };
  return (
    <div className="k-own-deed">
      <Select label="It is the" value={target} options={options} onChange={setTarget} />
      {pathToEach(steps) === null ? null : <Select label="Of the list" value={each} options={[['one', 'This one'], ['each', 'All, joined']]} onChange={setEach} />}
      <Button disabled={target === ''} onClick={use}>
        Take it
      </Button>
    </div>
  );
}

const TESTS = {
  is: 'when it is this',
  missing: 'when it is missing or empty',
  there: 'when something is there',
  matches: 'when it contains this',
} as const;
type TestName = keyof typeof TESTS;

/** Adds a rule, before those that are there: the newest is the most exact. */
function AsOutcome({ clicked, path, reply, operation, onChange, onDone }: ClickableProps & { readonly path: string }): ReactElement {
  const value = clicked?.value;
  const isEmpty = clicked !== null && (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0));
  const [meaning, setMeaning] = useState<OutcomeName>(() => usualMeaning(reply?.status));
  const [test, setTest] = useState<TestName>(isEmpty ? 'missing' : isScalar(value) ? 'is' : 'there');
  const [text, setText] = useState('');
  const tests: readonly TestName[] = isScalar(value) && value !== null && value !== '' ? ['is', ...(typeof value === 'string' ? (['matches'] as const) : []), 'missing', 'there'] : ['missing', 'there'];
  const add = (): void => {
    const about: RuleTest | null = clicked
      ? { about: 'path', at: path, test, values: test === 'is' ? [value as Scalar] : test === 'matches' ? [literalPattern(String(value))] : [] }
      : text.trim() === '' ? null : { about: 'text', at: '', test: 'matches', values: [literalPattern(text.trim())] };
    const rule: RuleDraft = { kind: 'plain', status: clicked || about || !reply ? '' : String(reply.status), test: about, then: meaning };
    onChange({ rules: [rule, ...operation.rules] });
    setText('');
    onDone();
  };
  return (
    <div className="k-own-deed">
      <Select label={clicked ? 'Or such an answer means' : `An answer with ${text.trim() === '' ? `status ${reply?.status ?? ''}` : 'these words'} means`} value={meaning} options={MEANINGS} onChange={setMeaning} />
      {clicked ? (
        <Select label="When" value={test} options={tests.map((name) => [name, TESTS[name]] as const)} onChange={setTest} />
      ) : (
        <label className="k-label">
          Only with these words in it
          <span className="k-input">
            <input value={text} maxLength={150} placeholder="optional" onChange={(e) => setText(e.target.value)} />
          </span>
        </label>
      )}
      <Button onClick={add} disabled={!clicked && text.trim() === '' && (reply?.status ?? 0) < 100}>
        Add rule
      </Button>
    </div>
  );
}

function usualMeaning(status: number | undefined): OutcomeName {
  if (status === 401 || status === 407) return 'auth';
  if (status === 402) return 'no-credits';
  if (status === 403) return 'forbidden-plan';
  if (status === 429) return 'rate-limited';
  return status !== undefined && status >= 500 ? 'server' : 'no-result';
}
