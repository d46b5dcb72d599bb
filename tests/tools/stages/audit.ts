/** Packages that ship: licences that may be shipped, no script that runs at installation, and no known hole where the registry can be asked. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, check, sum, type Stage, type Tally } from './stage.ts';

const lockSchema = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), license: z.string().optional(), hasInstallScript: z.boolean().optional(), optional: z.boolean().optional() })) });
const auditSchema = z.object({ vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])) })) });
const MAY_SHIP = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MPL-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'MIT-0', '(MIT OR CC0-1.0)', '(MPL-2.0 OR Apache-2.0)', 'MPL-2.0 OR Apache-2.0']);
const ASK_MS = 60_000;

export const audit: Stage = {
  name: 'audit',
  title: 'Packages (licences, scripts, known holes)',
  run() {
    const lock = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
    const shipped = Object.entries(lock.packages).filter(([path, one]) => path !== '' && one.dev !== true);
    return sum([
      check(`${shipped.length} packages that ship have licences that may be shipped`, shipped.filter(([, one]) => !MAY_SHIP.has(one.license ?? '')).map(([path, one]) => `${path}: ${one.license ?? 'none'}`)),
      check('none of them runs a script when it is installed', shipped.filter(([, one]) => one.hasInstallScript === true).map(([path]) => path)),
      holes(),
    ]);
  },
};

/** Offline this is not known, and says so; it is not a failure of the project. */
function holes(): Tally {
  const ran = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, encoding: 'utf8', timeout: ASK_MS, shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 });
  const report = auditSchema.safeParse(parse(ran.stdout ?? ''));
  if (!report.success) {
    console.log('  not asked for known holes: the registry does not answer here');
    return { passed: 0, failed: 0 };
  }
  const bad = Object.entries(report.data.vulnerabilities).filter(([, one]) => one.severity === 'high' || one.severity === 'critical');
  return check('no package that ships has a known hole that is high or critical', bad.map(([name, one]) => `${name}: ${one.severity}, ${one.via.map((v) => (typeof v === 'string' ? v : `${v.title} ${v.url}`)).join('; ')}`));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
