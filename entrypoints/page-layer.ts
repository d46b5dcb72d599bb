import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Highlights, type HighlightTarget } from '../lib/capture/layer/highlight.ts';
import { ListOverlay } from '../lib/capture/layer/list-overlay.ts';
import type { OverlayInput, RecordTarget } from '../lib/capture/layer/overlay-types.ts';
import { portsOf } from '../lib/capture/layer/page-ports.ts';
import { Records } from '../lib/capture/layer/records.ts';
import { Toasts, type ToastText } from '../lib/capture/layer/toast.ts';

/**
 * Injected on demand into the isolated world; what its functions return is the answer of the injection. A second injection
 * keeps the layer that is there, so that a toast which waits for its answer is not lost.
 */
export default defineUnlistedScript(() => {
  if (Object.hasOwn(globalThis, '__kilnLayer')) return;
  const ports = portsOf(window);
  const toasts = new Toasts(ports);
  const highlights = new Highlights(ports);
  const overlay = new ListOverlay(ports);
  const layer = {
    toast: (text: ToastText) => toasts.show(text),
    highlight: (target: HighlightTarget) => highlights.show(target),
    overlay: (input: OverlayInput) => overlay.show(input),
    hideOverlay: () => overlay.hide(),
    record: ({ container, record, index, texts }: RecordTarget) => {
      const found = new Records(document, container, record).find(index, texts);
      return found !== null && highlights.ring(found);
    },
  };
  Object.defineProperty(globalThis, '__kilnLayer', { value: layer, configurable: true });
});
