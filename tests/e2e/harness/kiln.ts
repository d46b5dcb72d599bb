/** The built extension in a real Chromium, headless, with the gestures a person makes. */
import type { BrowserContext, Page } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandInput, CommandName, CommandResult } from '../../../lib/contracts/commands.ts';
import { chooseMenuItem, clickToolbarIcon, dispatchCommand, tabIdOf, type MenuInfo } from './gestures.ts';
import { expectWorkerStarted } from './devtools.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { readLeads } from './leads.ts';
import { launchBrowser, openBackstage, type BrowserOptions } from './launch.ts';
import { seedProfile } from './profile.ts';
import { sidePanelOf } from './side-panel.ts';
import { until } from './until.ts';
import { workerOf, type WorkerHandle } from './worker.ts';

/** Follows from the public key in wxt.config.ts. */
export const EXTENSION_ID = 'ffgniocfhmjkpgcecibmgkimdfmlpjfj';
export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;
/** Where the built extension is; `KILN_DIST` names a build elsewhere. */
const DIST = resolve(process.env['KILN_DIST'] ?? '.output/chrome-mv3');

export interface LaunchOptions extends BrowserOptions {
  /** A folder that outlives the browser, to launch again on the same data; without it a fresh one is made and removed. */
  readonly profileDir?: string;
  /** Host permissions that the person has given, as match patterns without a port, such as `http://127.0.0.1/*`. */
  readonly grantHosts?: readonly string[];
  /** Host permissions that a request gets without a prompt, which headless could not answer. */
  readonly allowHosts?: readonly string[];
  /** Optional permissions that a request gets without a prompt, such as `tabs`. */
  readonly allowPermissions?: readonly string[];
  /** A built extension other than `.output/chrome-mv3`. */
  readonly dist?: string;
}

export interface Kiln {
  readonly context: BrowserContext;
  readonly profileDir: string;
  /** What the background has reported as wrong, the newest last: where, and the name of the error. */
  readonly reports: readonly string[];
  /** Of the extension as it runs now: another one after a reload. */
  readonly worker: WorkerHandle;
  /** A page of the extension with no code of its own, from which the harness looks and commands. */
  readonly backstage: Page;
  /** Opens a page in a new tab, in front. */
  openPage(url: string): Promise<Page>;
  /** Opens `table.html`, `options.html#keys` or another page of the extension in a new tab. */
  openExtensionPage(path: string): Promise<Page>;
  /** Clicks the toolbar icon with `page` in front: the real gesture, with activeTab and the side panel. */
  clickToolbar(page: Page): Promise<void>;
  /** The open side panel as a Playwright page. */
  panel(): Promise<Page>;
  isPanelOpen(): Promise<boolean>;
  closePanel(): Promise<void>;
  /**
   * Chooses an item of the context menu of `page`. The menu's own activeTab is had from a toolbar click before it, which
   * opens the panel; `panelClosed` closes it again first.
   */
  contextMenu(page: Page, info: MenuInfo, options?: { readonly panelClosed?: boolean }): Promise<void>;
  /** Presses a keyboard command by its name in the manifest; activeTab as in `contextMenu`. */
  pressCommand(page: Page, name: string): Promise<void>;
  tabId(page: Page): Promise<number>;
  /** Sends a command as the interface does and returns its result value. */
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>>;
  /** All rows of a store of the database, none before it exists; keys and binary values arrive as empty objects, files with their `text`. */
  rows<T>(store: string): Promise<T[]>;
  /** All leads of the tables that are there, each table in its order. */
  leads(): Promise<Lead[]>;
  killWorker(): Promise<void>;
  wakeWorker(): Promise<void>;
  /** What an update does: the worker and all pages of the extension end at once, and it is loaded anew from its files. */
  reloadExtension(): Promise<void>;
  close(): Promise<void>;
}

/** @throws when the extension is not built or the browser does not load it, with what to do. */
export async function launchKiln(options: LaunchOptions = {}): Promise<Kiln> {
  const dist = options.dist ?? DIST;
  if (!existsSync(join(dist, 'manifest.json'))) throw new Error('The extension is not built: run "npm run build" first.');
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'kiln-profile-'));
  if (!existsSync(join(profileDir, 'Default'))) seedProfile(profileDir, dist, EXTENSION_ID, { granted: options.grantHosts ?? [], willAllow: options.allowHosts ?? [], willAllowApi: options.allowPermissions ?? [] });
  const context = await launchBrowser(profileDir, dist, options);
  const reports: string[] = [];
  context.on('console', (message) => void (message.text().startsWith('kiln: ') && reports.push(message.text())));
  const inside = await enter(context, dist, profileDir);
  const sidePanel = sidePanelOf(profileDir, `${EXTENSION_ORIGIN}/sidepanel.html`);

  const openPage = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const closePanel = async (): Promise<void> => {
    // The click before may open it once more after it was closed: it is closed until it stays so.
    await until(async () => {
      await inside.backstage.evaluate(async () => {
        const { id } = await chrome.windows.getLastFocused();
        if (id !== undefined) await chrome.sidePanel.close({ windowId: id }).catch(() => undefined);
      });
      return !(await sidePanel.isOpen());
    }, 'the side panel to close');
  };
  const grantByClick = async (page: Page): Promise<void> => {
    await clickToolbarIcon(context, page, EXTENSION_ID);
    await sidePanel.page();
  };

  return {
    context,
    profileDir,
    reports,
    get worker() {
      return inside.worker;
    },
    get backstage() {
      return inside.backstage;
    },
    openPage,
    openExtensionPage: (path) => openPage(`${EXTENSION_ORIGIN}/${path}`),
    clickToolbar: (page) => clickToolbarIcon(context, page, EXTENSION_ID),
    panel: () => sidePanel.page(),
    isPanelOpen: () => sidePanel.isOpen(),
    closePanel,
    async contextMenu(page, info, { panelClosed = false } = {}) {
      await grantByClick(page);
      if (panelClosed) await closePanel();
      await chooseMenuItem(inside.worker, await tabIdOf(page, inside.backstage), page.url(), info);
    },
    async pressCommand(page, name) {
      await grantByClick(page);
      await dispatchCommand(inside.worker, await tabIdOf(page, inside.backstage), name);
    },
    tabId: (page) => tabIdOf(page, inside.backstage),
    command: (name, input) => sendCommand(inside.backstage, name, input),
    rows: (store) => readRows(inside.backstage, store),
    leads: () => readLeads((store) => readRows(inside.backstage, store)),
    killWorker: () => inside.worker.kill(),
    wakeWorker: () => inside.worker.wake(),
    async reloadExtension() {
      // A page that is none of the extension's keeps the window open.
      await context.newPage();
      const gone = inside.backstage.waitForEvent('close');
      await inside.backstage.evaluate(() => void setTimeout(() => chrome.runtime.reload(), 0)).catch(() => undefined);
      await gone;
      Object.assign(inside, await until(() => enterAgain(context, profileDir), 'the extension to be back'));
    },
    async close() {
      await sidePanel.disconnect();
      await context.close();
      if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true });
    },
  };
}

/** Undefined while the extension is being loaded. */
async function enterAgain(context: BrowserContext, profileDir: string): Promise<{ backstage: Page; worker: WorkerHandle } | undefined> {
  const backstage = await context.newPage();
  const isThere = await backstage.goto(`${EXTENSION_ORIGIN}/manifest.json`).then(() => backstage.evaluate(() => typeof chrome.runtime?.id === 'string'), () => false);
  if (isThere) return { backstage, worker: workerOf(context, backstage, { profileDir, origin: EXTENSION_ORIGIN }) };
  await backstage.close();
  return undefined;
}

/** The way in, or no browser left behind. */
async function enter(context: BrowserContext, dist: string, profileDir: string): Promise<{ backstage: Page; worker: WorkerHandle }> {
  try {
    const backstage = await openBackstage(context, dist, EXTENSION_ORIGIN);
    const worker = workerOf(context, backstage, { profileDir, origin: EXTENSION_ORIGIN });
    await worker.wake();
    await expectWorkerStarted(profileDir, EXTENSION_ORIGIN);
    await worker.activated();
    return { backstage, worker };
  } catch (error) {
    await context.close();
    throw error;
  }
}

function sendCommand<N extends CommandName>(backstage: Page, name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
  return backstage.evaluate((message) => chrome.runtime.sendMessage(message), { type: 'command', name, input }) as Promise<CommandResult<N>>;
}

async function readRows<T>(backstage: Page, store: string): Promise<T[]> {
  const rows = await backstage.evaluate(async (name) => {
    const settled = <R>(request: IDBRequest<R>): Promise<R> =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error ?? new Error('no reason given'));
      });
    // Opened only if the extension has made it: opening would make an empty one of another version.
    if (!(await indexedDB.databases()).some((database) => database.name === 'kiln')) return [];
    const database = await settled(indexedDB.open('kiln'));
    try {
      const all = await settled<unknown[]>(database.transaction(name).objectStore(name).getAll());
      // A file's content would arrive empty: its text comes beside it.
      return await Promise.all(all.map(async (row) => (typeof row === 'object' && row !== null && 'content' in row && row.content instanceof Blob ? { ...row, text: await row.content.text() } : row)));
    } finally {
      database.close();
    }
  }, store);
  return rows as T[];
}
