import { describe, expect, it } from 'vitest';
import { questionDraftSchema } from '../../../lib/contracts/question-commands.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import type { ProviderSummary } from '../../../lib/contracts/commands.ts';
import { priceView } from '../../../lib/ui/price.ts';
import { answering, draftProblem, EXAMPLES, newDraft, partKey } from '../../../lib/ui/questions.ts';
import { aboutUsd, estimateWords, pricesOn, usageWords } from '../../../lib/ui/usage.ts';

const good = { ...newDraft('company', 'openai'), name: 'Sells online', prompt: 'Does {name} sell online?' };

describe('a question that is written', () => {
  it('says what is missing, one thing at a time, in the order of the editor', () => {
    expect(draftProblem(newDraft('company', 'openai'))).toMatch(/name/);
    expect(draftProblem({ ...good, prompt: ' ' })).toBe('Write the question.');
    expect(draftProblem({ ...good, model: '' })).toBe('Choose a model.');
    expect(draftProblem({ ...good, parts: [{ key: 'a', name: 'Size', type: 'choice', options: ['One'] }] })).toMatch(/at least two answers/);
    expect(draftProblem({ ...good, parts: [{ key: 'a', name: '', type: 'text' }, { key: 'b', name: 'B', type: 'text' }] })).toMatch(/every value/);
    expect(draftProblem({ ...good, maxTokens: 10 })).not.toBeNull();
    expect(draftProblem(good)).toBeNull();
  });
  it('is sound when it is begun from an example', () => {
    for (const { draft } of EXAMPLES) expect(questionDraftSchema.safeParse({ ...newDraft(draft.kind, 'openai'), ...draft }).success).toBe(true);
  });
  it('has names for its values that stay apart', () => {
    expect([partKey('Sells to', []), partKey('Sells to', ['sells_to']), partKey('Größe', []), partKey('2nd', []), partKey('日本', [])]).toEqual(['sells_to', 'sells_to_2', 'gro_e', 'nd', 'value']);
  });
  it('is asked of models that can be asked now before the others', () => {
    const provider = (id: string, needsKey: boolean, name = 'answer-question'): ProviderSummary => ({ id, name: id, homepage: '', origin: '', needsKey, canCheckKey: true, operations: [{ name: name as 'answer-question', label: '' }], sends: [] });
    const list = answering([provider('zeta', true), provider('alpha', true), provider('here', false), provider('finder', true, 'find-mobile')], [{ providerId: 'zeta', environment: 'live' }], 'live');
    expect(list.map(({ provider: { id }, ready }) => [id, ready])).toEqual([['here', true], ['zeta', true], ['alpha', false]]);
  });
});

describe('what a model takes, in words', () => {
  const ai = { providerId: 'openai', model: 'gpt-5-mini', questions: 3, tokens: { least: 420, most: 1_900 }, microUsd: { least: 120, most: 2_300 }, pricesOn: '2026-11' };
  it('before', () => {
    expect(estimateWords(ai)).toEqual({ tokens: '420 to 1,900 tokens', money: 'about $0.0001 to $0.0023' });
    expect(estimateWords({ ...ai, microUsd: { least: 40, most: 2_300 } }).money).toBe('up to about $0.0023');
    expect(estimateWords({ ...ai, microUsd: { least: 0, most: 0 } }).money).toBe('free on your machine');
    expect(estimateWords({ providerId: 'openai', model: 'x', questions: 1, tokens: ai.tokens, pricesOn: '2026-11' }).money).toBe('price of this model not known');
    const view = priceView({ waterfallId: 'q', leads: 3, asked: 3, max: { actions: micro(3e6), credits: micro(0) }, min: { actions: micro(0), credits: micro(0) }, steps: [], skips: [], confirm: false, ai }, 'question', 3);
    expect(view).toMatchObject({ kind: 'own', note: '420 to 1,900 tokens, about $0.0001 to $0.0023', words: expect.stringContaining('prices of November 2026') as unknown });
  });
  it('after', () => {
    expect(usageWords({ tokens: { input: 1_240, output: 35 }, microUsd: 380 })).toEqual({ tokens: 'read 1,240, wrote 35 tokens', money: 'about $0.0004' });
    expect(usageWords({ tokens: { input: 1, output: 1 } }).money).toBe('your bill');
    expect([aboutUsd(0), aboutUsd(3), aboutUsd(12_345_678), pricesOn('2026-02')]).toEqual(['$0', 'under $0.0001', '$12.34', 'February 2026']);
  });
});
