import { OVERLAY_RECORDS } from '../../core/limits.ts';
import { DrawnList } from './drawn-list.ts';
import { toolbar } from './overlay-toolbar.ts';
import type { OverlayAnswer, OverlayInput } from './overlay-types.ts';
import type { LayerPorts } from './ports.ts';
import { Records, unite } from './records.ts';
import { make, openRoot } from './root.ts';

/**
 * The outline of a list over the page. The promise of `show` is the answer of the injection. Nobody may be left to hear it: the
 * worker may have died meanwhile. So an answer counts as heard only when the next call shows that it was, and is given again if not.
 */
export class ListOverlay {
  readonly #ports: LayerPorts;
  #shown: { readonly key: string; readonly remove: () => void } | null = null;
  #resolve: ((answer: OverlayAnswer) => void) | null = null;
  #unheard: { readonly answer: OverlayAnswer; readonly key: string } | null = null;

  constructor(ports: LayerPorts) {
    this.#ports = ports;
  }

  show(input: OverlayInput): Promise<OverlayAnswer> {
    const key = JSON.stringify(input);
    this.#settle('replaced');
    const unheard = this.#unheard;
    this.#unheard = null;
    if (unheard?.key === key) return Promise.resolve(unheard.answer);
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (this.#shown?.key === key) return;
      const isStep = this.#shown !== null;
      this.#remove();
      const records = new Records(this.#ports.doc, input.container, input.record);
      if (records.heads.length === 0) this.#settle('gone');
      else {
        this.#shown = { key, remove: this.#draw(input, records) };
        if (isStep) this.#bringIntoView(records);
      }
    });
  }

  /** Also says that the last answer was heard. */
  hide(): null {
    this.#unheard = null;
    this.#remove();
    this.#settle('leave');
    return null;
  }

  #settle(answer: OverlayAnswer): void {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve?.(answer);
  }

  #remove(): void {
    this.#shown?.remove();
    this.#shown = null;
  }

  /** The list that a person stepped to may be anywhere on the page. */
  #bringIntoView(records: Records): void {
    const [first] = records.heads;
    const box = unite([first, records.heads.at(-1)].map((head) => (head ? records.boxOf(head) : null)));
    const height = this.#ports.doc.defaultView?.innerHeight ?? 0;
    if (box && first && (box.bottom < 0 || box.top > height)) first.scrollIntoView({ block: 'center', inline: 'nearest', behavior: this.#ports.prefersCalm() ? 'auto' : 'smooth' });
  }

  /** What the person chose. The outline stays for the next list, and goes for everything else. */
  #answer(answer: OverlayAnswer): void {
    this.#unheard = { answer, key: this.#shown?.key ?? '' };
    if (answer !== 'next' && answer !== 'previous') this.#remove();
    this.#settle(answer);
  }

  #draw(input: OverlayInput, first: Records): () => void {
    const { doc } = this.#ports;
    const view = doc.defaultView;
    const root = openRoot(this.#ports);
    const layer = make(doc, 'div', 'list');
    const bar = toolbar(doc, input, (answer) => this.#answer(answer));
    const drawn = new DrawnList(doc, input, OVERLAY_RECORDS);
    layer.append(drawn.element, bar);
    root.shadow.append(layer);
    let records = first;
    let isStale = false;
    let cancelFrame: (() => void) | null = null;
    // One picture at most between two frames, and none while nothing moves.
    const redraw = (): void => {
      cancelFrame ??= this.#ports.nextFrame(() => {
        cancelFrame = null;
        if (isStale && !renew()) return;
        drawn.draw(records, bar);
      });
    };
    const seen = watchSeen(view, drawn, redraw);
    /** Looks for the records again after the page has changed; false when the list is gone. */
    const renew = (): boolean => {
      isStale = false;
      const now = new Records(doc, input.container, input.record);
      if (now.heads.length === 0) {
        this.#remove();
        this.#settle('gone');
        return false;
      }
      const isSame = now.heads.length === records.heads.length && now.heads.every((head, i) => head === records.heads[i]);
      records = now;
      drawn.forgetKnown();
      if (!isSame) seen?.watch(now.heads);
      return true;
    };
    seen?.watch(records.heads);
    const changed = view ? new view.MutationObserver(() => {
      isStale = true;
      redraw();
    }) : null;
    changed?.observe(doc.body ?? doc.documentElement, { childList: true, characterData: true, subtree: true });
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && event.isTrusted) this.#answer('leave');
    };
    view?.addEventListener('scroll', redraw, { capture: true, passive: true });
    view?.addEventListener('resize', redraw, { passive: true });
    view?.addEventListener('keydown', onKey, { capture: true });
    drawn.draw(records, bar);
    return () => {
      cancelFrame?.();
      seen?.stop();
      changed?.disconnect();
      view?.removeEventListener('scroll', redraw, { capture: true });
      view?.removeEventListener('resize', redraw);
      view?.removeEventListener('keydown', onKey, { capture: true });
      root.remove();
    };
  }
}

/** The browser tells which records are on the screen and when the page changes its size: nothing has to be measured to find out. */
function watchSeen(view: Document['defaultView'], drawn: DrawnList, redraw: () => void): { watch(heads: readonly Element[]): void; stop(): void } | null {
  if (!view?.IntersectionObserver) return null;
  const seen = new view.IntersectionObserver((entries) => {
    for (const entry of entries) drawn.note(entry.target, entry.isIntersecting);
    redraw();
  });
  const size = view.ResizeObserver ? new view.ResizeObserver(redraw) : null;
  return {
    watch(heads) {
      seen.disconnect();
      size?.disconnect();
      drawn.forget();
      for (const head of heads) seen.observe(head);
      const around = heads[0]?.parentElement;
      if (around) size?.observe(around);
      size?.observe(view.document.documentElement);
    },
    stop() {
      seen.disconnect();
      size?.disconnect();
    },
  };
}
