import { browser } from 'wxt/browser';

const ALARM = 'look-again';
const SHORTEST_ALARM_MS = 30_000;

/**
 * "Look again" hints: a timer while this worker lives, an alarm in case it does not. Both only mean that somebody
 * should look at the rows; none of them carries work.
 */
export function createWake(look: () => void): { wakeIn(ms: number): void; listen(): void } {
  let timer: { at: number; id: ReturnType<typeof setTimeout> } | undefined;
  return {
    wakeIn(ms) {
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
