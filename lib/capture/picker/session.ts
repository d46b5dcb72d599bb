import { LIST_ROWS, PICKER_PICKS, PICKER_ROWS, PICKER_STEPS } from '../../core/limits.ts';
import type { PickerOptions, RawPick, RawPicked } from '../../contracts/raw-picker.ts';
import { cut } from '../reader/text.ts';
import { findIn, nameOf, nearestWith, placeIn, readOf, readsOf, suggestColumns, valueOf, type Run } from './columns.ts';
import { listsOfOne, listsOfTwo, type ListShape } from './generalise.ts';
import { fieldFor, nextField } from './guess-field.ts';
import { uniqueSelector } from './selector.ts';
import { selectAll } from '../reader/shadow.ts';
import { chainOf, holds } from './tree.ts';

export type Mode = 'list' | 'single';

export interface Pick extends RawPick {
  readonly id: number;
}
/** A list as it is found again on the page, whatever is redrawn. */
interface FoundList {
  readonly container: string;
  readonly record: string;
  readonly span: boolean;
  /** Other meanings of the same examples. */
  readonly shapes: readonly ListShape[];
  readonly index: number;
}
export interface PickerState {
  readonly mode: Mode;
  readonly example: Element | null;
  readonly list: FoundList | null;
  readonly picks: readonly Pick[];
  /** The field that the next click on a single page is for. */
  readonly field: string | null;
  /** The person chose that field: it is taken at its word. */
  readonly isChosen: boolean;
}

/** What a step did, in words for the bar and for the screen reader. */
export interface StepWords {
  readonly text: string;
  readonly tone: 'ok' | 'bad';
}
/** Rows that are looked at to say how many have a column. */
const LOOKED_ROWS = 200;
const said = (text: string): StepWords => ({ text, tone: 'ok' });
const refused = (text: string): StepWords => ({ text, tone: 'bad' });

/**
 * What a person has pointed at so far. Knows the page and no interface; every step can be taken back. Rows are read
 * anew from the page each time, so that a page that redraws itself meanwhile is no other case.
 */
export class Session {
  readonly #doc: Document;
  readonly #options: PickerOptions;
  #state: PickerState;
  #steps: PickerState[] = [];
  #nextId = 1;

  constructor(doc: Document, options: PickerOptions) {
    this.#doc = doc;
    this.#options = options;
    this.#state = this.#fresh(options.mode);
  }

  get state(): PickerState {
    return this.#state;
  }
  get canUndo(): boolean {
    return this.#steps.length > 0;
  }
  get fields(): PickerOptions['fields'] {
    return this.#options.fields;
  }

  #fresh(mode: Mode): PickerState {
    return { mode, example: null, list: null, picks: [], field: mode === 'single' ? nextField([], this.#options) : null, isChosen: false };
  }

  #go(next: Partial<PickerState>): void {
    this.#steps = [...this.#steps, this.#state].slice(-PICKER_STEPS);
    this.#state = { ...this.#state, ...next };
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    const last = this.#steps.pop();
    if (last) this.#state = last;
    return last !== undefined;
  }

  setMode(mode: Mode): void {
    if (mode === this.#state.mode) return;
    this.#go(this.#fresh(mode));
  }

  /** The records of the list as they are on the page now. */
  runs(): Run[] {
    const { list } = this.#state;
    const [container] = list ? selectAll(this.#doc, list.container, 1) : [];
    if (!list || !container) return [];
    const records = selectAll(container, list.record, LIST_ROWS);
    if (!list.span) return records.map((record) => [record]);
    const heads = new Set(records);
    return records.map((head) => {
      const run = [head];
      for (let at = head.nextElementSibling; at && !heads.has(at) && run.length < 40; at = at.nextElementSibling) run.push(at);
      return run;
    });
  }

  container(): Element | null {
    const { list } = this.#state;
    return list ? (selectAll(this.#doc, list.container, 1)[0] ?? null) : null;
  }

  /** The record that an element stands in. */
  runAround(element: Element, runs: readonly Run[] = this.runs()): Run | null {
    const chain = new Set(chainOf(element));
    return runs.find((run) => run.some((one) => chain.has(one))) ?? null;
  }

  /** Takes the element that was pointed at. */
  take(element: Element): StepWords {
    const { mode, list, example } = this.#state;
    if (mode === 'single') return this.#takeField(element);
    if (list) return this.#toggleColumn(element);
    if (!example || !example.isConnected) {
      this.#go({ example: element });
      const [alike] = listsOfOne(element);
      return said(alike ? `First example taken. ${alike.count} alike were found: take them, or choose a second example.` : 'First example taken. Choose the same thing in another entry.');
    }
    const shapes = listsOfTwo(example, element);
    if (shapes.length === 0) return refused(holds(example, element) || holds(element, example) ? 'That is the same entry. Choose the same thing in another one.' : 'These two have nothing in common. Choose the same thing in another entry.');
    return this.#openList(shapes);
  }

  /** The list that the one example seems to belong to. */
  alike(): ListShape | null {
    const { example, list, mode } = this.#state;
    return mode === 'list' && example?.isConnected && !list ? (listsOfOne(example)[0] ?? null) : null;
  }

  takeAlike(): StepWords {
    const { example } = this.#state;
    const shapes = example ? listsOfOne(example) : [];
    return shapes.length === 0 ? refused('Nothing like it was found. Choose a second example.') : this.#openList(shapes);
  }

  #openList(shapes: readonly ListShape[], index = 0): StepWords {
    const shape = shapes[index];
    const container = shape ? uniqueSelector(shape.container) : '';
    if (!shape || container.length > 500 || shape.record.length > 500) return refused('This list cannot be described. Choose something further inside of it.');
    this.#go({ list: { container, record: shape.record, span: shape.span, shapes: shapes.slice(0, 6), index }, picks: [] });
    const runs = this.runs();
    const picks = suggestColumns(runs).map((column) => ({ id: this.#nextId++, name: column.name, selector: column.selector, read: column.read, field: 'auto' as const }));
    this.#state = { ...this.#state, picks: withOwnNames(picks) };
    return said(`${runs.length} rows with ${picks.length} columns. Point at what a row says to add it or take it away.`);
  }

  /** Another meaning of the same examples: rows further in, or further out. */
  nextShape(): StepWords {
    const { list } = this.#state;
    if (!list || list.shapes.length < 2) return refused('There is no other way to read these examples.');
    return this.#openList(list.shapes.filter((shape) => shape.container.isConnected), (list.index + 1) % list.shapes.length);
  }

  #toggleColumn(element: Element): StepWords {
    const runs = this.runs();
    const run = this.runAround(element, runs);
    if (!run) return refused('That is outside of the rows.');
    const known = this.#state.picks.find((pick) => findIn(run, pick.selector)[0] === element);
    if (known) return this.remove(known.id);
    return this.#add(element, run, runs);
  }

  #add(element: Element, run: Run, runs: readonly Run[]): StepWords {
    if (this.#state.picks.length >= PICKER_PICKS) return refused(`${PICKER_PICKS} columns are the most.`);
    const selector = placeIn(run, element, runs);
    const read = readsOf(element).find((one) => readOf(element, one) !== '');
    if (read === undefined) return refused('There is nothing to read here.');
    if (selector === null || selector.length > 500) return refused('This place cannot be described. Choose something around it.');
    const pick: Pick = { id: this.#nextId++, name: nameOf(element, run, read), selector, read, field: 'auto' };
    this.#go({ picks: withOwnNames([...this.#state.picks, pick]) });
    const looked = runs.slice(0, LOOKED_ROWS);
    const filled = looked.filter((one) => valueOf(one, pick) !== '').length;
    return said(`Column ${this.#state.picks.at(-1)?.name} added, ${filled} of ${looked.length} rows have it.`);
  }

  #takeField(element: Element): StepWords {
    const known = this.#state.picks.find((pick) => selectAll(this.#doc, pick.selector, 1)[0] === element);
    if (known) return this.remove(known.id);
    if (this.#state.picks.length >= PICKER_PICKS) return refused(`${PICKER_PICKS} fields are the most.`);
    const place = placeOfField(element);
    if (!place) return refused('There is nothing to read here.');
    const value = readOf(place.element, place.read);
    const field = this.#state.isChosen ? this.#state.field : fieldFor(value, place.read, this.#state.field, this.#state.picks, this.#options);
    const selector = uniqueSelector(place.element);
    if (selector.length > 500) return refused('This place cannot be described. Choose something around it.');
    const label = this.#options.fields.find((one) => one.key === field)?.label ?? 'Value';
    const picks = [...this.#state.picks.filter((pick) => field === null || pick.field !== field), { id: this.#nextId++, name: label, selector, read: place.read, field: field as Pick['field'] }];
    this.#go({ picks, field: nextField(picks, this.#options), isChosen: false });
    return said(`${label}: ${cut(value, 80)}`);
  }

  chooseField(field: string | null): void {
    this.#state = { ...this.#state, field, isChosen: true };
  }

  /** Takes a column or a field away. */
  remove(id: number): StepWords {
    const gone = this.#state.picks.find((pick) => pick.id === id);
    const picks = this.#state.picks.filter((pick) => pick.id !== id);
    this.#go({ picks, ...(this.#state.mode === 'single' ? { field: gone?.field ?? nextField(picks, this.#options) } : {}) });
    return said(`${gone?.name ?? 'It'} taken away.`);
  }

  /** Another field, or another thing to read at the same place. A link may stand around what was pointed at, or in it. */
  change(id: number, change: { readonly field?: string | null; readonly read?: string }): StepWords {
    const pick = this.#state.picks.find((one) => one.id === id);
    if (!pick) return refused('It is not there any more.');
    const label = change.field === undefined ? undefined : this.#options.fields.find((one) => one.key === change.field)?.label;
    const place = change.read === undefined ? {} : (this.#placeToRead(pick, change.read) ?? {});
    const next: Pick = { ...pick, ...place, ...(change.field === undefined ? {} : { field: change.field as Pick['field'] }), ...(label === undefined ? {} : { name: label }) };
    this.#go({ picks: this.#state.picks.map((one) => (one.id === id ? next : one)) });
    return said(`${next.name}: ${next.read === 'text' ? 'text' : next.read === 'href' ? 'link' : next.read === 'src' ? 'picture' : next.read}`);
  }

  #placeToRead(pick: Pick, read: string): Pick | null {
    const element = this.elementOf(pick);
    if (!element) return null;
    if ((read !== 'href' && read !== 'src') || element.hasAttribute(read)) return { ...pick, read };
    const run = this.#state.mode === 'list' ? this.runAround(element) : null;
    const near = nearestWith(read, element, run?.[0] ?? null);
    if (!near) return null;
    const selector = run ? placeIn(run, near, this.runs()) : uniqueSelector(near);
    return selector === null ? null : { ...pick, selector, read };
  }

  /** What can be read at the place of a pick: of the first row that has it. */
  readsOf(pick: Pick): string[] {
    const element = this.elementOf(pick);
    if (!element) return [pick.read];
    const reads = readsOf(element);
    const limit = this.#state.mode === 'list' ? (this.runAround(element)?.[0] ?? null) : null;
    const near = (['href', 'src'] as const).filter((read) => !reads.includes(read) && nearestWith(read, element, limit) !== null);
    return [...new Set([...(reads.includes(pick.read) ? [] : [pick.read]), ...reads, ...near])];
  }

  elementOf(pick: Pick): Element | null {
    if (this.#state.mode === 'single') return selectAll(this.#doc, pick.selector, 1)[0] ?? null;
    for (const run of this.runs().slice(0, PICKER_ROWS)) {
      const [found] = findIn(run, pick.selector);
      if (found) return found;
    }
    return null;
  }

  /** The first rows as they are on the page now, and how many there are. */
  rows(max: number = PICKER_ROWS): { readonly count: number; readonly rows: readonly (readonly string[])[] } {
    const { mode, picks } = this.#state;
    if (mode === 'single') {
      const values = picks.map((pick) => { const element = this.elementOf(pick); return element ? readOf(element, pick.read) : ''; });
      return { count: picks.length > 0 ? 1 : 0, rows: picks.length > 0 ? [values] : [] };
    }
    const runs = this.runs();
    return { count: runs.length, rows: runs.slice(0, max).map((run) => picks.map((pick) => valueOf(run, pick))) };
  }

  /** What was picked, or null while it is not enough. */
  result(): RawPicked | null {
    const { mode, picks, list } = this.#state;
    const bare = picks.map(({ id: _id, ...pick }) => ({ ...pick, name: cut(pick.name, 80) }));
    const page = { url: cut(this.#doc.URL, 2_000), title: cut(this.#doc.title, 500) };
    const { count, rows } = this.rows();
    if (picks.length === 0 || count === 0) return null;
    if (mode === 'single') return { mode, ...page, picks: bare, values: [...(rows[0] ?? [])] };
    if (!list) return null;
    return { mode, ...page, container: list.container, record: list.record, span: list.span, picks: bare, rowCount: count, rows: rows.map((row) => [...row]) };
  }
}

/** What is read where a person points on a single page: a picture, an address behind a link, or the text. */
function placeOfField(element: Element): { element: Element; read: string } | null {
  const link = nearestWith('href', element, element);
  const href = link?.getAttribute('href') ?? '';
  if (link && /^(?:mailto|tel):/i.test(href)) return { element: link, read: 'href' };
  const read = readsOf(element)[0];
  return read === undefined || readOf(element, read) === '' ? null : { element, read };
}

/** Two columns of one name are told apart by a number. */
function withOwnNames(picks: readonly Pick[]): Pick[] {
  const seen = new Map<string, number>();
  return picks.map((pick) => {
    const times = (seen.get(pick.name) ?? 0) + 1;
    seen.set(pick.name, times);
    return times === 1 ? pick : { ...pick, name: `${pick.name} ${times}` };
  });
}
