import { ArrowUp, Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { OperationDraft, RuleDraft, RuleTest } from '../../lib/contracts/own-provider/draft.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { MEANINGS, meaningOf, ruleWords } from '../../lib/ui/own-words.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Field, Part, Problems, Select } from './fields.tsx';

interface RulesProps {
  readonly operation: OperationDraft;
  readonly problems: (place: string, value: string) => readonly PlacedProblem[];
  readonly onChange: (change: Partial<OperationDraft>) => void;
}

const NEW_RULE: RuleDraft = { kind: 'plain', status: '404', test: null, then: 'no-result' };
const ABOUT: readonly (readonly [RuleTest['about'] | 'none', string])[] = [['none', 'nothing more'], ['path', 'a value'], ['header', 'a header'], ['text', 'the text']];
const TESTS: readonly (readonly [RuleTest['test'], string])[] = [['is', 'is'], ['matches', 'contains'], ['there', 'is there'], ['missing', 'is missing or empty']];

/** What an answer means where its status alone does not say it: the first rule that holds decides. */
export function RulesPart({ operation, problems, onChange }: RulesProps): ReactElement {
  const { rules } = operation;
  const set = (at: number, rule: RuleDraft): void => onChange({ rules: rules.map((one, i) => (i === at ? rule : one)) });
  const up = (at: number): void => onChange({ rules: rules.map((one, i) => (i === at - 1 ? (rules[at] ?? one) : i === at ? (rules[at - 1] ?? one) : one)) });
  return (
    <Part title="Outcomes" about="Tried from the top. Without a rule, 401 means a wrong key, 402 no credits, 429 slow down, 5xx try later, and an answer without the wanted value nothing found.">
      {rules.length > 0 ? (
        <ol className="k-own-rules">
          {rules.map((rule, at) => (
            <li key={at}>
              <details open={rule.kind === 'plain' && rule.status === '' && rule.test === null}>
                <summary>
                  <span className="k-grow">{ruleWords(rule)}</span>
                  <b>{rule.kind === 'plain' ? meaningOf(rule.then) : meaningOf(rule.rule.then)}</b>
                </summary>
                {rule.kind === 'plain' ? <RuleForm rule={rule} onChange={(next) => set(at, next)} /> : null}
              </details>
              {at > 0 ? (
                <IconButton small label={`Try rule ${at + 1} earlier`} onClick={() => up(at)}>
                  <Icon of={ArrowUp} size={14} />
                </IconButton>
              ) : null}
              <IconButton small label={`Take away rule ${at + 1}`} onClick={() => onChange({ rules: rules.filter((_, i) => i !== at) })}>
                <Icon of={X} size={14} />
              </IconButton>
              <Problems of={problems(`rule ${at}`, 'x')} />
            </li>
          ))}
        </ol>
      ) : null}
      <div className="k-row">
        <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={rules.length >= 30} onClick={() => onChange({ rules: [...rules, NEW_RULE] })}>
          Add a rule
        </Button>
      </div>
      <Problems of={problems('rules', 'x')} />
    </Part>
  );
}

function RuleForm({ rule, onChange }: { readonly rule: Extract<RuleDraft, { kind: 'plain' }>; readonly onChange: (rule: RuleDraft) => void }): ReactElement {
  const { test } = rule;
  const about = (kind: RuleTest['about'] | 'none'): void => onChange({ ...rule, test: kind === 'none' ? null : { about: kind, at: kind === 'text' ? '' : (test?.at ?? ''), test: kind === 'text' ? 'matches' : (test?.test ?? 'there'), values: kind === 'text' ? test?.values.slice(0, 1).map(String) ?? [''] : (test?.values ?? []) } });
  const setTest = (change: Partial<RuleTest>): void => (test ? onChange({ ...rule, test: { ...test, ...change } }) : undefined);
  return (
    <div className="k-own-deed">
      <Field label="Status" mono value={rule.status} placeholder="any" maxLength={60} onChange={(status) => onChange({ ...rule, status })} />
      <Select label="And" value={test?.about ?? 'none'} options={ABOUT} onChange={about} />
      {test && test.about !== 'text' ? <Field label={test.about === 'path' ? 'Place' : 'Header'} mono value={test.at} maxLength={200} onChange={(at) => setTest({ at })} /> : null}
      {test ? <Select label="Test" value={test.test} options={test.about === 'text' ? TESTS.filter(([id]) => id !== 'is') : TESTS} onChange={(kind) => setTest({ test: kind, values: kind === 'there' || kind === 'missing' ? [] : test.values.length > 0 ? test.values : [''] })} /> : null}
      {test && (test.test === 'is' || test.test === 'matches') ? <Field label={test.test === 'is' ? 'Value' : 'Pattern'} mono value={test.values.map((value) => (value === null ? 'null' : String(value))).join(' | ')} maxLength={200} onChange={(text) => setTest({ values: test.test === 'is' ? text.split(' | ') : [text] })} /> : null}
      <Select label="Means" value={rule.then} options={MEANINGS} onChange={(then) => onChange({ ...rule, then })} />
    </div>
  );
}
