export interface BoundedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** There was more, and it was not read. */
  readonly isCut: boolean;
}

/**
 * The beginning of a body, so that an answer without an end costs no more than a long one.
 * @param wait stands between for each part, such as a race with the end of a deadline; what it throws ends the reading
 */
export async function boundedBytes(response: Response, most: number, wait: <T>(part: Promise<T>) => Promise<T> = (part) => part): Promise<BoundedBytes> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  try {
    while (reader && size <= most) {
      const { done, value } = await wait(reader.read());
      if (done) break;
      parts.push(value);
      size += value.byteLength;
    }
  } finally {
    reader?.cancel().catch(() => undefined); // what is known is known, the connection may go
  }
  const bytes = new Uint8Array(Math.min(size, most));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.subarray(0, bytes.length - at), at);
    at += part.byteLength;
  }
  return { bytes, isCut: size > most };
}

/** A whole body as text, without its mark; null when it is larger. */
export async function boundedText(...asked: Parameters<typeof boundedBytes>): Promise<string | null> {
  const { bytes, isCut } = await boundedBytes(...asked);
  return isCut ? null : new TextDecoder().decode(bytes);
}
