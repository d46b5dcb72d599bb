/** For each boundary rule at least one file that breaks it and, beside it, files that look alike and keep it. */
import type { SeedTree } from './seed-tree.ts';

const PACKAGES = ['zod', 'dexie', 'dexie-react-hooks', 'ky', 'react', 'hono', 'wxt', 'left-over'];
const manifest = {
  name: 'seeded',
  type: 'module',
  dependencies: { zod: '1.0.0', dexie: '1.0.0', 'dexie-react-hooks': '1.0.0', ky: '1.0.0', react: '1.0.0', hono: '1.0.0' },
  devDependencies: { wxt: '1.0.0', 'dev-only': '1.0.0' },
};

/** Packages that resolve, so that a violation is never just an import that leads nowhere. */
export const PACKAGE_FILES: Record<string, string> = {
  'package.json': JSON.stringify(manifest),
  ...Object.fromEntries(
    [...PACKAGES, 'dev-only'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' })],
      [`node_modules/${name}/index.js`, 'export const it = 1;\n'],
    ]),
  ),
};

const uses = (path: string): { text: string } => ({ text: `import { it } from '${path}';\nexport const used = it;\n` });
const usesType = (path: string): { text: string } => ({ text: `import type { It } from '${path}';\nexport type Used = It;\n` });
const it = { text: 'export const it = 1;\nexport type It = typeof it;\n' };
const lines = (count: number): string => 'export {};\n'.repeat(count);

/** A house in order: every kind of import that is allowed. */
export const CLEAN: SeedTree = {
  'lib/core/it.ts': it,
  'lib/domain/lead/it.ts': it,
  'lib/domain/lead/uses-core.ts': uses('../../core/it.ts'),
  'lib/contracts/it.ts': it,
  'lib/contracts/uses-zod.ts': uses('zod'),
  'lib/capture/it.ts': uses('../contracts/it.ts'),
  'lib/capture/reader/at.ts': { text: 'export const at = (date: number): Date => new Date(date);\n' },
  'lib/recipes/it.ts': it,
  'lib/recipes/sites/found-by-folder.ts': { text: 'export default 1;\n', isUnnamed: true },
  'lib/recipes/all.ts': { text: "export const all = import.meta.glob('./sites/*.ts');\n" },
  'lib/providers/it.ts': uses('../domain/lead/it.ts'),
  'lib/destinations/it.ts': uses('../contracts/it.ts'),
  'lib/files/it.ts': uses('../core/it.ts'),
  'lib/storage/it.ts': uses('dexie'),
  'lib/storage/one.ts': it,
  'lib/storage/leads/it.ts': { text: 'export const it = (db: { leads: { get(id: number): number } }) => db.leads.get(1);\n' },
  'lib/platform/it.ts': { text: "import { it as ky } from 'ky';\nimport { it as wxt } from 'wxt';\nexport const it = ky + wxt;\nexport type It = typeof it;\n" },
  'lib/services/it.ts': it,
  'lib/services/typed.ts': usesType('../platform/it.ts'),
  'lib/services/stored.ts': uses('../storage/one.ts'),
  'lib/ui/it.ts': uses('dexie-react-hooks'),
  'components/it.tsx': uses('react'),
  'components/reads.tsx': { text: "import { it } from '../lib/storage/one.ts';\nexport const reads = (db: { runs: { get(id: number): number } }) => db.runs.get(it);\n" },
  'entrypoints/background.ts': { text: "import { it } from '../lib/services/it.ts';\nimport { it as at } from '../lib/platform/it.ts';\nexport default it + at;\n" },
  'entrypoints/page-reader.ts': { text: "import { it } from 'wxt';\nimport type { It } from '../lib/capture/typed.ts';\nexport default (): It => it;\n" },
  'lib/capture/typed.ts': { text: "import type { it } from 'zod';\nexport type It = typeof it;\n" },
  'server/it.ts': { text: "import { it } from 'hono';\nimport fs from 'node:fs';\nimport { it as lead } from '../lib/domain/lead/it.ts';\nexport default [it, fs, lead];\n" },
  'tests/unit/a.test.ts': { text: "import { it } from '../../lib/services/it.ts';\nimport { it as dev } from 'dev-only';\nexport default [it, dev];\n" },
};

/** A house with each rule broken once, and where a rule has several sides, each side. */
export const BROKEN: SeedTree = {
  ...CLEAN,
  'lib/domain/bad-storage.ts': { ...uses('../storage/one.ts'), breaks: ['ground-is-the-lowest'] },
  'lib/domain/bad-npm.ts': { ...uses('zod'), breaks: ['ground-is-the-lowest'] },
  'lib/domain/bad-type.ts': { ...usesType('../contracts/it.ts'), breaks: ['ground-is-the-lowest'] },
  'lib/domain/bad-node.ts': { text: "import fs from 'node:fs';\nexport default fs;\n", breaks: ['ground-is-the-lowest', 'no-node-in-the-extension'] },
  'lib/core/bad.ts': { ...uses('../domain/lead/it.ts'), breaks: ['core-below-domain'] },
  'lib/contracts/bad.ts': { ...uses('../providers/it.ts'), breaks: ['contracts-on-the-ground'] },
  'lib/capture/bad.ts': { ...uses('../recipes/it.ts'), breaks: ['capture-on-the-ground'] },
  'lib/recipes/bad.ts': { ...uses('../storage/one.ts'), breaks: ['recipes-on-the-ground'] },
  'lib/providers/bad.ts': { ...uses('../platform/it.ts'), breaks: ['providers-on-the-ground'] },
  'lib/destinations/bad.ts': { ...uses('../services/it.ts'), breaks: ['destinations-on-the-ground'] },
  'lib/files/bad.ts': { ...uses('../services/it.ts'), breaks: ['files-on-the-ground'] },
  'lib/formula/bad.ts': { ...uses('../services/it.ts'), breaks: ['formula-on-the-ground'] },
  'lib/storage/bad-platform.ts': { ...uses('../platform/it.ts'), breaks: ['storage-knows-no-neighbour'] },
  'lib/storage/bad-service.ts': { ...uses('../services/it.ts'), breaks: ['storage-knows-no-neighbour'] },
  'lib/platform/bad.ts': { ...usesType('../storage/one.ts'), breaks: ['platform-knows-no-neighbour'] },
  'lib/services/bad-face.ts': { ...uses('../ui/it.ts'), breaks: ['services-below-the-face'] },
  'lib/services/bad-platform.ts': { ...uses('../platform/it.ts'), breaks: ['services-are-handed-the-browser'] },
  'lib/services/bad-dexie.ts': { ...uses('dexie'), breaks: ['dexie-behind-storage'] },
  'lib/services/bad-ky.ts': { ...uses('ky'), breaks: ['ky-behind-platform'] },
  'lib/services/bad-wxt.ts': { ...uses('wxt'), breaks: ['browser-behind-platform'] },
  'lib/services/bad-react.ts': { ...uses('react'), breaks: ['react-in-the-face'] },
  'lib/services/bad-live.ts': { ...uses('dexie-react-hooks'), breaks: ['live-queries-in-the-face'] },
  'components/bad-service.tsx': { ...uses('../lib/services/it.ts'), breaks: ['face-reads-and-commands'] },
  'components/bad-provider.tsx': { ...usesType('../lib/providers/it.ts'), breaks: ['face-reads-and-commands'] },
  'components/bad-write.tsx': { text: 'export const save = (db: { runs: { put(run: object): void } }) => db.runs.put({});\n', breaks: ['face-never-writes'] },
  'lib/storage/bad-scope.ts': { text: "export const one = (db: { transaction(mode: string, scope: () => unknown): unknown }) => db.transaction('r', () => 1);\n", breaks: ['transactions-are-async'] },
  'lib/storage/bad-leads.ts': { text: 'export const one = (db: { leads: { get(id: number): number } }) => db.leads.get(1);\n', breaks: ['leads-through-one-door'] },
  'lib/ui/bad-write.ts': { text: "export const save = (db: { transaction(mode: string): void }) => db.transaction('rw');\n", breaks: ['face-never-writes'] },
  'lib/ui/bad-roof.ts': { ...uses('../../entrypoints/background.ts'), breaks: ['roof-is-not-imported'] },
  'lib/providers/bad-hono.ts': { ...uses('hono'), breaks: ['server-packages-in-the-server'] },
  'lib/platform/bad-node.ts': { text: "import { join } from 'node:path';\nexport default join;\n", breaks: ['no-node-in-the-extension'] },
  'lib/platform/bad-dev.ts': { ...uses('dev-only'), breaks: ['products-ship-dependencies'] },
  'lib/platform/bad-server.ts': { ...uses('../../server/it.ts'), breaks: ['extension-knows-no-server'] },
  'lib/platform/bad-test.ts': { ...uses('../../tests/unit/a.test.ts'), breaks: ['product-knows-no-test'] },
  'lib/platform/bad-package.ts': { ...uses('left-over'), breaks: ['packages-are-declared'] },
  'lib/platform/bad-missing.ts': { ...uses('./nowhere.ts'), breaks: ['everything-resolves'] },
  'lib/platform/bad-alias.ts': { ...uses('@/lib/core/it'), breaks: ['everything-resolves', 'imports-are-relative'] },
  'lib/platform/circle-a.ts': { text: "import './circle-b.ts';\nexport const it = 1;\n", breaks: ['no-circles'] },
  'lib/platform/circle-b.ts': { text: "import './circle-a.ts';\nexport const it = 1;\n", breaks: ['no-circles'] },
  'lib/domain/lead/bad-unused.ts': { ...it, breaks: ['everything-is-used'], isUnnamed: true },
  'lib/attic/it.ts': { ...it, isUnnamed: true },
  'components/bad-attic.tsx': { ...uses('../lib/attic/it.ts'), breaks: ['every-folder-has-a-floor'] },
  'server/bad-storage.ts': { ...uses('../lib/storage/one.ts'), breaks: ['server-stands-alone'] },
  'server/bad-capture.ts': { ...usesType('../lib/capture/it.ts'), breaks: ['server-stands-alone'] },
  'server/bad-dev.ts': { ...uses('dev-only'), breaks: ['server-ships-dependencies'] },
  'lib/capture/heavy.ts': uses('zod'),
  'lib/capture/near.ts': uses('./heavy.ts'),
  'entrypoints/page-layer.ts': { ...uses('../lib/capture/near.ts'), breaks: ['injected-carries-no-package'] },
  'entrypoints/bad-long.ts': { text: lines(80), breaks: ['roof-is-thin'] },
  'lib/core/bad-long.ts': { text: lines(351), breaks: ['rooms-are-small'] },
  'lib/services/bad-clock.ts': { text: 'export const now = (): Date => new Date();\n', breaks: ['no-hidden-clock'] },
  'lib/services/bad-glob.ts': { text: "export const all = import.meta.glob('../providers/*.ts');\n", breaks: ['globs-stay-home'] },
  'lib/services/bad-later.ts': { text: `// ${['TO', 'DO'].join('')}: later\nexport {};\n`, breaks: ['nothing-left-for-later'] },
  'lib/services/bad-silence.ts': { text: '// @ts-ignore\nexport {};\n', breaks: ['nothing-silenced'] },
  'tests/unit/bad-aside.test.ts': { text: `export default (${['te', 'st'].join('')}: { skip(): void }) => ${['te', 'st'].join('')}.skip();\n`, breaks: ['no-test-set-aside'] },
  'components/bad-html.tsx': { text: 'export const show = (at: HTMLElement, text: string) => { at.innerHTML = text; };\n', breaks: ['no-html-from-text'] },
};
