/** Words of the editor of own providers: what came of a test call, what an answer means. */
import type { TrialExchange } from '../contracts/own-provider-commands.ts';
import type { RuleDraft, RuleTest, Scalar } from '../contracts/own-provider/draft.ts';
import type { OutcomeName } from '../contracts/manifest.ts';
import type { CallOutcome } from '../domain/enrichment/operation.ts';
import { FIELDS, isFieldKey } from '../domain/lead/fields.ts';
import { listOf } from './format.ts';

/** What an answer can be said to mean, most wanted first. */
export const MEANINGS: readonly (readonly [OutcomeName, string])[] = [
  ['no-result', 'Nothing found'],
  ['auth', 'The key is not accepted'],
  ['no-credits', 'No credits left there'],
  ['rate-limited', 'Too fast, slow down'],
  ['bad-input', 'The question is not right'],
  ['forbidden-plan', 'Not part of the plan'],
  ['server', 'Down, try later'],
  ['answer', 'An answer to read'],
  ['legal-suppressed', 'May not be told by law'],
  ['nonsense', 'Not usable'],
];
export const meaningOf = (outcome: OutcomeName): string => MEANINGS.find(([id]) => id === outcome)?.[1] ?? (outcome === 'pending' ? 'Still working' : outcome);

/** "HTTP 404", "a redirect, which is not followed" */
export const statusWords = (exchange: TrialExchange | undefined): string => (!exchange?.reply ? 'No answer came' : exchange.reply.status === 0 ? 'Sent to another address, which is not followed' : `HTTP ${exchange.reply.status}`);

/** What Kiln makes of an answer, as one line. */
export function outcomeWords(outcome: CallOutcome): { readonly tone: 'ok' | 'warn' | 'bad'; readonly text: string } {
  if (outcome.kind === 'hit') {
    const { fields, verdict, confidence } = outcome.answer;
    const said = [...Object.entries(fields).map(([key, value]) => `${isFieldKey(key) ? FIELDS[key].label : key}: ${value ?? ''}`), ...(verdict ? [`verdict ${verdict}`] : []), ...(confidence === undefined ? [] : [`confidence ${confidence}`])];
    return { tone: 'ok', text: `Found. ${said.join(', ')}` };
  }
  if (outcome.kind === 'no-result') return { tone: 'warn', text: 'No result: a miss, which costs nothing here.' };
  if (outcome.kind === 'pending') return { tone: 'warn', text: 'The partner is still working. A run asks again later.' };
  const { kind, detail } = outcome.error;
  const words: Readonly<Record<string, string>> = { auth: meaningOf('auth'), 'no-credits': meaningOf('no-credits'), 'rate-limited': meaningOf('rate-limited'), 'bad-input': meaningOf('bad-input'), 'forbidden-plan': meaningOf('forbidden-plan'), server: meaningOf('server'), timeout: 'No answer in time', offline: 'Not reached: the address is wrong, the partner is down, or Kiln may not reach it', nonsense: 'Not usable', cancelled: 'Stopped' };
  return { tone: 'bad', text: `${words[kind] ?? kind}.${detail ? ` ${detail}` : ''}` };
}

const scalar = (value: Scalar): string => (value === null ? 'nothing (null)' : `“${value}”`);

function testWords({ about, at, test, values }: RuleTest): string {
  const subject = about === 'text' ? 'the text' : about === 'header' ? `the header ${at}` : at === '' ? 'the answer' : at;
  if (test === 'there') return `${subject} has something in it`;
  if (test === 'missing') return `${subject} is missing or empty`;
  return test === 'matches' ? `${subject} contains ${scalar(values[0] ?? '')}` : `${subject} is ${values.map(scalar).join(' or ')}`;
}

/** "When status is 404 and message is “none”" */
export function ruleWords(rule: RuleDraft): string {
  if (rule.kind === 'kept') return 'A rule of several conditions, as it is in the manifest';
  const parts = [...(rule.status === '' ? [] : [`status is ${rule.status}`]), ...(rule.test ? [testWords(rule.test)] : [])];
  return `When ${listOf(parts)}`;
}

/** A text that a pattern should find as it is written. */
export const literalPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').slice(0, 200);
