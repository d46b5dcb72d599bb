/**
 * Makes a fresh machine able to run `npm start` and `npm test`: dependencies, the pinned Node, a Chromium.
 * Runs before the install, so: Node built-ins only, and nothing newer than Node 20.12.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChrome, rememberChrome } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const OLDEST_NODE = [20, 12];
/** The Chromium itself, and fonts with which its screenshots show letters instead of boxes. */
const APT_PACKAGES = ['chromium', 'fonts-liberation', 'fonts-noto-core'];

try {
  checkNode();
  installDependencies();
  provideNode();
  await provideChrome();
} catch (error) {
  console.error(`\nKiln set-up cannot finish. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(`Node ${process.versions.node} is too old: ${OLDEST_NODE.join('.')} or newer is needed (https://nodejs.org).`);
  }
}

function installDependencies() {
  if (isInstalled()) return;
  say('Installing dependencies (npm ci)');
  // npm runs on the system's Node: the pinned one sits in the folder that `npm ci` empties.
  const done = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!done || !isInstalled()) throw new Error('"npm ci" failed; the lines above say why. Most often the npm registry cannot be reached.');
}

/** True when npm's own record of what it installed agrees with the lock file (another system's optional packages aside). */
function isInstalled() {
  const wanted = packagesIn(join(ROOT, 'package-lock.json'));
  const present = packagesIn(join(MODULES, '.package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or damaged.');
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true || entry.devOptional === true;
  });
}

/** @returns {Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** The package `node` fetches its binary in an install script; where scripts are blocked the binary's own package is taken instead. */
function provideNode() {
  const pinned = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies.node;
  if (pinnedNodeVersion() !== pinned) {
    say(`Fetching Node ${pinned}`);
    fetchNodeBinary(pinned);
  }
  const version = pinnedNodeVersion();
  if (version !== pinned) {
    throw new Error(`The scripts need Node ${pinned} in node_modules/.bin and ${version ? `find ${version}` : 'it does not start'}. Delete node_modules and try again.`);
  }
  say(`Node ${version} (pinned; the set-up itself ran on ${process.versions.node})`);
}

/** The version that npm scripts get, or null when `node_modules/.bin` has no Node that starts. */
function pinnedNodeVersion() {
  const windows = process.platform === 'win32';
  const asked = spawnSync(windows ? `"${join(MODULES, '.bin', 'node.cmd')}"` : join(MODULES, '.bin', 'node'), ['--version'], { encoding: 'utf8', shell: windows });
  return asked.status === 0 ? asked.stdout.trim().replace(/^v/, '') : null;
}

function fetchNodeBinary(version) {
  if (process.platform === 'win32') throw new Error('The install script of the package "node" did not run; allow it in npm and delete node_modules.');
  const family = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = [family, process.platform, process.arch].join('-');
  const folder = join(MODULES, 'node');
  // Installed inside node_modules/node, as the package's own script does, so that our tree stays what the lock says.
  if (!npm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`], folder)) {
    throw new Error(`Node ${version} (package ${name}) cannot be fetched from the npm registry.`);
  }
  const manifest = createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`);
  const binary = join(folder, 'bin', 'node');
  mkdirSync(dirname(binary), { recursive: true });
  copyFileSync(join(manifest, '..', JSON.parse(readFileSync(manifest, 'utf8')).bin.node), binary);
  chmodSync(binary, 0o755);
  // npm links no command whose file is missing at the install, so it is asked again.
  npm(['rebuild', '--ignore-scripts', '--loglevel=error', 'node']);
}

async function provideChrome() {
  const found = (await findChrome()) ?? (await installChrome());
  if (!found) {
    throw new Error(
      'No Chromium was found and none could be installed. Install Chromium, or run "npx playwright install chromium", or set KILN_CHROME to the executable of a Chromium.',
    );
  }
  rememberChrome(found.path);
  say(`Chromium ${found.version} (${found.path})`);
}

async function installChrome() {
  if (isRootWithApt()) {
    say(`No Chromium here: installing ${APT_PACKAGES.join(', ')} with apt-get`);
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    if (run('apt-get', ['-qq', 'update'], ROOT, quiet)) run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...APT_PACKAGES], ROOT, quiet);
    const installed = await findChrome();
    if (installed) return installed;
  }
  say("No Chromium here: fetching Playwright's");
  run(process.execPath, [join(MODULES, '@playwright', 'test', 'cli.js'), 'install', ...(isRootWithApt() ? ['--with-deps'] : []), 'chromium']);
  return findChrome();
}

function isRootWithApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Runs npm itself and not a shell's idea of it; true when it ended well. */
function npm(args, cwd = ROOT) {
  const cli = process.env['npm_execpath'];
  if (cli && existsSync(cli)) return run(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], cwd);
  return run('npm', args, cwd);
}

/** What the program writes is dropped unless it fails; then its last lines are shown. */
function run(command, args, cwd = ROOT, env = process.env) {
  const done = spawnSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && command === 'npm', maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return true;
  const said = `${done.stdout ?? ''}\n${done.stderr ?? ''}\n${done.error?.message ?? ''}`.trim().split('\n').slice(-15);
  console.error(said.map((line) => `    ${line}`).join('\n'));
  return false;
}

function say(line) {
  console.log(`set-up: ${line}`);
}
