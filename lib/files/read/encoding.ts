export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SNIFFED_BYTES = 4_096;

/**
 * How the bytes of a text are to be read: by its mark (BOM); by the empty bytes that UTF-16 puts beside Latin letters; as UTF-8 when
 * all of it is; else as windows-1252, which Excel writes in the west. Reads the whole file once where nothing else decides.
 */
export async function sniffEncoding(file: Blob): Promise<Encoding> {
  const head = new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer());
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(head.length / 2);
  let [even, odd] = [0, 0];
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even += 1;
    if (head[2 * i + 1] === 0) odd += 1;
  }
  if (pairs > 0 && odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (pairs > 0 && even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return (await isUtf8(file)) ? 'utf-8' : 'windows-1252';
}

async function isUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of chunksOf(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of a file in parts, without its mark, every line end as a line feed. */
export async function* textOf(file: Blob, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const bytes of chunksOf(file)) {
    const text = held + decoder.decode(bytes, { stream: true });
    // A carriage return at the end may be the first half of a line end.
    held = text.endsWith('\r') ? '\r' : '';
    const whole = unified(held === '' ? text : text.slice(0, -1));
    if (whole !== '') yield whole;
  }
  const rest = unified(held + decoder.decode());
  if (rest !== '') yield rest;
}

const unified = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
