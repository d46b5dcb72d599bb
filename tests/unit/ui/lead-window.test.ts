import { describe, expect, it } from 'vitest';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { chunkReader, chunksNear, type Chunk, type ChunkReader } from '../../../lib/ui/lead-window.ts';

const lead = (order: number, name = 'a'): Lead => ({ id: `t:${order}`, order, name }) as unknown as Lead;
const chunk = (n: number): Chunk => ({ key: `${n}`, places: [n * 2 + 1, n * 2 + 2] });

/** A reader whose reads end when the test says so. */
function reading(): { readonly reader: ChunkReader; readonly open: () => string[]; readonly ended: string[]; answer(key: string, name?: string): void; fail(key: string): void } {
  const under = new Map<string, { tell(leads: readonly Lead[]): void; fail(error: unknown): void; places: readonly number[] }>();
  const ended: string[] = [];
  const reader = chunkReader(({ key, places }, tell, fail) => {
    under.set(key, { tell, fail, places });
    return () => {
      under.delete(key);
      ended.push(key);
    };
  });
  return {
    reader, ended,
    open: () => [...under.keys()],
    answer: (key, name) => under.get(key)?.tell((under.get(key)?.places ?? []).map((place) => lead(place, name))),
    fail: (key) => under.get(key)?.fail(new Error('gone')),
  };
}

describe('the window of leads', () => {
  it('reads what is on the screen first, then what comes next in the direction of the scroll', () => {
    expect(chunksNear(5, 6, 64 * 100, false)).toEqual([5, 6, 7, 8, 9, 4]);
    expect(chunksNear(5, 6, 64 * 100, true)).toEqual([5, 6, 4, 3, 2, 7]);
    expect(chunksNear(0, 0, 10, false)).toEqual([0]);
    expect(chunksNear(0, 0, 0, false)).toEqual([]);
  });
  it('has few reads under way, and what was scrolled past before its turn is never read', () => {
    const { reader, open, ended, answer } = reading();
    reader.want([chunk(0), chunk(1), chunk(2)]);
    expect(open()).toEqual(['0', '1']);
    reader.want([chunk(8), chunk(9), chunk(10)]);
    expect([open(), ended]).toEqual([['8', '9'], ['0', '1']]);
    answer('8');
    expect(open()).toEqual(['8', '9', '10']);
    expect([...reader.leads().keys()]).toEqual([17, 18]);
  });
  it('reads nothing again that is still near, and follows what changes in it', () => {
    const { reader, open, answer } = reading();
    let changes = 0;
    reader.watch(() => (changes += 1));
    reader.want([chunk(0), chunk(1)]);
    answer('0');
    answer('1');
    const known = reader.leads();
    reader.want([chunk(1), chunk(0)]);
    expect([reader.leads() === known, open(), changes]).toEqual([true, ['0', '1'], 2]);
    answer('1', 'b');
    expect(reader.leads().get(3)).toEqual(lead(3, 'b'));
    expect(reader.leads().get(1)).toBe(known.get(1));
  });
  it('keeps what was on the screen until its successor is there, and not for ever', () => {
    const { reader, open, ended, answer } = reading();
    for (let n = 0; n < 40; n++) {
      reader.want([chunk(n)]);
      answer(`${n}`);
    }
    expect([open().length, ended.length, open().at(-1)]).toEqual([13, 27, '39']);
    reader.want([chunk(50)]);
    expect(reader.leads().get(80)).toBeDefined();
    reader.close();
    expect(open()).toEqual([]);
  });
  it('says what it has failed with', () => {
    const { reader, fail } = reading();
    reader.want([chunk(0)]);
    fail('0');
    expect(() => reader.leads()).toThrow('gone');
  });
});
