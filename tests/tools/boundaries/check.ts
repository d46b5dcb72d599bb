/**
 * Checks a tree against the floors: `node tests/tools/boundaries/check.ts [--root DIR] [--json]`.
 * Exit code 1 when something is violated. The seeded violations run this same program on trees of their own.
 */
import './typescript-for-depcruise.ts';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ICruiseResult, IModule } from 'dependency-cruiser';
import { projectFiles } from '../files.ts';
import { IMPORT_RULES, INJECTED, INJECTED_MAY_NAME, PACKAGE_FILE, PROGRAM, SHIPPED } from './rules.ts';
import { TEXT_RULES, breaksText } from './text-rules.ts';

export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly what: string;
}
export interface BoundaryReport {
  readonly files: number;
  readonly rules: string[];
  readonly violations: Violation[];
}

const FOLDERS = ['lib', 'components', 'entrypoints', 'server', 'tests'];
const NOT_OURS = /^(tests\/fixtures\/|package-lock\.json$)/;
const INJECTED_RULE = 'injected-carries-no-package';
const UNUSED_RULE = 'everything-is-used';
const TEXT_FILE = /\.(tsx?|mjs|cjs|js|json|css|html|md|sh)$|^\.ci\//;

/** @returns what is violated in the tree under `root`, by import, by reach and by text. */
export async function checkBoundaries(root: string): Promise<BoundaryReport> {
  const modules = await readImports(root);
  const sources = modules.filter(({ source }) => !PACKAGE_FILE.test(source));
  const violations = [...brokenImports(modules), ...packagesInInjected(modules), ...unusedFiles(modules, root), ...brokenTexts(root)];
  return { files: sources.length, rules: [...IMPORT_RULES.map(({ name }) => name ?? ''), INJECTED_RULE, UNUSED_RULE, ...TEXT_RULES.map(({ name }) => name)], violations };
}

async function readImports(root: string): Promise<IModule[]> {
  // Loaded here and not above: the TypeScript it reads with has to be in place before.
  const { cruise } = await import('dependency-cruiser');
  const present = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    present,
    {
      baseDir: root,
      ruleSet: { forbidden: [...IMPORT_RULES] },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: ['node_modules'] },
      exclude: { path: ['^tests/fixtures/.*\\.(ts|js|mjs)$', '^\\.wxt/', '^\\.output/'] },
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
    },
    { extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'] },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered text where its result was expected.');
  return (output satisfies ICruiseResult).modules;
}

function brokenImports(modules: readonly IModule[]): Violation[] {
  return modules.flatMap((module) =>
    module.dependencies.flatMap((dependency) =>
      (dependency.rules ?? []).map(({ name }) => ({ rule: name, file: module.source, what: `imports ${dependency.resolved}: ${commentOf(name)}` })),
    ),
  );
}

const commentOf = (name: string): string => IMPORT_RULES.find((rule) => rule.name === name)?.comment ?? '';

/** Follows what runs (not what only types) from each injected entrypoint. */
function packagesInInjected(modules: readonly IModule[]): Violation[] {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const running = (path: string): string[] =>
    PACKAGE_FILE.test(path) ? [] : (bySource.get(path)?.dependencies ?? []).filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only')).map(({ resolved }) => resolved);
  return modules.filter(({ source }) => INJECTED.test(source)).flatMap(({ source }) => {
    const packages = [...reach([source], running)].filter((path) => PACKAGE_FILE.test(path) && !INJECTED_MAY_NAME.test(path));
    return packages.map((path) => ({ rule: INJECTED_RULE, file: source, what: `reaches ${path}: a page gets no package code` }));
  });
}

/** What no program leads to is dead, even when a test keeps it warm. A folder glob leads to the files of its folder. */
function unusedFiles(modules: readonly IModule[], root: string): Violation[] {
  const imports = new Map(modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]));
  const sources = [...imports.keys()];
  const globbed = (path: string): string[] => {
    const folder = PACKAGE_FILE.test(path) || !SHIPPED.test(path) ? undefined : /import\.meta\.glob(?:<[^>]*>)?\(\s*'\.\/([\w/-]*)\*/.exec(readFileSync(join(root, path), 'utf8'))?.[1];
    return folder === undefined ? [] : sources.filter((source) => dirname(source) === join(dirname(path), folder).replace(/\/$/, ''));
  };
  const used = reach(sources.filter((source) => PROGRAM.test(source)), (path) => [...(imports.get(path) ?? []), ...globbed(path)]);
  return sources.filter((source) => SHIPPED.test(source) && !used.has(source)).map((file) => ({ rule: UNUSED_RULE, file, what: 'no program leads here: delete it or use it' }));
}

/** Everything that can be reached from the roots, the roots among it. */
function reach(roots: readonly string[], next: (path: string) => readonly string[]): Set<string> {
  const seen = new Set(roots);
  for (const at of seen) for (const path of next(at)) seen.add(path);
  return seen;
}

function brokenTexts(root: string): Violation[] {
  return projectFiles(root)
    .filter((path) => !NOT_OURS.test(path) && TEXT_FILE.test(path))
    .flatMap((file) => breaksText(file, readFileSync(join(root, file), 'utf8')).map(({ rule, line, what }) => ({ rule, file: `${file}:${line}`, what })));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { root: { type: 'string', default: '.' }, json: { type: 'boolean', default: false } } });
  const report = await checkBoundaries(resolve(values.root));
  if (values.json) console.log(JSON.stringify(report));
  else for (const { rule, file, what } of report.violations) console.log(`  ${file}  ${rule}\n    ${what}`);
  process.exitCode = report.violations.length > 0 ? 1 : 0;
}
