/** The service worker of the extension: kill it, wake it, speak in it. */
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { until } from './until.ts';

/** A worker that has no listener by then threw in its first turn. */
const START_MS = 15_000;

export interface WorkerHandle {
  /** Stops the worker at once, in the middle of whatever it does; returns when it is gone. */
  kill(): Promise<void>;
  /** @throws when the worker registered no listener in its first turn: it broke while it started. */
  started(): Promise<void>;
  /** Any extension event starts a stopped worker; a message is one. */
  wake(): Promise<void>;
  isRunning(): Promise<boolean>;
  /** The worker's Playwright handle, awake. It hangs on a dead worker, so it is handed out only after a wake. */
  awake(): Promise<Worker>;
}

export function workerOf(context: BrowserContext, backstage: Page, extensionId: string): WorkerHandle {
  const origin = `chrome-extension://${extensionId}/`;

  async function isRunning(): Promise<boolean> {
    const session = await context.newCDPSession(backstage);
    try {
      const { targetInfos } = await session.send('Target.getTargets');
      return targetInfos.some(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
    } finally {
      await session.detach();
    }
  }

  async function wake(): Promise<void> {
    // The worker may not know this message: that it was started to look at it is enough.
    await backstage.evaluate(() => chrome.runtime.sendMessage({ type: 'wake' }).catch(() => undefined));
  }

  async function started(): Promise<void> {
    const problem = (): Promise<string> => backstage.evaluate(() => chrome.runtime.sendMessage({ type: 'wake' }).then(() => '', String));
    try {
      await until(async () => !(await problem()).includes('Receiving end does not exist'), 'a listener', START_MS);
    } catch (error) {
      throw new Error('The service worker breaks while it starts: it registers no listener. See its console.', { cause: error });
    }
  }

  return {
    started,
    isRunning,
    wake,
    async kill() {
      const session = await context.newCDPSession(backstage);
      try {
        await session.send('ServiceWorker.enable');
        await session.send('ServiceWorker.stopAllWorkers');
      } finally {
        await session.detach();
      }
      await until(async () => !(await isRunning()), 'the worker to be gone');
    },
    async awake() {
      await wake();
      return until(() => context.serviceWorkers().find((worker) => worker.url().startsWith(origin)), 'the worker');
    },
  };
}
