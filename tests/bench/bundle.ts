/** One script out of the product's own sources, so that a measurement in the extension runs the code that ships. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import ts from 'typescript-for-depcruise';

const require = createRequire(import.meta.url);
const IMPORTS = /\brequire\("([^"]+)"\)/g;

/** A script that runs `entry` (TypeScript, relative imports and packages with a CommonJS build) in any page. */
export function bundle(entry: string): string {
  const modules = new Map<string, string>();
  const add = (file: string): void => {
    if (modules.has(file)) return;
    modules.set(file, '');
    const source = readFileSync(file, 'utf8');
    const js = file.endsWith('.ts') ? ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, rewriteRelativeImportExtensions: false } }).outputText : source;
    const resolved = js.replaceAll(IMPORTS, (_whole, name: string) => {
      const to = name.startsWith('.') ? resolve(dirname(file), name) : require.resolve(name);
      add(to);
      return `require(${JSON.stringify(to)})`;
    });
    modules.set(file, resolved);
  };
  add(resolve(entry));
  const bodies = [...modules].map(([file, js]) => `${JSON.stringify(file)}: function (module, exports, require) {\n${js}\n}`);
  return `(() => {
    const bodies = {${bodies.join(',\n')}};
    const loaded = {};
    const require = (file) => {
      if (!loaded[file]) bodies[file].call(globalThis, (loaded[file] = { exports: {} }), loaded[file].exports, require);
      return loaded[file].exports;
    };
    require(${JSON.stringify(resolve(entry))});
  })()`;
}
