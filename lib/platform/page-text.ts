/** How a page is turned from bytes into text (WHATWG HTML, "determining the character encoding", as far as pages need it). */

const META_BYTES = 4_096;
const FALLBACK = 'windows-1252';

/** The text of a page: by its byte order mark, the header, what the page says at its beginning, else UTF-8, and Western where that does not fit. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const told = markOf(bytes) ?? known(/charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(contentType)?.[1]) ?? told8(metaCharset(bytes));
  if (told) return new TextDecoder(told).decode(bytes);
  try {
    // A page cut in the middle of a letter is UTF-8 all the same.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder(FALLBACK).decode(bytes);
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
}

/** A page that can say it in plain letters is not in UTF-16, whatever it says. */
const told8 = (label: string | undefined): string | undefined => (label?.startsWith('utf-16') ? 'utf-8' : label);

function metaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder(FALLBACK).decode(bytes.subarray(0, META_BYTES));
  return known(/<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)?.[1]);
}

function known(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
