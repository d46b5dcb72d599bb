import type { StepPorts } from './ports.ts';

/** Waits that a stop ends at once. */
export class Changes {
  readonly #ports: StepPorts;
  readonly #wakers = new Set<() => void>();
  #isStopped = false;

  constructor(ports: StepPorts) {
    this.#ports = ports;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
    for (const wake of this.#wakers) wake();
  }

  /**
   * Waits until the page has changed and been quiet again for `quietMs`.
   * @returns false when nothing changed for `firstMs`, or on a stop; true also when it went on changing for `mostMs`
   */
  settled({ quietMs, firstMs, mostMs }: { readonly quietMs: number; readonly firstMs: number; readonly mostMs: number }): Promise<boolean> {
    const { doc, after } = this.#ports;
    const Observer = doc.defaultView?.MutationObserver;
    if (this.#isStopped || !Observer) return Promise.resolve(false);
    return new Promise((resolve) => {
      let changed = false;
      const end = (): void => {
        observer.disconnect();
        cancelQuiet();
        cancelMost();
        this.#wakers.delete(end);
        resolve(changed && !this.#isStopped);
      };
      const observer = new Observer(() => {
        changed = true;
        cancelQuiet();
        cancelQuiet = after(quietMs, end);
      });
      let cancelQuiet = after(firstMs, end);
      const cancelMost = after(Math.max(firstMs, mostMs), end);
      this.#wakers.add(end);
      // Classes and styles are left out: whatever moves for its own sake would never come to rest.
      observer.observe(doc, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['href', 'src', 'hidden'] });
    });
  }
}
