import type { RawRow } from '../../../contracts/raw-list.ts';
import type { RawStep, StepOptions } from '../../../contracts/raw-step.ts';
import { FOLLOW_BOTTOM_LOOKS, FOLLOW_CHANGE_MS, FOLLOW_QUIET_MS, FOLLOW_SCROLL_MS, LIST_ROWS } from '../../../core/limits.ts';
import { samePageOrCount, samePath } from '../../../domain/list/next-address.ts';
import { Changes } from './changes.ts';
import { bySelector } from '../shadow.ts';
import { findControl, hasWall } from './control.ts';
import { harvest, type Harvest } from './harvest.ts';
import { look } from './look.ts';
import type { Outcome, StepPorts } from './ports.ts';
import { Scroller } from './scroller.ts';

/** Follows that one document remembers. */
const SESSIONS = 8;
/** A page that was just loaded is given this long to begin to change, and to come to rest. */
const FIRST_MS = 150;
const LOADING_MS = 3_000;
const LOOK_MS = 1_000;
/** Wait for rows that a scroll brings, and at the bottom for those that have to be fetched. */
const SCROLLED_MS = 180;
const BOTTOM_MS = 900;

/** What a document remembers of a follow: enough to give a lost answer again, and never to press twice for one step. */
interface Session {
  step: number;
  answer: RawStep | null;
  turn: Promise<unknown>;
  changes: Changes;
  pressed: number;
  /** Keys of the rows that stood there when it was pressed. */
  old: ReadonlySet<string>;
  /** It has handed back rows: what comes now goes on from there. */
  isGoing: boolean;
  /** Keys that adding steps handed back. */
  readonly sent: Set<string>;
  bottomLooks: number;
}

/** Takes the steps of following a list inside its page. Nothing of the page is changed but by pressing and scrolling. */
export class Follower {
  readonly #ports: StepPorts;
  readonly #sessions = new Map<string, Session>();

  constructor(ports: StepPorts) {
    this.#ports = ports;
  }

  async step(options: StepOptions): Promise<RawStep> {
    if (options.act === 'look') return this.#framed(options, false, () => look(this.#ports, options));
    const session = this.#sessions.get(options.follow) ?? this.#begin(options.follow);
    if (options.act === 'stop') {
      session.changes.stop();
      return this.#framed(options, false, () => Promise.resolve({ outcome: 'stopped' }));
    }
    // One after the other: whoever asks for the step that is under way waits, and gets its answer.
    const turn = session.turn.then(() => this.#answer(options, session));
    session.turn = turn.catch(() => undefined);
    return turn;
  }

  async #answer(options: StepOptions, session: Session): Promise<RawStep> {
    if (session.answer !== null && session.step === options.step) return session.answer;
    session.changes = new Changes(this.#ports);
    session.step = options.step;
    session.answer = null;
    const answer = await this.#framed(options, !session.isGoing, () => this.#take(options, session));
    if (answer.outcome === 'rows') session.isGoing = true;
    // What was cut short, or waited for a look, is tried again when it is asked again.
    if (answer.outcome !== 'stopped' && answer.outcome !== 'hidden') session.answer = answer;
    return answer;
  }

  #begin(follow: string): Session {
    for (const old of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - SESSIONS + 1))) this.#sessions.delete(old);
    const session: Session = { step: -1, answer: null, turn: Promise.resolve(), changes: new Changes(this.#ports), pressed: -1, old: new Set(), isGoing: false, sent: new Set(), bottomLooks: 0 };
    this.#sessions.set(follow, session);
    return session;
  }

  async #framed(options: StepOptions, isFresh: boolean, act: () => Promise<Outcome>): Promise<RawStep> {
    const { doc, now, status } = this.#ports;
    const startedAt = now();
    const { outcome, rows = [], found = 0, next = null, atEnd = false, look: seen } = await act();
    return {
      format: 1, step: options.step, outcome, rows: rows.slice(0, LIST_ROWS), found, next, atEnd, isFresh,
      url: doc.URL.slice(0, 2_000), status: status(), wall: outcome === 'no-list' && hasWall(doc), tookMs: Math.max(0, now() - startedAt),
      ...(seen === undefined ? {} : { look: seen }),
    };
  }

  /** A document that was loaded anew is read as it stands before anything is pressed. */
  #take(options: StepOptions, session: Session): Promise<Outcome> {
    switch (options.act) {
      case 'scroll':
        return this.#scroll(options, session);
      case 'press':
        return session.isGoing ? this.#press(options, session) : this.#read(options, session);
      case 'read':
      case 'look':
      case 'stop':
        return this.#read(options, session);
    }
  }

  async #read(options: StepOptions, session: Session): Promise<Outcome> {
    const { doc } = this.#ports;
    const at = doc.URL;
    await session.changes.settled({ quietMs: FOLLOW_QUIET_MS, firstMs: FIRST_MS, mostMs: LOADING_MS });
    const found = await this.#awaitList(options, session);
    if (!samePageOrCount(at, doc.URL)) return { outcome: 'moved' };
    if (found === null) return { outcome: session.changes.isStopped ? 'stopped' : 'no-list' };
    return this.#rows(options, session, found, found.rows);
  }

  /** The list, at once or when the page has drawn it. */
  async #awaitList(options: StepOptions, { changes }: Session): Promise<Harvest | null> {
    const { now } = this.#ports;
    const giveUpAt = now() + FOLLOW_CHANGE_MS;
    for (;;) {
      const found = await harvest(this.#ports, options);
      if (found !== null && found.rows.length > 0) return found;
      const left = giveUpAt - now();
      if (left <= 0 || changes.isStopped) return null;
      await changes.settled({ quietMs: FOLLOW_QUIET_MS, firstMs: left, mostMs: left });
    }
  }

  async #press(options: StepOptions, session: Session): Promise<Outcome> {
    const { doc } = this.#ports;
    if (!this.#isHere(options)) return { outcome: 'moved' };
    const before = await this.#awaitList(options, session);
    if (before === null) return { outcome: session.changes.isStopped ? 'stopped' : 'no-list' };
    const container = bySelector(doc, before.container) ?? doc.body;
    if (session.pressed !== options.step) {
      const control = options.control === undefined ? null : findControl(doc, container, options.control);
      if (control === null) return { ...this.#rows(options, session, before, options.replaces ? [] : before.rows), atEnd: true };
      session.pressed = options.step;
      session.old = options.replaces ? new Set(before.rows.map(({ key }) => key)) : session.sent;
      control.click();
    }
    const after = await this.#awaitOthers(options, session);
    if (!this.#isHere(options)) return { outcome: 'moved' };
    if (session.changes.isStopped && after === null) return { outcome: 'stopped' };
    const found = after ?? before;
    const last = options.control === undefined || findControl(doc, bySelector(doc, found.container) ?? doc.body, options.control) === null;
    return { ...this.#rows(options, session, found, found.rows), atEnd: last };
  }

  /** The list when it has rows that were not there when it was pressed; null when they stay the same. */
  async #awaitOthers(options: StepOptions, { changes, old }: Session): Promise<Harvest | null> {
    const { now } = this.#ports;
    const giveUpAt = now() + FOLLOW_CHANGE_MS;
    // Looked at again without a change too: rows may have been there all along, and hidden.
    for (let firstMs = FIRST_MS; ; firstMs = Math.min(LOOK_MS, giveUpAt - now())) {
      if (firstMs <= 0 || changes.isStopped) return null;
      await changes.settled({ quietMs: FOLLOW_QUIET_MS, firstMs, mostMs: Math.min(Math.max(firstMs, FOLLOW_QUIET_MS), LOADING_MS) });
      const found = await harvest(this.#ports, options);
      if (found?.rows.some(({ key }) => !old.has(key))) return found;
    }
  }

  /** Scrolls on for a while and keeps each row it sees: a virtual list drops those that leave the view. */
  async #scroll(options: StepOptions, session: Session): Promise<Outcome> {
    const { doc, now } = this.#ports;
    const { changes } = session;
    if (!this.#isHere(options)) return { outcome: 'moved' };
    const rows = new Map<string, RawRow>();
    let last = await this.#awaitList(options, session);
    if (last === null) return { outcome: changes.isStopped ? 'stopped' : 'no-list' };
    const scroller = new Scroller(doc, bySelector(doc, last.container) ?? doc.body, options.scroller);
    if (!session.isGoing) {
      scroller.toTop();
      await changes.settled({ quietMs: SCROLLED_MS, firstMs: SCROLLED_MS, mostMs: LOADING_MS });
    }
    const endAt = now() + FOLLOW_SCROLL_MS;
    for (;;) {
      const found = await harvest(this.#ports, options);
      if (!this.#isHere(options)) return { outcome: 'moved' };
      const news = (found?.rows ?? []).filter(({ key }) => !session.sent.has(key) && !rows.has(key));
      for (const row of news) rows.set(row.key, row);
      last = found ?? last;
      if (news.length > 0) session.bottomLooks = 0;
      if (session.bottomLooks >= FOLLOW_BOTTOM_LOOKS || changes.isStopped || now() >= endAt || rows.size >= LIST_ROWS / 2) break;
      await this.#scrollOn(scroller, session);
    }
    if (doc.visibilityState === 'hidden') {
      // Behind other tabs nothing is drawn or fetched: quiet says nothing there.
      session.bottomLooks = 0;
      if (rows.size === 0) return { outcome: 'hidden' };
    }
    return { ...this.#rows(options, session, last, [...rows.values()]), atEnd: session.bottomLooks >= FOLLOW_BOTTOM_LOOKS };
  }

  async #scrollOn(scroller: Scroller, session: Session): Promise<void> {
    const { changes } = session;
    if (!scroller.isAtBottom) {
      scroller.on();
      await changes.settled({ quietMs: SCROLLED_MS, firstMs: SCROLLED_MS, mostMs: LOADING_MS });
      return;
    }
    session.bottomLooks += 1;
    scroller.nudge();
    await changes.settled({ quietMs: FOLLOW_QUIET_MS, firstMs: BOTTOM_MS, mostMs: LOADING_MS });
  }

  #rows(options: StepOptions, session: Session, { found, next }: Pick<Harvest, 'found' | 'next'>, rows: readonly RawRow[]): Outcome {
    const isAdding = options.act === 'scroll' || (options.act === 'press' && !options.replaces) || (options.act === 'read' && options.control !== undefined && !options.replaces);
    const fresh = isAdding ? rows.filter(({ key }) => !session.sent.has(key)) : [...rows];
    if (isAdding) for (const { key } of fresh) session.sent.add(key);
    return { outcome: 'rows', rows: fresh, found, next };
  }

  /** The page is still the one of the list: a count in its address may have gone up, nothing else. */
  readonly #isHere = ({ page, replaces }: StepOptions): boolean => (replaces ? samePageOrCount : samePath)(page, this.#ports.doc.URL);
}
