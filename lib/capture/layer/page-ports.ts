import type { LayerPorts } from './ports.ts';

/** What the page layer needs, of the page it is in. */
export const portsOf = (view: Window): LayerPorts => ({
  doc: view.document,
  now: () => view.performance.now(),
  after: (ms, act) => {
    const timer = view.setTimeout(act, ms);
    return () => view.clearTimeout(timer);
  },
  nextFrame: (act) => {
    const frame = view.requestAnimationFrame(act);
    return () => view.cancelAnimationFrame(frame);
  },
  prefersCalm: () => view.matchMedia('(prefers-reduced-motion: reduce)').matches,
});
