/** A month of the plan: `startsAt` <= t < `endsAt`, milliseconds since 1970, midnight UTC on the anchored day. */
export interface Period {
  /** Months since year 0 of the month in which it starts: consecutive periods have consecutive numbers. */
  readonly no: number;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** First instant of period `no`: the anchored day, clamped to the month's length; from the anchor, never from the boundary before. */
export function periodStart(anchorDay: number, no: number): number {
  const year = Math.floor(no / 12);
  const month = no - year * 12;
  const daysInMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(anchorDay, daysInMonth));
}

export const periodOf = (anchorDay: number, no: number): Period => ({ no, startsAt: periodStart(anchorDay, no), endsAt: periodStart(anchorDay, no + 1) });

/**
 * The period that an instant falls in.
 * @param anchorDay 1 to 31
 * @param at milliseconds since 1970
 */
export function periodAt(anchorDay: number, at: number): Period {
  if (!Number.isInteger(anchorDay) || anchorDay < 1 || anchorDay > 31) throw new RangeError(`not a day of the month: ${anchorDay}`);
  const day = new Date(at);
  const no = day.getUTCFullYear() * 12 + day.getUTCMonth();
  return at < periodStart(anchorDay, no) ? periodOf(anchorDay, no - 1) : periodOf(anchorDay, no);
}
