/** Starts Chromium with the built extension in it, quiet and cut off from the network. */
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromePath } from '../../tools/browser.mjs';
import { WAIT_MS } from './until.ts';

export interface BrowserOptions {
  readonly headless?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** Further switches of the browser. */
  readonly args?: readonly string[];
  /** Where names with a port lead, such as `kestrel.example:80` to `127.0.0.1:4711`: sites on the usual ports that a test serves on a free one. */
  readonly mapHosts?: Readonly<Record<string, string>>;
}

const QUIET = [
  '--no-first-run',
  '--disable-sync',
  '--disable-quic',
  '--disable-component-update',
  '--disable-background-networking',
];

/** Tests use no live network: every name but this machine's is unknown, and invented sites (*.example) live on it. */
const hosts = (map: Readonly<Record<string, string>>): string =>
  `--host-resolver-rules=${[...Object.entries(map).map(([from, to]) => `MAP ${from} ${to}`), 'MAP *.example 127.0.0.1', 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'].join(', ')}`;

export function launchBrowser(profileDir: string, dist: string, { headless = true, viewport = { width: 1280, height: 800 }, colorScheme = 'light', args = [], mapHosts = {} }: BrowserOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDir, {
    executablePath: chromePath(),
    headless,
    // A real window has its own size.
    viewport: headless ? viewport : null,
    colorScheme,
    timeout: WAIT_MS,
    acceptDownloads: true,
    // Playwright's own switch would also refuse an extension that the debugger brings.
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [`--disable-extensions-except=${dist}`, `--load-extension=${dist}`, '--enable-unsafe-extension-debugging', '--remote-debugging-port=0', hosts(mapHosts), ...QUIET, ...args],
  });
}

/**
 * A page of the extension that runs none of its code: `manifest.json`, shown as text, has all its rights.
 * @throws when this browser loads the extension in neither way.
 */
export async function openBackstage(context: BrowserContext, dist: string, origin: string): Promise<Page> {
  let page = context.pages()[0] ?? (await context.newPage());
  const arrive = (): Promise<boolean> => page.goto(`${origin}/manifest.json`).then(() => page.evaluate(() => typeof chrome.runtime?.id === 'string'), () => false);
  if (await arrive()) return page;
  // Branded builds ignore the switch; they take an extension from the debugger instead.
  const session = await context.browser()?.newBrowserCDPSession();
  const send = session?.send.bind(session) as ((method: string, params: object) => Promise<unknown>) | undefined;
  await send?.('Extensions.loadUnpacked', { path: dist });
  page = await context.newPage();
  if (await arrive()) return page;
  throw new Error(`${chromePath()} does not load unpacked extensions. Set KILN_CHROME to a Chromium.`);
}
