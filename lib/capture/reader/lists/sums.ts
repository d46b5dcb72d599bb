/** What an element holds, worked out from what each of its descendants holds. */

export interface Sums {
  /** First number behind the subtree. */
  readonly end: Int32Array;
  /** Characters of text in the subtree. */
  readonly text: Int32Array;
  /** Characters of text in the subtree that stand in links. */
  readonly linkText: Int32Array;
  /** Links in the subtree. */
  readonly links: Int32Array;
  /** Elements in the subtree that hold text or a picture of their own. */
  readonly leaves: Int32Array;
  /** Two words of a bloom filter of the keys in the subtree. */
  readonly bloomA: Int32Array;
  readonly bloomB: Int32Array;
}

/** Bottom-up sums over the arrays; `text` and `leaves` come with each element's own, and end with those of its subtree. */
export function sumUp(parents: Int32Array, keyOf: Int32Array, text: Int32Array, leaves: Int32Array, tags: readonly string[]): Sums {
  const count = parents.length;
  const isLink = Uint8Array.from(tags, (tag) => (tag === 'a' ? 1 : 0));
  const bits = tags.map((_, key) => Math.imul(key + 1, 0x9e3779b1) >>> 26);
  const bitA = Int32Array.from(bits, (bit) => (bit < 32 ? 1 << bit : 0));
  const bitB = Int32Array.from(bits, (bit) => (bit < 32 ? 0 : 1 << (bit - 32)));
  const end = new Int32Array(count);
  const linkText = new Int32Array(count);
  const links = new Int32Array(count);
  const bloomA = new Int32Array(count);
  const bloomB = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const key = keyOf[i] as number;
    const chars = text[i] as number;
    // The last child comes first on this way, and ends where its parent does.
    const last = (end[i] as number) || i + 1;
    end[i] = last;
    if (isLink[key] === 1) {
      linkText[i] = chars;
      links[i] = 1;
    }
    const up = parents[i] as number;
    if (up < 0) continue;
    if (end[up] === 0) end[up] = last;
    text[up] = (text[up] as number) + chars;
    leaves[up] = (leaves[up] as number) + (leaves[i] as number);
    bloomA[up] = (bloomA[up] as number) | (bloomA[i] as number) | (bitA[key] as number);
    bloomB[up] = (bloomB[up] as number) | (bloomB[i] as number) | (bitB[key] as number);
    if (links[i] === 0) continue;
    links[up] = (links[up] as number) + (links[i] as number);
    linkText[up] = (linkText[up] as number) + (linkText[i] as number);
  }
  return { end, text, linkText, links, leaves, bloomA, bloomB };
}
