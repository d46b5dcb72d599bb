import { Zip, type AsyncFlateStreamHandler, type ZipInputFile } from 'fflate';
import type { FileBytes } from '../cells.ts';

/** One file of the archive; its text is asked for as the archive is written. */
export interface ZipEntry {
  readonly path: string;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

const DEFLATED = 8;
const TEXT_CHARS = 128 * 1_024;

/**
 * A ZIP archive as it grows: fflate keeps the container, the platform's own deflate packs, which is faster and needs no bytes of ours.
 * Sizes follow the data (data descriptors), so memory does not grow with the content. Files of 4 GiB and more are refused by Excel anyway.
 */
export async function* zipText(entries: readonly ZipEntry[]): FileBytes {
  let made: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  for (const entry of entries) {
    const file = new DeflatedFile(entry.path);
    zip.add(file);
    for await (const text of gathered(entry.text)) {
      await file.write(text);
      yield* made;
      made = [];
    }
    await file.end();
    yield* made;
    made = [];
  }
  zip.end();
  yield* made;
}

/** Joins small texts, so that the compressor is called for some hundred kilobytes at a time. */
async function* gathered(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const part of texts) {
    text += part;
    if (text.length < TEXT_CHARS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Of a gzip member (RFC 1952): what stands before the deflated data when it has no extra fields, and the sum and the size after it. */
const GZIP = { head: 10, flags: 3, tail: 8 } as const;

/**
 * The platform's gzip packs and sums at once, which is a third faster than summing in a script: its data is the file's data, its
 * trailer tells the sum.
 */
class DeflatedFile implements ZipInputFile {
  readonly compression = DEFLATED;
  readonly filename: string;
  size = 0;
  crc = 0;
  ondata?: AsyncFlateStreamHandler;
  readonly #encoder = new TextEncoder();
  readonly #stream = new CompressionStream('gzip');
  readonly #writer = this.#stream.writable.getWriter();
  readonly #read: Promise<void>;
  #broke: Error | null = null;

  constructor(path: string) {
    this.filename = path;
    this.#read = this.#pass().catch((error: unknown) => void (this.#broke = error instanceof Error ? error : new Error('the compressor broke')));
  }

  async write(text: string): Promise<void> {
    if (this.#broke !== null) throw this.#broke;
    const bytes = this.#encoder.encode(text);
    this.size += bytes.length;
    await this.#writer.write(bytes);
  }

  async end(): Promise<void> {
    await this.#writer.close();
    await this.#read;
    if (this.#broke !== null) throw this.#broke;
    this.ondata?.(null, new Uint8Array(0), true);
  }

  async #pass(): Promise<void> {
    const reader = this.#stream.readable.getReader();
    /** What may still be the trailer. */
    let held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
    let head = GZIP.head as number;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const bytes = joined(held, value);
      if (head > 0 && bytes.length < GZIP.head + GZIP.tail) {
        held = bytes;
        continue;
      }
      if (head > 0 && bytes[GZIP.flags] !== 0) throw new Error('the compressor wrote a head that is not known');
      const end = Math.max(head, bytes.length - GZIP.tail);
      if (end > head) this.ondata?.(null, bytes.subarray(head, end), false);
      head = 0;
      held = bytes.subarray(end);
    }
    this.crc = new DataView(held.buffer, held.byteOffset, held.byteLength).getUint32(0, true);
  }
}

function joined(a: Uint8Array<ArrayBuffer>, b: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
