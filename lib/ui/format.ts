/** How times, counts and words are written. English for now; every text of this kind is made here. */

const LOCALE = 'en-GB';
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long' });
const dayMonthYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const dayShort = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const monthName = new Intl.DateTimeFormat(LOCALE, { month: 'long' });
const whole = new Intl.NumberFormat('en');

/** 14:06 */
export const timeOf = (at: number): string => clock.format(at);

/** 12 May, with the year when it is not this one. */
export const dateOf = (at: number, now: number): string =>
  new Date(at).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at);

/** Midnight before an instant, in the zone of this device. */
export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** "Today", "Yesterday" or the date: the heading of a group of entries. */
export function dayHeading(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : dateOf(at, now);
}

/** "today 14:06", "yesterday 14:06", "12 May": one moment in a line. */
export function momentOf(at: number, now: number): string {
  const heading = dayHeading(at, now);
  return heading === 'Today' || heading === 'Yesterday' ? `${heading.toLowerCase()} ${timeOf(at)}` : heading;
}

/** "14:06" for today, the date otherwise. */
export const shortMoment = (at: number, now: number): string => (dayHeading(at, now) === 'Today' ? timeOf(at) : dateOf(at, now));

/** "at 14:06" for today, "on 12 May" otherwise. */
export const whenOf = (at: number, now: number): string => (dayHeading(at, now) === 'Today' ? `at ${timeOf(at)}` : `on ${dateOf(at, now)}`);

/** "14:06" for today, "12 May" cut short otherwise: where there is next to no room. */
export const tinyMoment = (at: number, now: number): string => (dayHeading(at, now) === 'Today' ? timeOf(at) : dayShort.format(at));

/** "since today", "since 12 May" */
export const sinceOf = (at: number, now: number): string => {
  const heading = dayHeading(at, now);
  return heading === 'Today' || heading === 'Yesterday' ? heading.toLowerCase() : heading;
};

export const monthOf = (at: number): string => monthName.format(at);
export const startOfMonth = (now: number): number => new Date(new Date(now).getFullYear(), new Date(now).getMonth(), 1).getTime();

/** "0.3 s", "12 s", "2 min"; what took any time at all took at least "0.1 s" */
export function durationOf(ms: number): string {
  if (ms < 9_950) return `${((ms > 0 ? Math.max(100, ms) : 0) / 1000).toFixed(1)} s`;
  if (ms < 99_500) return `${Math.round(ms / 1000)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** Age in a cell: "3 d", "11 mo", "2 y". */
export function ageOf(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 1) return 'today';
  if (days < 60) return `${days} d`;
  return days < 730 ? `${Math.floor(days / 30.44)} mo` : `${Math.floor(days / 365.25)} y`;
}

/** 12,482 */
export const countOf = (n: number): string => whole.format(n);

/** "1 field", "2 fields" */
export const plural = (n: number, one: string, many = `${one}s`): string => `${countOf(n)} ${n === 1 ? one : many}`;

/** Up to two letters for the round mark of a lead. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.\-_@]+/u).filter((w) => /^[\p{L}\p{N}]/u.test(w));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((w) => (w ? [...w][0] : '') ?? '');
  return letters.join('').toLocaleUpperCase('en') || '?';
}

/** First letter in upper case. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);

/** "a", "a and b", "a, b and c" */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
