import { readdir } from 'node:fs/promises';
import { buildCatalogue } from '../lib/providers/catalogue.ts';
import type { Manifest } from '../lib/contracts/manifest.ts';

const FOLDER = new URL('../lib/providers/catalogue/', import.meta.url);

/** Every manifest of the folder, for programs that Node runs without a bundler. Throws when one of them is broken. */
export async function loadCatalogue(folder: URL = FOLDER): Promise<ReadonlyMap<string, Manifest>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  const modules: { [path: string]: unknown } = {};
  for (const file of files) modules[file] = await import(new URL(file, folder).href);
  return buildCatalogue(modules);
}
