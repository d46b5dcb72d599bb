import type { FileBytes } from './cells.ts';

type Batches = AsyncIterable<readonly object[]> | Iterable<readonly object[]>;

/** One JSON object per line (JSON Lines, UTF-8, LF). One chunk per batch. */
export async function* writeJsonLines(batches: Batches): FileBytes {
  const encoder = new TextEncoder();
  for await (const batch of batches) if (batch.length > 0) yield encoder.encode(batch.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

/**
 * One JSON document: what is said of the whole, and a list of everything under `key`. Written as it comes, never held at once.
 * @param head must not have a member `key`
 */
export async function* writeJson(head: Readonly<Record<string, unknown>>, key: string, batches: Batches): FileBytes {
  const encoder = new TextEncoder();
  const opening = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('');
  yield encoder.encode(`{\n${opening}  ${JSON.stringify(key)}: [`);
  let isFirst = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield encoder.encode(`${isFirst ? '' : ','}\n${batch.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}`);
    isFirst = false;
  }
  yield encoder.encode(`${isFirst ? '' : '\n  '}]\n}\n`);
}
