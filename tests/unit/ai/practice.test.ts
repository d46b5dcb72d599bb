import { expect, test } from 'vitest';
import { readAnswer, schemaOf } from '../../../lib/domain/ai/answer.ts';
import type { Part } from '../../../lib/domain/ai/question.ts';
import { createEngine } from '../../../lib/providers/engine.ts';
import { CATALOGUE } from '../../../lib/providers/registry.ts';
import { startSandbox } from '../../../server/sandbox/sandbox.ts';

const parts: readonly Part[] = [{ key: 'segment', name: 'Segment', type: 'choice', options: ['Small', 'Large'] }, { key: 'staff', name: 'People', type: 'number' }, { key: 'sells_to', name: 'Sells to', type: 'text' }];

test('every provider of language models answers practice questions of any shape, and some of them not', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox({ port: 0 });
  let ahead = 0;
  const engine = createEngine(CATALOGUE, { fetch: (url, init) => fetch(url, init), now: () => Date.now() + ahead, elapsed: () => performance.now() + ahead, sleep: (ms, signal) => (ms < 20_000 ? Promise.resolve(void (ahead += ms)) : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true }))), random: () => 0 });
  try {
    const models = [...CATALOGUE.values()].filter((manifest) => manifest.operations['answer-question']);
    expect(models.length).toBeGreaterThan(8);
    for (const { id, auth } of models) {
      const kinds: string[] = [];
      for (let i = 0; i < 10; i++) {
        const outcome = await engine.call({
          providerId: id, operation: 'answer-question', sandboxUrl: sandbox.url, ...(auth.kind === 'none' ? {} : { secret: 'sandbox-key' }),
          input: { instructions: 'x', question: `About ${'lead '.repeat(i)}`, schema: JSON.stringify(schemaOf(parts)), model: 'practice-1', maxTokens: '300' },
        });
        const read = outcome.kind === 'hit' ? readAnswer(parts, outcome.answer.data ?? '') : null;
        kinds.push(read === null ? outcome.kind : read.ok ? Object.keys(read.value ?? {}).sort().join() : read.error);
      }
      expect([id, ...new Set(kinds)].sort()).toEqual([id, 'no-result', 'segment,sells_to,staff'].sort());
    }
  } finally {
    await sandbox.close();
  }
});
