import type { PickerOptions, RawPicked } from '../../contracts/raw-picker.ts';
import type { LayerPorts } from '../layer/ports.ts';
import { cut } from '../reader/text.ts';
import { Bar } from './bar.ts';
import { barView } from './bar-view.ts';
import { findIn, readOf, readsOf, type Run } from './columns.ts';
import { moveFrom, startOf } from './cursor.ts';
import { countAlike } from './generalise.ts';
import { listen, type PickerKey } from './input.ts';
import { Outlines, type TipWords } from './outlines.ts';
import { partsOf } from './parts.ts';
import { Session, type StepWords } from './session.ts';
import { Stage } from './stage.ts';
import { elementAt, isPointable, parentOf } from './tree.ts';
import { watchPage, type PageWatch } from './watch.ts';

/** Time after the page changed itself before its rows are read anew: changes come in heaps. */
const SETTLE_MS = 150;

/** One picking, from the first outline to the result: what is under the pointer or the cursor, and what was taken. */
export class Picking {
  readonly #ports: LayerPorts;
  readonly #session: Session;
  readonly #stage: Stage;
  readonly #bar: Bar;
  readonly #outlines: Outlines;
  readonly #end: (result: RawPicked | null) => void;
  readonly #before: Element | null;
  #hot: Element | null = null;
  #tip: TipWords | null = null;
  #runs: readonly Run[] = [];
  #words: StepWords | null = null;
  #point: { readonly x: number; readonly y: number } | null = null;
  #cancelFrame: (() => void) | null = null;
  #cancelSettle: (() => void) | null = null;
  #isOpen = true;
  #watch: PageWatch | null = null;
  #stopInput: (then: () => void) => void = (then) => then();

  constructor(ports: LayerPorts, options: PickerOptions, end: (result: RawPicked | null) => void) {
    const { doc } = ports;
    this.#ports = ports;
    this.#end = end;
    this.#before = doc.activeElement;
    this.#session = new Session(doc, options);
    this.#stage = new Stage(doc);
    this.#outlines = new Outlines(doc, this.#stage.layer);
    this.#bar = new Bar(doc, this.#stage.shadow, {
      mode: (mode) => this.#step(() => this.#session.setMode(mode)),
      alike: () => this.#step(() => this.#session.takeAlike()),
      reread: () => this.#step(() => this.#session.nextShape()),
      undo: () => this.#undo(),
      leave: () => this.#finish(null),
      done: () => this.#finish(this.#session.result()),
      field: (key) => this.#step(() => this.#session.chooseField(key)),
      read: (id, read) => this.#step(() => this.#session.change(id, { read })),
      map: (id, field) => this.#step(() => this.#session.change(id, { field })),
      remove: (id) => this.#step(() => this.#session.remove(id)),
      moved: () => this.#draw(),
    });
    const view = doc.defaultView;
    if (view) {
      this.#stopInput = listen(view, this.#stage.host, this.#stage.shadow, {
        hover: (x, y) => this.#hover(x, y),
        away: () => this.#away(),
        take: (x, y) => this.#takeAt(x, y),
        scroll: (x, y, dx, dy) => this.#scroll(x, y, dx, dy),
        key: (key) => this.#key(key),
        isOnBar: (x, y) => isIn(this.#bar.element, x, y),
        focusPlace: () => this.#focusPlace(),
      }, ports.after);
      this.#watch = watchPage(view, { moved: () => this.#draw(), changed: () => this.#changed(), raised: () => this.#stage.raise() });
    }
    this.#refresh();
    this.#bar.say(`Kiln picker. ${this.#bar.element.querySelector('.say')?.textContent ?? ''}`);
    this.focus();
  }

  focus(): void {
    this.#stage.raise();
    this.#bar.cursor.focus({ preventScroll: true });
  }

  /** Takes everything off the page; the focus goes back to where it was. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelFrame?.();
    this.#cancelSettle?.();
    this.#watch?.stop();
    this.#stage.fade();
    this.#stopInput(() => {
      this.#stage.close();
      if (this.#before?.isConnected && 'focus' in this.#before) (this.#before as HTMLElement).focus({ preventScroll: true });
    });
  }

  #finish(result: RawPicked | null): void {
    this.close();
    this.#end(result);
  }

  #step(act: () => StepWords | void): void {
    this.#words = act() ?? null;
    this.#refresh();
    if (this.#words) this.#bar.say(this.#words.text);
  }

  #undo(): void {
    this.#step(() => (this.#session.undo() ? { text: 'Taken back.', tone: 'ok' } : { text: 'There is nothing to take back.', tone: 'bad' }));
  }

  /** Reads the rows of the page anew and shows everything. */
  #refresh(): void {
    this.#runs = this.#session.runs();
    const root = this.#runs[0]?.[0]?.getRootNode();
    if (root?.nodeType === 11) this.#watch?.also(root);
    if (this.#hot && !this.#hot.isConnected) this.#setHot(null);
    this.#bar.show(barView(this.#session, this.#runs, this.#words, this.#cursorWords()));
    this.#draw();
  }

  #changed(): void {
    if (!this.#stage.isInPlace) this.#stage.raise();
    this.#draw();
    // A page that never rests is looked at again all the same.
    this.#cancelSettle ??= this.#ports.after(SETTLE_MS, () => {
      this.#cancelSettle = null;
      this.#refresh();
    });
  }

  /** Asks for one new picture; several wishes within a frame are one. */
  #draw(): void {
    if (this.#cancelFrame || !this.#isOpen) return;
    this.#cancelFrame = this.#ports.nextFrame(() => {
      this.#cancelFrame = null;
      if (this.#point) this.#follow(this.#point.x, this.#point.y);
      const { example, list, mode } = this.#session.state;
      this.#outlines.draw({
        hot: this.#hot, tip: this.#tip,
        example: mode === 'list' && !list ? example : null,
        container: this.#session.container(), runs: this.#runs, cells: this.#cells(),
      });
    });
  }

  /** The places that are taken: those of the record under the pointer, else of the first one in sight. */
  #cells(): { element: Element; label: string }[] {
    const { picks, mode } = this.#session.state;
    const height = this.#ports.doc.defaultView?.innerHeight ?? 0;
    const shown = mode === 'list' ? ((this.#hot ? this.#session.runAround(this.#hot, this.#runs) : null) ?? this.#runs.find((run) => isInSight(run[0], height)) ?? null) : null;
    // A text and its link are two columns of one place.
    const labels = new Map<Element, string>();
    for (const pick of picks) {
      const element = mode === 'single' ? this.#session.elementOf(pick) : shown ? findIn(shown, pick.selector)[0] : undefined;
      const known = element && labels.get(element);
      if (element) labels.set(element, known === undefined ? pick.name : `${known}, ${pick.name}`);
    }
    return [...labels].map(([element, label]) => ({ element, label }));
  }

  #hover(x: number, y: number): void {
    this.#point = { x, y };
    this.#draw();
  }

  #away(): void {
    this.#point = null;
  }

  /** The pointer rests while the page scrolls under it: what it points at is looked up with every picture. */
  #follow(x: number, y: number): void {
    const found = elementAt(this.#ports.doc, x, y, this.#stage.host);
    if (found !== this.#hot) this.#setHot(found && found.localName !== 'html' ? found : null);
  }

  #setHot(element: Element | null): void {
    this.#hot = element;
    this.#tip = element ? this.#tipOf(element) : null;
    this.#bar.showCursor(this.#cursorWords());
  }

  #cursorWords(): { selector: string; value: string } | null {
    return this.#hot ? { selector: shortName(this.#hot), value: cut(readOf(this.#hot, readsOf(this.#hot)[0] ?? 'text'), 120) } : null;
  }

  #tipOf(element: Element): TipWords {
    const { mode, list, field } = this.#session.state;
    const value = cut(readOf(element, readsOf(element)[0] ?? 'text'), 90);
    const taken = mode === 'single' ? this.#session.state.picks.find((pick) => this.#session.elementOf(pick) === element) : undefined;
    if (mode === 'single') return { title: taken?.name ?? this.#session.fields.find((one) => one.key === field)?.label ?? '', value, selector: shortName(element), note: taken ? 'taken, click removes it' : '' };
    const run = list ? this.#session.runAround(element, this.#runs) : null;
    const known = run ? this.#session.state.picks.find((pick) => findIn(run, pick.selector)[0] === element) : undefined;
    if (list) return { title: known?.name ?? '', value, selector: shortName(element), note: known ? 'taken, click removes it' : !run ? 'outside of the rows' : value === '' ? 'nothing to read' : 'click adds a column' };
    return { title: '', value, selector: shortName(element), note: `${countAlike(element)} alike on this page` };
  }

  #takeAt(x: number, y: number): void {
    if (!this.#isOpen) return;
    this.#point = { x, y };
    this.#follow(x, y);
    this.#takeHot();
  }

  #takeHot(): void {
    const element = this.#hot;
    if (!element) return;
    this.#step(() => this.#session.take(element));
    this.#tip = element.isConnected ? this.#tipOf(element) : null;
  }

  #key(key: PickerKey): void {
    if (!this.#isOpen) return;
    if (key === 'tab' || key === 'backtab') return this.#tab(key === 'tab' ? 1 : -1);
    if (key === 'undo') return this.#undo();
    if (key === 'escape') return this.#escape();
    if (key === 'take') return this.#takeHot();
    this.#point = null; // the pointer rests, the keys move
    const next = this.#hot?.isConnected ? moveFrom(this.#hot, key) : startOf(this.#ports.doc, this.#session.state.example);
    if (!next) return this.#bar.say({ up: 'Nothing around it.', down: 'Nothing inside.', left: 'Nothing before it.', right: 'Nothing after it.', next: 'That was the last text.', previous: 'That was the first text.' }[key]);
    next.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    this.#setHot(next);
    this.#draw();
    const words = this.#cursorWords();
    this.#bar.say([words?.selector, words?.value === '' ? 'no text' : words?.value, this.#tip?.note].filter(Boolean).join(', '));
  }

  /** Out of a control, else the last step back, else away. */
  #escape(): void {
    if (this.#focusPlace() === 'control') return this.#bar.cursor.focus({ preventScroll: true });
    if (this.#session.canUndo) this.#undo();
    else this.#finish(null);
  }

  /** The Tab key stays in the bar: the page is not for typing now. */
  #tab(by: 1 | -1): void {
    const stops = this.#bar.stops();
    const at = stops.indexOf(this.#stage.shadow.activeElement as HTMLElement);
    stops[at < 0 ? 0 : (at + by + stops.length) % stops.length]?.focus({ preventScroll: true });
  }

  #focusPlace(): 'page' | 'cursor' | 'control' | 'button' {
    const focused = this.#stage.shadow.activeElement;
    if (!focused) return 'page';
    if (focused === this.#bar.cursor) return 'cursor';
    return focused.localName === 'button' ? 'button' : 'control';
  }

  #scroll(x: number, y: number, dx: number, dy: number): boolean {
    for (let at = elementAt(this.#ports.doc, x, y, this.#stage.host); at && at.localName !== 'body' && at.localName !== 'html'; at = parentOf(at)) {
      if (at.scrollHeight <= at.clientHeight + 1 && at.scrollWidth <= at.clientWidth + 1) continue;
      const before = [at.scrollTop, at.scrollLeft].join();
      at.scrollBy({ left: dx, top: dy, behavior: 'instant' });
      if ([at.scrollTop, at.scrollLeft].join() !== before) return true;
    }
    return false;
  }
}

function isIn(element: Element, x: number, y: number): boolean {
  const box = element.getBoundingClientRect();
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

function isInSight(element: Element | undefined, height: number): boolean {
  if (!element || !isPointable(element)) return false;
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < height;
}

/** `p.role`, or `h3 a` where an element has no word of its own: how the tip calls an element. */
function shortName(element: Element): string {
  const part = partsOf(element).find((one) => one.cost <= 34)?.css;
  if (part !== undefined) return cut(/^[a-z]/i.test(part) ? part : `${element.localName}${part}`, 60);
  const around = parentOf(element);
  const outer = around && around.localName !== 'body' ? (partsOf(around).find((one) => one.cost <= 34)?.css ?? around.localName) : '';
  return cut(outer === '' ? element.localName : `${outer} ${element.localName}`, 60);
}
