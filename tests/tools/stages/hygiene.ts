/** What a stranger would stumble over: a lock that names a host, a path of somebody's machine, a test nobody runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFiles } from '../files.ts';
import { ROOT, check, sum, type Stage } from './stage.ts';

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()), scripts: z.record(z.string(), z.string()) });
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional(), integrity: z.string().optional(), link: z.boolean().optional() })) });

/** Folders whose tests Vitest (vitest.config.ts) and Playwright (playwright.config.ts) run. */
const RUN_TESTS = /^tests\/(unit|server|conformance|migrations|simulation|architecture|e2e)\//;
const BINARY = /\.(png|jpg|jpeg|gif|webp|ico|woff2?|zip|pdf)$/;
const FIXTURES = /^tests\/fixtures\//;
/** Absolute folders in which a checkout lives on somebody's machine. */
const MACHINE_PATH = /(^|[^A-Za-z0-9_./-])\/(home|root|Users|work|workspace|farm|mnt)\/[A-Za-z]/m;

export const hygiene: Stage = {
  name: 'hygiene',
  title: 'Hygiene (lock, scripts, paths, forgotten tests)',
  run() {
    const files = projectFiles(ROOT);
    return sum([
      check('the lock names no download address', addressesInLock()),
      check('versions are exact', looseVersions()),
      check('each script runs a file that exists', deadScripts(files)),
      check('no path of a machine', files.filter((path) => !FIXTURES.test(path) && !BINARY.test(path) && MACHINE_PATH.test(read(path)))),
      check('each test file is run', files.filter((path) => /\.(test|spec)\.tsx?$/.test(path) && !FIXTURES.test(path) && !RUN_TESTS.test(path))),
    ]);
  },
};

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function addressesInLock(): string[] {
  const { packages } = lockSchema.parse(JSON.parse(read('package-lock.json')));
  return Object.entries(packages).flatMap(([path, { resolved, integrity }]) => [
    ...(resolved === undefined ? [] : [`${path}: ${resolved}`]),
    ...(path === '' || integrity !== undefined ? [] : [`${path}: no integrity`]),
  ]);
}

function looseVersions(): string[] {
  const { dependencies, devDependencies } = packageSchema.parse(JSON.parse(read('package.json')));
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version}`);
}

function deadScripts(files: readonly string[]): string[] {
  const { scripts } = packageSchema.parse(JSON.parse(read('package.json')));
  return Object.entries(scripts).flatMap(([name, command]) => {
    const file = /^node (\S+)/.exec(command)?.[1];
    return file === undefined || files.includes(file) ? [] : [`${name}: ${file}`];
  });
}
