import type { KilnDatabase } from '../../../lib/storage/database.ts';

/** Everything that any store of the database holds, as one text; files are read. */
export async function everythingIn(db: KilnDatabase): Promise<string> {
  const parts: string[] = [];
  for (const store of db.tables) {
    for (const row of (await store.toArray()) as unknown[]) {
      const content = (row as { content?: unknown }).content;
      parts.push(`${store.name} ${JSON.stringify(row)}${content instanceof Blob ? await content.text() : ''}`);
    }
  }
  return parts.join('\n').toLowerCase();
}
