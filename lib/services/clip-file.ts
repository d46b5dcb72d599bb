import { shortUrl } from './save-lead.ts';
import type { Deps } from './deps.ts';
import { keepFile } from './export-file.ts';

/** Makes a Markdown file of a clip: what is known of the page as YAML at its head, then the text. Null when the clip is gone. */
export async function clipFile(deps: Pick<Deps, 'store' | 'now' | 'newId'>, clipId: string): Promise<{ fileId: string; name: string } | null> {
  const clip = await deps.store.clips.get(clipId);
  if (!clip) return null;
  const facts = { title: clip.title, author: clip.byline, site: clip.site, published: clip.published, source: clip.url, clipped: new Date(clip.at).toISOString(), words: clip.words };
  // A JSON text is a YAML text: whatever a page calls itself, it stays inside its quotes.
  const head = Object.entries(facts).flatMap(([key, value]) => (value === '' ? [] : [`${key}: ${JSON.stringify(value)}`]));
  const { fileId, name } = await keepFile(deps, fileName(clip.title || shortUrl(clip.url)), 'text/markdown', `---\n${head.join('\n')}\n---\n\n${clip.markdown}\n`, 1);
  return { fileId, name };
}

/** "the-new-kiln.md": letters and digits of any script, nothing a file system could take for something else. */
export function fileName(title: string): string {
  const words = title.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${[...words].slice(0, 60).join('').replace(/-+$/, '') || 'clip'}.md`;
}
