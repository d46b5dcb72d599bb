/** What runs inside the measured page, in the isolated world in which the extension's scripts run. Sent as source text, so it stands alone. */

export interface Timing {
  readonly ms: number;
  /** Longest stretch without giving the page its turn. */
  readonly longest: number;
}
/** Things to time, by name; each entry runs once per round, so that a busy moment of the machine meets all of them. */
export type Job = 'walk' | 'named walk' | 'reading' | 'detection' | 'lists' | 'structured' | 'defuddle';

interface World {
  __kilnRead?: (options: object) => Promise<{ elements: number }>;
  __kilnLists?: (options: object) => Promise<unknown>;
  __plain?: (doc: Document) => unknown;
  Defuddle?: new (doc: Document, options: object) => { parse(): unknown };
  scheduler?: { yield?: () => Promise<void> };
  /** Keeps results alive, so that no work is optimised away. */
  __kept?: unknown;
}

/** Times one job once. A walk is repeated until the clock can see it. */
export async function timeJob(job: Job): Promise<Timing> {
  const world = globalThis as unknown as World;
  const walk = (): number => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  };
  const namedWalk = (): number => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
    let length = 0;
    while (walker.nextNode()) {
      const element = walker.currentNode as Element;
      length += element.localName.length + String(element.className).length;
    }
    return length;
  };
  const repeated = (work: () => unknown): Timing => {
    let runs = 0;
    const start = performance.now();
    let end = start;
    do {
      world.__kept = work();
      runs++;
      end = performance.now();
    } while (end - start < 2 && runs < 200);
    return { ms: (end - start) / runs, longest: (end - start) / runs };
  };
  const once = (work: () => unknown): Timing => {
    const start = performance.now();
    world.__kept = work();
    const ms = performance.now() - start;
    return { ms, longest: ms };
  };
  /** Slices are seen at the door through which the reader lets the page in. */
  const sliced = async (work: () => Promise<unknown>): Promise<Timing> => {
    const scheduler = world.scheduler;
    const original = scheduler?.yield?.bind(scheduler);
    let at = performance.now();
    const start = at;
    let longest = 0;
    let away = 0;
    if (scheduler && original) {
      scheduler.yield = async () => {
        const left = performance.now();
        longest = Math.max(longest, left - at);
        await original();
        at = performance.now();
        away += at - left;
      };
    }
    try {
      world.__kept = await work();
    } finally {
      if (scheduler) delete scheduler.yield; // the prototype's own comes back
    }
    const end = performance.now();
    return { ms: end - start - away, longest: Math.max(longest, end - at) };
  };
  if (job === 'walk') return repeated(walk);
  if (job === 'named walk') return repeated(namedWalk);
  if (job === 'reading') return sliced(async () => world.__kilnRead?.({}));
  // No list has this identity: the records are found and ranked, and none is taken apart.
  if (job === 'detection') return sliced(async () => world.__kilnLists?.({ only: '0' }));
  if (job === 'lists') return sliced(async () => world.__kilnLists?.({}));
  if (job === 'structured') return once(() => world.__plain?.(document));
  return once(() => (world.Defuddle ? new world.Defuddle(document, { url: document.URL }).parse() : null));
}

/** JSON-LD and microdata by `querySelectorAll`: the least that a reader of structured data does. */
export function plainStructuredReader(doc: Document): unknown[] {
  const things: unknown[] = [];
  for (const script of Array.from(doc.querySelectorAll('script[type="application/ld+json"]'))) {
    try {
      things.push(JSON.parse(script.textContent ?? ''));
    } catch {
      // a broken block says nothing
    }
  }
  for (const item of Array.from(doc.querySelectorAll('[itemscope]'))) {
    const thing: Record<string, string> = { type: item.getAttribute('itemtype') ?? '' };
    for (const prop of Array.from(item.querySelectorAll('[itemprop]'))) {
      if (prop.parentElement?.closest('[itemscope]') !== item) continue;
      thing[prop.getAttribute('itemprop') ?? ''] = prop.getAttribute('content') ?? prop.getAttribute('href') ?? prop.getAttribute('src') ?? prop.textContent?.trim() ?? '';
    }
    things.push(thing);
  }
  return things;
}
