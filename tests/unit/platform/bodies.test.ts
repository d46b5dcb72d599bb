import { afterEach, describe, expect, it, vi } from 'vitest';
import { boundedBytes } from '../../../lib/core/bounded-body.ts';
import { DELIVERY_ANSWER_BYTES } from '../../../lib/core/limits.ts';
import { judged, judgedJson } from '../../../lib/destinations/http.ts';

vi.mock('wxt/browser', () => ({ browser: { permissions: { contains: async () => true } } }));
const { deliveryPort } = await import('../../../lib/platform/delivery-http.ts');

const PART = 64_000;
/** A body of so many bytes in parts, and how many of them were asked for. */
function body(bytes: number): { response: Response; given(): number } {
  let given = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (given >= bytes) return controller.close();
      const size = Math.min(PART, bytes - given);
      given += size;
      controller.enqueue(new Uint8Array(size).fill(120));
    },
  });
  return { response: new Response(stream), given: () => given };
}

describe('a body', () => {
  it('is read up to its bound, says when it has more, and nothing further is asked for then', async () => {
    for (const [bytes, most, isCut] of [[0, 10, false], [10, 10, false], [11, 10, true], [300_000, 100_000, true], [300_000, 300_000, false]] as const) {
      const { response, given } = body(bytes);
      const read = await boundedBytes(response, most);
      expect([read.bytes.length, read.bytes.every((byte) => byte === 120), read.isCut]).toEqual([Math.min(bytes, most), true, isCut]);
      expect(given()).toBeLessThanOrEqual(most + 3 * PART);
    }
    expect(await boundedBytes(new Response(null), 5)).toEqual({ bytes: new Uint8Array(0), isCut: false });
  });
});

describe('the answer of a destination that is larger than any should be', () => {
  afterEach(() => vi.unstubAllGlobals());
  it('is told as such: what has to be read of it is a fault that says so, a status alone still counts', async () => {
    vi.stubGlobal('fetch', async () => body(DELIVERY_ANSWER_BYTES + 1).response);
    const answer = await deliveryPort.send({ method: 'POST', url: 'https://hooks.example.com/', headers: {} });
    if (answer.kind !== 'answer') throw new Error('lost');
    expect(answer.reply).toMatchObject({ status: 200, isTooLarge: true, text: '' });
    expect(judgedJson(answer.reply, 3)).toEqual({ kind: 'fault', detail: 'The answer is larger than any answer should be.' });
    expect(judged(answer.reply, 3)).toBeNull();
  });
  it('counts as it is up to the bound, without its mark', async () => {
    vi.stubGlobal('fetch', async () => new Response('\ufeff{"ok":true}'));
    const answer = await deliveryPort.send({ method: 'GET', url: 'https://hooks.example.com/', headers: {} });
    expect(answer).toMatchObject({ kind: 'answer', reply: { text: '{"ok":true}' } });
    expect(answer.kind === 'answer' && 'isTooLarge' in answer.reply).toBe(false);
  });
});
