/** The service worker of the extension: kill it, wake it, speak in it. */
import type { BrowserContext, CDPSession, Page, Worker } from '@playwright/test';
import { workerAnswers } from './devtools.ts';
import { until } from './until.ts';

/** Looks of some 50 ms each. */
const LOOKS_UNTIL_TOLD_AGAIN = 100;

export interface WorkerHandle {
  /** Waits until the browser has installed the worker: a stop before that only makes it install again. */
  activated(): Promise<void>;
  /** Stops the worker at once, in the middle of whatever it does. Any event starts it again. */
  kill(): Promise<void>;
  /** Any extension event starts a stopped worker; a message is one. Returns when it runs code. */
  wake(): Promise<void>;
  isRunning(): Promise<boolean>;
  /** Whether it runs code. */
  answers(): Promise<boolean>;
  /** The worker's Playwright handle, awake. It hangs on a dead worker, so it is handed out only after a wake. */
  awake(): Promise<Worker>;
}

export function workerOf(context: BrowserContext, backstage: Page, { profileDir, origin }: { readonly profileDir: string; readonly origin: string }): WorkerHandle {
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
    // The worker does not know this message and need not answer: that it is started to look at it is enough. One that is just being
    // stopped takes the message with it, so it is sent until somebody is there; and being there is not yet running.
    await until(async () => {
      await backstage.evaluate(() => void chrome.runtime.sendMessage({ type: 'wake' }).catch(() => undefined));
      return workerAnswers(profileDir, origin);
    }, 'the worker to be awake');
  }

  interface Report {
    readonly status: string;
    readonly runningStatus: string;
  }
  /** The browser's own reports on the worker: what is, once they are switched on, and then each change. */
  async function withReports(use: (reported: readonly Report[], session: CDPSession) => Promise<void>): Promise<void> {
    const session = await context.newCDPSession(backstage);
    const reported: Report[] = [];
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => void reported.push(...versions.filter(({ scriptURL }) => scriptURL.startsWith(origin))));
    try {
      await session.send('ServiceWorker.enable');
      await use(reported, session);
    } finally {
      await session.detach();
    }
  }

  return {
    isRunning,
    answers: () => workerAnswers(profileDir, origin),
    wake,
    activated: () => withReports((reported) => until(() => reported.some(({ status }) => status === 'activated'), 'the worker to be installed').then(() => undefined)),
    // Seen by the report of its stop and not by its absence: the next event may have started it again before we look.
    kill: () =>
      withReports(async (reported, session) => {
        await session.send('ServiceWorker.stopAllWorkers');
        let looks = 0;
        await until(async () => {
          // One that was only starting when it was told does not hear it.
          if (++looks % LOOKS_UNTIL_TOLD_AGAIN === 0) await session.send('ServiceWorker.stopAllWorkers');
          return reported.some(({ runningStatus }) => runningStatus === 'stopped');
        }, 'the worker to be stopped');
      }),
    async awake() {
      await wake();
      return until(() => context.serviceWorkers().find((worker) => worker.url().startsWith(origin)), 'the worker');
    },
  };
}
