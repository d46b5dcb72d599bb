/** Days of the reports: whole days since 1970, UTC, like the months of the plan. */
export const DAY_MS = 86_400_000;

export const dayOf = (at: number): number => Math.floor(at / DAY_MS);
export const dayStart = (day: number): number => day * DAY_MS;
/** `2026-06-30` */
export const isoDay = (day: number): string => new Date(dayStart(day)).toISOString().slice(0, 10);

/** The day that `2026-06-30` names, or null when it names none. */
export function readDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const at = match === null ? Number.NaN : Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : dayOf(at);
}

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** First day of the bucket that a day falls in: the day, its Monday, or the first of its month. */
export function bucketOf(day: number, step: Step): number {
  if (step === 'day') return day;
  // Day 0 was a Thursday.
  if (step === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(dayStart(day));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
}

export function nextBucket(bucket: number, step: Step): number {
  if (step === 'day') return bucket + 1;
  if (step === 'week') return bucket + 7;
  const date = new Date(dayStart(bucket));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** Every bucket from the one of the first day to the one of the last, both days included. */
export function bucketsBetween(firstDay: number, lastDay: number, step: Step): number[] {
  const buckets: number[] = [];
  for (let bucket = bucketOf(firstDay, step); bucket <= lastDay; bucket = nextBucket(bucket, step)) buckets.push(bucket);
  return buckets;
}
