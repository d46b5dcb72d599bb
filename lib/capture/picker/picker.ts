import type { PickerAnswer, PickerOptions, RawPicked } from '../../contracts/raw-picker.ts';
import type { LayerPorts } from '../layer/ports.ts';
import { Picking } from './picking.ts';

/**
 * The picker as the injection calls it: `start` opens it, `wait` answers when there is something to tell, at the latest
 * after the time given. The one who asks may die while a person picks: what was picked stays here until the picker is
 * opened again or left.
 */
export class Picker {
  readonly #ports: LayerPorts;
  #open: Picking | null = null;
  #result: RawPicked | null = null;
  #waiting = new Set<() => void>();

  constructor(ports: LayerPorts) {
    this.#ports = ports;
  }

  /** One that is open already is brought to the front, with what was taken. */
  start(options: PickerOptions): PickerAnswer {
    if (this.#open) {
      this.#open.focus();
      return this.#answer();
    }
    this.leave();
    this.#open = new Picking(this.#ports, options, (result) => this.#end(result));
    return this.#answer();
  }

  /** @param ms longest time to wait for a change, milliseconds */
  wait(ms: number): Promise<PickerAnswer> {
    if (!this.#open) return Promise.resolve(this.#answer());
    return new Promise((resolve) => {
      const tell = (): void => {
        cancel();
        this.#waiting.delete(tell);
        resolve(this.#answer());
      };
      const cancel = this.#ports.after(Math.max(0, ms), tell);
      this.#waiting.add(tell);
    });
  }

  /** Closes the picker and forgets what was picked. */
  leave(): PickerAnswer {
    this.#open?.close();
    this.#end(null);
    return this.#answer();
  }

  #end(result: RawPicked | null): void {
    this.#open = null;
    this.#result = result;
    for (const tell of this.#waiting) tell();
  }

  #answer(): PickerAnswer {
    if (this.#open) return { state: 'picking' };
    return this.#result ? { state: 'done', result: this.#result } : { state: 'left' };
  }
}
