/** "ada-s-list" of "Ada's list!": small letters, digits and hyphens. Empty when nothing is left. */
export const slugOf = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '');

/** An id that is not taken. */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  const plain = slugOf(wanted) || 'recipe';
  let id = plain;
  for (let n = 2; isTaken(id); n++) id = `${plain}-${n}`;
  return id;
}
