import { browser } from 'wxt/browser';

const PREFIX = 'look-again-';
/** The browser rings no sooner than this. Wishes for the same stretch share an alarm: there may be 500 of them. */
const SHORTEST_ALARM_MS = 30_000;
const AGAIN_MINUTES = 1;
/** A timer of more than 31 bits of milliseconds fires at once. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * "Look again" hints: a timer while this worker lives, an alarm in case it does not. Both only mean that somebody
 * should look at the rows; none of them carries work. Call it in the first turn of the worker: it listens from then on.
 *
 * A wish takes no other one's place: the worker that dies had perhaps two, and the later one alone would leave everything standing
 * until then. An alarm rings again until a look has come to its end: the worker may die of what the first ring made it do.
 */
export function createWake(look: () => Promise<void>, report: (error: unknown) => void): { wakeIn(ms: number): void } {
  let timer: { at: number; id: ReturnType<typeof setTimeout> } | undefined;
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name.startsWith(PREFIX)) look().then(() => browser.alarms.clear(name)).catch(report);
  });
  return {
    wakeIn(wanted) {
      const ms = Number.isNaN(wanted) ? LONGEST_MS : Math.min(LONGEST_MS, Math.max(0, wanted));
      const stretch = Math.ceil((Date.now() + Math.max(SHORTEST_ALARM_MS, ms)) / SHORTEST_ALARM_MS);
      void browser.alarms.create(`${PREFIX}${stretch}`, { when: stretch * SHORTEST_ALARM_MS, periodInMinutes: AGAIN_MINUTES });
      const at = Date.now() + ms;
      if (timer && timer.at <= at) return;
      if (timer) clearTimeout(timer.id);
      timer = {
        at,
        id: setTimeout(() => {
          timer = undefined;
          look().catch(report);
        }, ms),
      };
    },
  };
}
