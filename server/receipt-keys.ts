import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerOptions } from './config.ts';

const KEY_BYTES = 32;

/**
 * Keys of the receipts, apart from the key of the vault: given, or from the key file, or a new one in a new key file.
 * One key a line (or comma), base64, 32 bytes; the first signs, the others are still believed, so a new key goes on top.
 */
export async function loadReceiptKeys(options: Pick<ServerOptions, 'receiptKeys' | 'dataDir'>): Promise<readonly Buffer[]> {
  if (options.receiptKeys !== undefined) return parse(options.receiptKeys);
  if (options.dataDir === ':memory:') return [randomBytes(KEY_BYTES)];
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const path = join(options.dataDir, 'kiln.receipts');
  try {
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return parse(await readFile(path, 'utf8'));
}

function parse(text: string): readonly Buffer[] {
  const keys = text.split(/[\s,]+/).filter((line) => line !== '').map((line) => Buffer.from(line, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== KEY_BYTES)) throw new Error('A receipt key is 32 bytes in base64, one a line.');
  return keys;
}
