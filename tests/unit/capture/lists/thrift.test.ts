import { describe, expect, it } from 'vitest';
import { CAPTURE_SLICE_MS } from '../../../../lib/core/limits.ts';
import { readLists } from '../../../../lib/capture/reader/lists/index.ts';
import { documentOf } from './support.ts';

const STILL = { now: () => 0, pause: () => Promise.resolve() };
/** Texts beside elements in every record, and a place with text in some of its elements only. */
const members = (count: number): string =>
  Array.from({ length: count }, (_, i) => `<section><h3>Person Example${i}</h3><p>Tel: <a href="tel:+44113496${i}">0113 496 ${i}</a></p><p class="role">Buyer of <b>tiles</b> in Leeds</p></section>`).join('');

/** Counts how often the page is asked for nodes of text: each becomes an object by being asked for. */
async function nodesAskedFor(body: string): Promise<number> {
  const doc = documentOf(body);
  const proto = (doc.defaultView as Window & typeof globalThis).Node.prototype;
  let asked = 0;
  for (const name of ['firstChild', 'lastChild', 'nextSibling'] as const) {
    const get = Object.getOwnPropertyDescriptor(proto, name)?.get;
    Object.defineProperty(proto, name, {
      configurable: true,
      get(this: Node) {
        asked++;
        return get?.call(this) as Node | null;
      },
    });
  }
  // No list has this identity: records are found and ranked, none is taken apart.
  await readLists(doc, { only: '0' }, STILL);
  return asked;
}

describe('finding lists', () => {
  it('asks for the texts of a few records, however many there are', async () => {
    const few = await nodesAskedFor(members(60));
    expect(few).toBeGreaterThan(100);
    expect(await nodesAskedFor(members(600))).toBeLessThan(few * 1.2);
  });

  it('measures records by the first of their place as it would by all', async () => {
    const listOf = async (count: number): Promise<unknown> => {
      const { lists } = await readLists(documentOf(members(count)), {}, STILL);
      return lists.map((list) => ({ columns: list.columns, count: list.recordCount - count }));
    };
    expect(await listOf(200)).toEqual(await listOf(20));
  });

  it('gives way in every part of a long list, and finds the same', async () => {
    const doc = documentOf(members(400));
    let time = 0;
    let from = 0;
    const slices: number[] = [];
    const sliced = await readLists(doc, {}, {
      now: () => time++, // every look at the clock costs a millisecond
      pause: async () => {
        slices.push(time - from);
        await Promise.resolve();
        from = time;
      },
    });
    // Each row of each step is a look at the clock: cutting, aligning, cells and keys.
    expect(slices.length).toBeGreaterThan((400 * 3) / CAPTURE_SLICE_MS);
    expect(Math.max(...slices)).toBeLessThanOrEqual(CAPTURE_SLICE_MS + 4);
    const whole = await readLists(doc, {}, STILL);
    expect({ ...sliced, tookMs: 0 }).toEqual({ ...whole, tookMs: 0 });
  });
});
