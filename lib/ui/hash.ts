/** The address part after "#": which table, lead or section is open. */

/** "table=x&lead=y" as a map; unknown shapes give nothing. */
export const hashParams = (hash: string): URLSearchParams => new URLSearchParams(hash);

export const tableHash = (tableId: string): string => `table=${encodeURIComponent(tableId)}`;

/** "providers/hunter" as section and item. */
export function hashPath(hash: string): { readonly section: string; readonly item?: string } {
  const [section = '', item] = hash.split('/').map((part) => safeDecode(part));
  return item === undefined || item === '' ? { section } : { section, item };
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
