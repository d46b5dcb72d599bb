import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { portsOf } from '../lib/capture/layer/page-ports.ts';
import { Picker } from '../lib/capture/picker/picker.ts';
import type { PickerOptions } from '../lib/contracts/raw-picker.ts';

/**
 * Injected on demand into the isolated world. A second injection keeps the picker that is there, with what a person has
 * picked and nobody has fetched yet.
 */
export default defineUnlistedScript(() => {
  if (Object.hasOwn(globalThis, '__kilnPicker')) return;
  const picker = new Picker(portsOf(window));
  const api = { start: (options: PickerOptions) => picker.start(options), wait: (ms: number) => picker.wait(ms), leave: () => picker.leave() };
  Object.defineProperty(globalThis, '__kilnPicker', { value: api, configurable: true });
});
