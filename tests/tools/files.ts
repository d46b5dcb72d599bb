import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What others write or what is only made: not the project's own text. */
const FOREIGN = new Set(['node_modules', '.git', '.output', '.wxt', 'out', 'test-results', 'playwright-report']);

/** Every file of the project under `root`, with `/` between folders, fixtures included, in a stable order. */
export function projectFiles(root: string, under = ''): string[] {
  return readdirSync(join(root, under), { withFileTypes: true })
    .filter((entry) => !FOREIGN.has(entry.name))
    .flatMap((entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.isDirectory()) return projectFiles(root, path);
      return entry.isFile() ? [path] : [];
    })
    .toSorted();
}
