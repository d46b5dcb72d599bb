import { CAPTURE_CANDIDATES, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawFind } from '../../contracts/raw-capture.ts';
import { clean } from './text.ts';
import type { Evidence } from './evidence.ts';

export type FindKind = RawFind['what'];

/** How many of each kind one page may give; together they stay within CAPTURE_CANDIDATES. */
const QUOTA: Record<FindKind, number> = {
  email: 70, phone: 70, link: 80, address: 24, heading: 40, subline: 16, pair: 120, hint: 30, logo: 5, picture: 6, copyright: 4, line: 20,
};

export interface FindDraft extends Omit<RawFind, 'value' | 'selector' | 'text' | 'label' | 'after' | 'caption'> {
  readonly value: string;
  readonly label?: string | undefined;
  readonly after?: string | undefined;
  readonly caption?: string | undefined;
  readonly element?: Element | undefined;
  /** Words around the value, when the element holds more than them. */
  readonly around?: string | undefined;
}

/** Collects what the page says, cleaned, bounded, and with its place. */
export class Finds {
  readonly list: RawFind[] = [];
  readonly #evidence: Evidence;
  readonly #counts = new Map<FindKind, number>();
  readonly #known = new Set<string>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** True when no more of this kind is taken: looking for it further is work for nothing. */
  isFull(what: FindKind): boolean {
    return (this.#counts.get(what) ?? 0) >= QUOTA[what] || this.list.length >= CAPTURE_CANDIDATES;
  }

  add(draft: FindDraft): void {
    if (this.isFull(draft.what)) return;
    const value = clean(draft.value, CAPTURE_VALUE_CHARS);
    if (value === '') return;
    const { element, around, label, after, caption, ...rest } = draft;
    const key = `${draft.what} ${draft.how} ${draft.zone} ${label ?? ''} ${value}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#counts.set(draft.what, (this.#counts.get(draft.what) ?? 0) + 1);
    const optional = { label: clean(label ?? '', 120), after: clean(after ?? '', 120), caption: clean(caption ?? '', 120) };
    this.list.push({
      ...rest,
      value,
      how: clean(draft.how, 120),
      ...(optional.label ? { label: optional.label } : {}),
      ...(optional.after ? { after: optional.after } : {}),
      ...(optional.caption ? { caption: optional.caption } : {}),
      ...this.#evidence.place(element, around),
    });
  }
}
