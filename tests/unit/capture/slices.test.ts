import { describe, expect, it } from 'vitest';
import { rawCaptureSchema } from '../../../lib/contracts/raw-capture.ts';
import { CAPTURE_SLICE_MS } from '../../../lib/core/limits.ts';
import { pauseOf } from '../../../lib/capture/reader/pause.ts';
import { readPage } from '../../../lib/capture/reader/index.ts';
import { documentOf } from './support.ts';

const URL_OF_PAGE = 'https://www.example-works.example/people';
const people = (count: number): string => Array.from({ length: count }, (_, i) => `<section id="s${i}"><h3>Person Example${i}</h3><p>person.${i}@example.com</p></section>`).join('');

/** A clock on which every look costs a millisecond; `onPause` is the page's turn. */
function ports(onPause: (pauses: number) => void): { now: () => number; pause: () => Promise<void>; slices: number[] } {
  let time = 0;
  let from = 0;
  let pauses = 0;
  const slices: number[] = [];
  return {
    slices,
    now: () => time++,
    pause: async () => {
      slices.push(time - from);
      await Promise.resolve();
      onPause(++pauses);
      time += 1_000; // the page takes long; that is not the reader's time
      from = time;
    },
  };
}

describe('reading in slices', () => {
  it('lets the page have its turn at the end of each slice, and counts only its own time', async () => {
    const clock = ports(() => undefined);
    const raw = await readPage(documentOf(people(1_500), URL_OF_PAGE), {}, clock);
    expect(clock.slices.length).toBeGreaterThan(3);
    for (const slice of clock.slices) expect(slice).toBeLessThanOrEqual(CAPTURE_SLICE_MS + 4);
    expect(raw.truncated).toBe(false);
    expect(raw.tookMs).toBeLessThan(1_000);
  });

  it('gives the same as in one go', async () => {
    const html = people(400);
    const sliced = await readPage(documentOf(html, URL_OF_PAGE), {}, ports(() => undefined));
    const whole = await readPage(documentOf(html, URL_OF_PAGE), {}, { now: () => 0, pause: () => Promise.resolve() });
    expect({ ...sliced, tookMs: 0 }).toEqual({ ...whole, tookMs: 0 });
  });

  it.each([
    ['what it stands in', (doc: Document) => doc.querySelectorAll('section').forEach((section) => section.id !== 's0' && Number(section.id.slice(1)) % 7 === 3 && section.remove())],
    ['everything', (doc: Document) => doc.body.replaceChildren()],
    ['the body', (doc: Document) => doc.body.remove()],
    ['its place', (doc: Document) => doc.body.prepend(...Array.from(doc.querySelectorAll('section')).slice(-20))],
  ])('goes on when the page takes away %s', async (_, change) => {
    const doc = documentOf(people(600), URL_OF_PAGE);
    const raw = await readPage(doc, {}, ports((pauses) => {
      if (pauses === 2) change(doc);
    }));
    expect(rawCaptureSchema.safeParse(raw).success).toBe(true);
    expect(raw.finds.some((find) => find.value === 'person.0@example.com')).toBe(true);
    // What is told of a place is true of the page as it is now.
    const placed = raw.finds.filter((find) => find.selector !== undefined && find.what === 'email');
    expect(placed.map((find) => doc.querySelector(find.selector ?? '')?.textContent)).toEqual(placed.map((find) => find.value));
  });

  it('goes on behind an element that has vanished', async () => {
    const doc = documentOf(`<div id="a">${'<p>text</p>'.repeat(400)}</div><div id="gone">${'<p>text</p>'.repeat(2_000)}</div><p>late@example.com</p>`, URL_OF_PAGE);
    const raw = await readPage(doc, {}, ports((pauses) => {
      if (pauses === 2) doc.querySelector('#gone')?.remove();
    }));
    expect(raw.finds.filter((find) => find.what === 'email').map((find) => find.value)).toEqual(['late@example.com']);
  });
});

describe('the door through which the page is let in', () => {
  it('is the scheduler where there is one, and a message where there is none', async () => {
    let yields = 0;
    await pauseOf({ scheduler: { yield: async () => void yields++ }, MessageChannel })();
    expect(yields).toBe(1);
    await pauseOf({ MessageChannel })();
    let isLater = false;
    const turn = pauseOf({ MessageChannel })().then(() => (isLater = true));
    await Promise.resolve();
    expect(isLater).toBe(false);
    await turn;
  });
});
