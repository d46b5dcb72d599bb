/**
 * Which Chromium Kiln is built and shown in. Node built-ins only, and Node 20: the set-up runs this before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOUND_FILE = join(ROOT, 'node_modules', '.cache', 'kiln', 'browser.json');
/** Chromium comes first: branded builds no longer load an unpacked extension by a switch. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];
const VERSION_WAIT_MS = 60_000;

/** @returns {string} the executable that the set-up found. @throws when there is none, with what to do. */
export function chromePath() {
  const named = process.env['KILN_CHROME'];
  if (named) return named;
  const remembered = readFound();
  if (remembered && existsSync(remembered)) return remembered;
  throw new Error('No Chromium is known yet. Run "npm start" or "npm test" once, or set KILN_CHROME to a Chromium executable.');
}

/**
 * Looks where a Chromium may be: KILN_CHROME, Playwright's own download, the system.
 * @returns {Promise<{path: string, version: string} | null>}
 * @throws when KILN_CHROME names something that does not run: a wish that cannot be met is not replaced silently.
 */
export async function findChrome() {
  const named = process.env['KILN_CHROME'];
  if (named) {
    const version = versionOf(named);
    if (!version) throw new Error(`KILN_CHROME is ${named}, and that does not run as a browser.`);
    return { path: named, version };
  }
  for (const path of [await playwrightPath(), ...systemPaths()]) {
    const version = path && existsSync(path) ? versionOf(path) : null;
    if (path && version) return { path, version };
  }
  return null;
}

/** @param {string} path */
export function rememberChrome(path) {
  mkdirSync(dirname(FOUND_FILE), { recursive: true });
  writeFileSync(FOUND_FILE, `${JSON.stringify({ path })}\n`);
}

function readFound() {
  try {
    const { path } = JSON.parse(readFileSync(FOUND_FILE, 'utf8'));
    return typeof path === 'string' ? path : null;
  } catch {
    return null; // not set up yet, or half written: looked for again
  }
}

async function playwrightPath() {
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return null; // not installed yet
  }
}

function systemPaths() {
  if (process.platform === 'darwin') {
    const homes = ['/Applications', join(process.env['HOME'] ?? '', 'Applications')];
    const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
    return apps.flatMap((app) => homes.map((home) => join(home, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (process.platform === 'win32') {
    const homes = ['LOCALAPPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'].map((name) => process.env[name]).filter(Boolean);
    const apps = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return apps.flatMap((app) => homes.map((home) => join(home, app)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Asks the browser itself: on some systems the name is a stub that only says how to install it. */
function versionOf(path) {
  // On Windows `--version` opens a window, so there the file has to be enough.
  if (process.platform === 'win32') return existsSync(path) ? 'version unknown' : null;
  try {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: VERSION_WAIT_MS, stdio: ['ignore', 'pipe', 'ignore'] });
    return said.match(/\d+(\.\d+)+/)?.[0] ?? null;
  } catch {
    return null;
  }
}
