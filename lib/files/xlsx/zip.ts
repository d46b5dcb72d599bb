import { Zip, ZipPassThrough } from 'fflate';
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

/** fflate counts and sums what goes in; what comes out of the platform's deflate is handed on as the file's data. */
class DeflatedFile extends ZipPassThrough {
  readonly #encoder = new TextEncoder();
  readonly #stream = new CompressionStream('deflate-raw');
  readonly #writer = this.#stream.writable.getWriter();
  readonly #read: Promise<void>;
  #broke: Error | null = null;

  constructor(path: string) {
    super(path);
    this.compression = DEFLATED;
    this.#read = this.#pass().catch((error: unknown) => void (this.#broke = error instanceof Error ? error : new Error('the compressor broke')));
  }

  async write(text: string): Promise<void> {
    if (this.#broke !== null) throw this.#broke;
    const bytes = this.#encoder.encode(text);
    this.push(bytes);
    await this.#writer.write(bytes);
  }

  async end(): Promise<void> {
    await this.#writer.close();
    await this.#read;
    if (this.#broke !== null) throw this.#broke;
    // Nothing more goes in, so the sum and the size are whole before the last chunk asks for them.
    super.push(new Uint8Array(0), true);
    this.ondata(null, new Uint8Array(0), true);
  }

  /** What goes in is only counted here: the bytes of the archive come from the compressor. */
  protected override process(): void {}

  async #pass(): Promise<void> {
    const reader = this.#stream.readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.ondata(null, value, false);
    }
  }
}
