/** Addresses that count: `https://example.com/p?page=[1-20]`, `[001-050]` with leading zeros, `[0-200:20]` in steps. */

/** Addresses that one range may name. */
const RANGE_URLS = 10_000;

interface UrlRange {
  readonly before: string;
  readonly after: string;
  readonly from: number;
  /** The last number that is not passed. */
  readonly to: number;
  /** Negative when it counts down. */
  readonly step: number;
  /** Least number of digits. */
  readonly pad: number;
}

const RANGE = /\[(\d{1,9})-(\d{1,9})(?::(\d{1,9}))?\]/;

/** The range in an address; null without one, and when it names none or more than RANGE_URLS addresses. */
export function parseUrlRange(text: string): UrlRange | null {
  const match = RANGE.exec(text);
  if (!match) return null;
  const [all, first = '', last = '', by = '1'] = match;
  const from = Number(first);
  const to = Number(last);
  const step = Number(by) * (to < from ? -1 : 1);
  if (step === 0) return null;
  const range = { before: text.slice(0, match.index), after: text.slice(match.index + all.length), from, to, step, pad: /^0\d/.test(first) || /^0\d/.test(last) ? Math.max(first.length, last.length) : 1 };
  return rangeCount(range) > RANGE_URLS || RANGE.test(range.after) ? null : range;
}

/** How many addresses a range names. */
export const rangeCount = ({ from, to, step }: UrlRange): number => Math.floor((to - from) / step) + 1;

/** The address at a place of the range, from 0; null behind its end. */
export function rangeUrl(range: UrlRange, index: number): string | null {
  if (!Number.isInteger(index) || index < 0 || index >= rangeCount(range)) return null;
  return range.before + String(range.from + index * range.step).padStart(range.pad, '0') + range.after;
}

/** The first `max` addresses of a text; without a range the text itself. */
export function expandUrlRange(text: string, max = RANGE_URLS): string[] {
  const range = parseUrlRange(text);
  if (!range) return RANGE.test(text) ? [] : [text];
  return Array.from({ length: Math.min(max, rangeCount(range)) }, (_, i) => rangeUrl(range, i) ?? '');
}
