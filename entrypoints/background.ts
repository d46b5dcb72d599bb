import { defineBackground } from 'wxt/utils/define-background';
import { config } from 'zod';
import { createAccountHttp, epochOf, refreshTokens } from '../lib/platform/account-http.ts';
import { clipper } from '../lib/platform/clipper.ts';
import { enginePorts, exclusively, newId, now, online, random, sha256 } from '../lib/platform/clock.ts';
import { deliveryPort as delivery } from '../lib/platform/delivery-http.ts';
import { createMenus } from '../lib/platform/menus.ts';
import { onCommand } from '../lib/platform/messages.ts';
import { accessPlace, browserSession, closeStorageToPages, isBrowserStart, listenToPages, onInstalled } from '../lib/platform/page-events.ts';
import { sitePort as sites } from '../lib/platform/site-http.ts';
import { recipeTab } from '../lib/platform/recipe-tab.ts';
import { tabs } from '../lib/platform/tabs.ts';
import { webVault } from '../lib/platform/vault.ts';
import { createWake } from '../lib/platform/wake.ts';
import { DESTINATIONS as destinations } from '../lib/destinations/registry.ts';
import { openProviders } from '../lib/providers/open.ts';
import { createAccessTokens } from '../lib/services/access-token.ts';
import { capturePage, forgetPage } from '../lib/services/capture-page.ts';
import { createDispatch } from '../lib/services/commands/dispatch.ts';
import type { Deps } from '../lib/services/deps.ts';
import { goOnIn, isLed, tabClosed } from '../lib/services/follow-control.ts';
import { askPage } from '../lib/services/list-overlay.ts';
import { createLook } from '../lib/services/look.ts';
import { menuClick } from '../lib/services/menu-click.ts';
import { startPicker } from '../lib/services/pick-on-page.ts';
import { loadOwnProviders } from '../lib/services/own-providers.ts';
import { database } from '../lib/storage/open.ts';
import { createReadiness } from '../lib/services/readiness.ts';
import { createWebsiteSource } from '../lib/services/website/source.ts';
import { createStore } from '../lib/storage/store.ts';

// Zod would try to compile its parsers with eval, which extensions rightly forbid.
config({ jitless: true });

/** The roof of the worker: builds what the services need and registers every listener in the first turn. */
export default defineBackground({
  type: 'module',
  main() {
    const report = (where: string, error: unknown): void => console.error(`kiln: ${where}: ${error instanceof Error ? error.name : 'unknown'}`);
    const quietly = (where: string, work: Promise<unknown>): void => void work.catch((error: unknown) => report(where, error));
    const lookOnce = (): Promise<void> => ready().then(() => look());
    const lookAgain = (): void => quietly('look', lookOnce());
    const wake = createWake(lookOnce, (error) => report('look', error));
    const sources = [createWebsiteSource({ sites, now, online, sleep: enginePorts.sleep })];
    const store = createStore(database);
    const deps: Deps = {
      store, ...openProviders(sources, enginePorts), tabs, recipeTab, clipper, vault: webVault, delivery, destinations,
      account: createAccountHttp(createAccessTokens({ store, vault: webVault, now, newId, exclusively, place: accessPlace, refresh: refreshTokens, epoch: epochOf })), now, elapsed: enginePorts.elapsed, random, session: browserSession, newId, sha256, online, sleep: enginePorts.sleep, exclusively, report,
      wakeIn: wake.wakeIn,
    };
    // Before that nothing is planned or asked, and no message is answered.
    const ready = createReadiness(deps, () => Promise.all([loadOwnProviders(deps), deps.store.ledger.recover(now())]));
    const look = createLook(deps);
    const dispatch = createDispatch(deps, ready);
    onCommand(async (message) => {
      const result = await dispatch(message);
      lookAgain();
      return result;
    });
    listenToPages({
      onAsk: (tabId) => {
        quietly('capture', askPage(deps, tabId));
        quietly('follow', goOnIn(deps, tabId).then(lookAgain));
      },
      onMenu: (click) => quietly('menu', menuClick(deps, click)),
      onPick: (tabId) => quietly('pick', startPicker(deps, tabId)),
      onNavigated: (tabId, mayRead) => quietly('navigation', mayRead ? isLed(deps, tabId).then((led) => (led ? undefined : capturePage(deps, tabId))) : forgetPage(deps, tabId)),
      onClosed: (tabId, withWindow) => {
        quietly('close', Promise.all([deps.store.captures.remove(tabId), deps.store.drafts.remove(tabId)]));
        quietly('follow', tabClosed(deps, tabId, withWindow));
      },
    });
    onInstalled(() => quietly('menus', createMenus()));
    const startedAt = now();
    quietly('storage', Promise.all([closeStorageToPages(), deps.store.clips.sweep(), deps.store.leads.sweep(), deps.store.merges.sweep(), deps.store.cells.sweep(), deps.store.erasures.sweep(startedAt), deps.store.targets.sweep(startedAt)]));
    quietly('start', isBrowserStart().then((first) => Promise.all([deps.store.captures.dropOld(startedAt, first), ...(first ? [deps.store.drafts.dropAll(startedAt), deps.store.tabReads.stop()] : [])])));
    lookAgain();
  },
});
