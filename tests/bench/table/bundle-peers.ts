import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';

/** The script of `peers-in-page.ts` with the libraries in it, built as an application would be. */
export async function bundlePeers(): Promise<string> {
  const made = await build({
    configFile: false, logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: true, target: 'esnext', lib: { entry: join(import.meta.dirname, 'peers-in-page.ts'), formats: ['iife'], name: '__bundle' } },
  });
  const [first] = Array.isArray(made) ? made : [made];
  const script = first && 'output' in first ? first.output.find((part) => part.type === 'chunk') : undefined;
  if (script?.type !== 'chunk') throw new Error('no script was built');
  // Glide draws nothing without its styles.
  const styles = inlined(join(import.meta.dirname, '../../../node_modules/@glideapps/glide-data-grid/dist/index.css'));
  return `globalThis.__glideStyles = ${JSON.stringify(styles)};${script.code}`;
}

/** A style sheet with those that it imports in their places: by their addresses no page would find them. */
const inlined = (file: string): string => readFileSync(file, 'utf8').replaceAll(/@import\s+(?:url\()?["']([^"']+)["']\)?;/g, (_whole, name: string) => inlined(join(dirname(file), name)));
