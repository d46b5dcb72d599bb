import { browser } from 'wxt/browser';

const ALARM = 'look-again';
const SHORTEST_ALARM_MS = 30_000;
/** A timer of more than 31 bits of milliseconds fires at once. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * "Look again" hints: a timer while this worker lives, an alarm in case it does not. Both only mean that somebody
 * should look at the rows; none of them carries work.
 */
export function createWake(look: () => void): { wakeIn(ms: number): void; listen(): void } {
  let timer: { at: number; id: ReturnType<typeof setTimeout> } | undefined;
  return {
    wakeIn(wanted) {
      const ms = Number.isNaN(wanted) ? LONGEST_MS : Math.min(LONGEST_MS, Math.max(0, wanted));
      void browser.alarms.create(ALARM, { when: Date.now() + Math.max(SHORTEST_ALARM_MS, ms) });
      const at = Date.now() + ms;
      if (timer && timer.at <= at) return;
      if (timer) clearTimeout(timer.id);
      timer = {
        at,
        id: setTimeout(() => {
          timer = undefined;
          look();
        }, ms),
      };
    },
    listen() {
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === ALARM) look();
      });
    },
  };
}
