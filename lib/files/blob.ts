import { BLOB_PART_BYTES } from '../core/limits.ts';
import type { FileBytes } from './cells.ts';

/** A file as the browser keeps it: bytes go to its blob storage as they come, so that memory stays flat. */
export async function fileBlob(content: string | FileBytes, mime: string): Promise<Blob> {
  const type = mime.startsWith('text/') || mime.includes('json') ? `${mime};charset=utf-8` : mime;
  if (typeof content === 'string') return new Blob([content], { type });
  let whole = new Blob([], { type });
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  for await (const chunk of content) {
    parts.push(chunk);
    waiting += chunk.length;
    if (waiting < BLOB_PART_BYTES) continue;
    whole = new Blob([whole, ...parts], { type });
    parts = [];
    waiting = 0;
  }
  return new Blob([whole, ...parts], { type });
}
