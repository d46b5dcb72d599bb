import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AI_VALUE_CHARS } from '../../../lib/core/limits.ts';
import { readAnswer, schemaOf } from '../../../lib/domain/ai/answer.ts';
import type { Part } from '../../../lib/domain/ai/question.ts';

const parts: readonly Part[] = [
  { key: 'product', name: 'Main product', type: 'text' },
  { key: 'staff', name: 'People', type: 'number' },
  { key: 'sells_online', name: 'Sells online', type: 'yes-no' },
  { key: 'segment', name: 'Segment', type: 'choice', options: ['Small', 'Middle', 'Large'] },
];
const read = (answer: unknown) => readAnswer(parts, JSON.stringify(answer));
const full = { product: 'Bread', staff: 12, sells_online: 'Yes', segment: 'Small' };

describe('an answer', () => {
  it('is read by its parts; what the data does not say is left out, and nothing at all is no answer', () => {
    expect(read(full)).toEqual({ ok: true, value: { product: 'Bread', staff: '12', sells_online: 'Yes', segment: 'Small' } });
    expect(read({ ...full, product: null, staff: null })).toEqual({ ok: true, value: { sells_online: 'Yes', segment: 'Small' } });
    expect(read({ product: null, staff: null, sells_online: null, segment: null })).toEqual({ ok: true, value: null });
    expect(read({})).toEqual({ ok: true, value: null });
  });

  it.each<[string, unknown]>([
    ['a name that was not asked for', { ...full, email: 'evil@evil.example' }],
    ['a prototype', JSON.parse('{"__proto__":{"product":"x"},"product":"Bread"}') as unknown],
    ['a call of a tool', { ...full, product: { tool: 'send', to: 'evil@evil.example' } }],
    ['a list', [full]], ['a text', 'Bread'], ['nothing', null], ['a number', 7],
    ['a text in place of a number', { ...full, staff: '12' }], ['an endless number', { ...full, staff: 1e300 }],
    ['a choice that was not offered', { ...full, segment: 'Huge' }], ['another case of it', { ...full, segment: 'small' }],
    ['a yes that is not one', { ...full, sells_online: true }],
    ['a text without end', { ...full, product: 'x'.repeat(AI_VALUE_CHARS + 1) }],
  ])('never holds %s', (_, answer) => {
    expect(read(answer).ok).toBe(false);
  });

  it('is one line of visible text: marks that turn it around or hide it are gone', () => {
    expect(read({ ...full, product: 'a\u202eb\u0000\n\n<b>c</b>' })).toMatchObject({ ok: true, value: { product: 'a b <b>c</b>' } });
  });

  it('is no answer when it is no data', () => {
    for (const text of ['', 'Sure! Here is the answer.', '{"product":']) expect(readAnswer(parts, text).ok).toBe(false);
  });

  it('whatever is said: what gets through keeps the shape', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ product: fc.jsonValue(), staff: fc.jsonValue(), sells_online: fc.jsonValue(), segment: fc.jsonValue() }, { requiredKeys: [] })), (answer) => {
        const got = read(answer);
        if (!got.ok || got.value === null) return;
        for (const [key, text] of Object.entries(got.value)) {
          const part = parts.find((p) => p.key === key);
          expect(part).toBeDefined();
          expect(text.length).toBeLessThanOrEqual(AI_VALUE_CHARS);
          expect(part?.options?.includes(text) ?? true).toBe(true);
        }
      }),
    );
  });
});

it('the schema that is asked for takes what is read and refuses what is not', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(schemaOf(parts));
  expect(validate(full)).toBe(true);
  expect(validate({ ...full, segment: null, staff: null })).toBe(true);
  for (const wrong of [{ ...full, more: 1 }, { ...full, segment: 'Huge' }, { ...full, staff: '12' }, { product: 'x' }]) expect(validate(wrong)).toBe(false);
});
