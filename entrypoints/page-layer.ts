import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Highlights, type HighlightTarget } from '../lib/capture/layer/highlight.ts';
import type { LayerPorts } from '../lib/capture/layer/ports.ts';
import { Toasts, type ToastText } from '../lib/capture/layer/toast.ts';

/**
 * Injected on demand into the isolated world; what its functions return is the answer of the injection. A second injection
 * keeps the layer that is there, so that a toast which waits for its answer is not lost.
 */
export default defineUnlistedScript(() => {
  if (Object.hasOwn(globalThis, '__kilnLayer')) return;
  const ports: LayerPorts = {
    doc: document,
    now: () => performance.now(),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    nextFrame: (act) => {
      const frame = requestAnimationFrame(act);
      return () => cancelAnimationFrame(frame);
    },
    prefersCalm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
  const toasts = new Toasts(ports);
  const highlights = new Highlights(ports);
  const layer = { toast: (text: ToastText) => toasts.show(text), highlight: (target: HighlightTarget) => highlights.show(target) };
  Object.defineProperty(globalThis, '__kilnLayer', { value: layer, configurable: true });
});
