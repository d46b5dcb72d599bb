import { database } from '../storage/open.ts';

/** Saves a file row that the background has made. Resolves false when the row is gone. */
export async function saveFile(fileId: string): Promise<boolean> {
  const file = await database.files.get(fileId);
  if (!file) return false;
  saveText(file.name, file.mime, file.text);
  return true;
}

/** Puts the text of a file row on the clipboard. */
export async function copyFile(fileId: string): Promise<boolean> {
  const file = await database.files.get(fileId);
  if (!file) return false;
  await navigator.clipboard.writeText(file.text);
  return true;
}

/** The text of a file row, or null when it is gone. */
export const fileText = async (fileId: string): Promise<string | null> => (await database.files.get(fileId))?.text ?? null;

/** Hands a text to the browser as a download. */
export const saveText = (name: string, mime: string, text: string): void => saveBlob(name, new Blob([text], { type: `${mime};charset=utf-8` }));

/** Hands a file to the browser as a download. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken its own reference by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
