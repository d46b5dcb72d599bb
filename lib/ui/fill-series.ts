/** What goes on from some cells: the next number, the next day, or the same again. Pure, so that it can be tested. */

/**
 * What stands at a place of a line whose places 0 to n-1 are given: after them, or before them (negative). Null where a series
 * leaves what can be written, such as a day after the year 9999.
 */
export type Continued = (place: number) => string | null;

/** The same again, from the beginning. */
export const repeated = (texts: readonly string[]): Continued => (place) => texts[((place % texts.length) + texts.length) % texts.length] ?? null;

/** Two or more numbers or days with one step go on with it; whatever else is repeated. */
export function continued(texts: readonly string[]): Continued {
  return (texts.length < 2 ? null : (numberSeries(texts) ?? daySeries(texts))) ?? repeated(texts);
}

/** A number as it is written: `007` is a name, and `1e3` a word. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.(\d{1,10}))?$/;
const DIGITS = 15;

/** The same difference between all of them; null when there is none, or more than one. */
function stepOf<T extends number | bigint>(values: readonly T[], less: (a: T, b: T) => T): T | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return null;
  const step = less(second, first);
  return values.every((value, i) => i === 0 || less(value, values[i - 1] ?? value) === step) ? step : null;
}

/** Reckoned in whole numbers of the last decimal, so that 0.1, 0.2 goes on with 0.3. */
function numberSeries(texts: readonly string[]): Continued | null {
  const found = texts.map((text) => NUMBER.exec(text));
  if (found.some((match) => match === null)) return null;
  const decimals = found.map((match) => match?.[1]?.length ?? 0);
  const places = Math.max(...decimals);
  const values = texts.map((text, i) => BigInt(text.replace('.', '') + '0'.repeat(places - (decimals[i] ?? 0))));
  const step = stepOf(values, (a, b) => a - b);
  const [first] = values;
  if (step === null || first === undefined) return null;
  // Prices are written with their zeros; a row of 1, 1.5 is not.
  const isEven = decimals.every((count) => count === places);
  return (place) => {
    const value = first + step * BigInt(place);
    const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
    const [whole, part] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
    const rest = isEven ? part : part.replace(/0+$/, '');
    return whole.length > DIGITS ? null : `${value < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
  };
}

const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

interface Day {
  /** Months since the year 0. */
  readonly month: number;
  /** Of the month, from 1; undefined where only the month is given. */
  readonly day: number | undefined;
  readonly daysInMonth: number;
}

/** Milliseconds of a day; years below 100 too, which Date.UTC takes for others. */
function utc(month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month % 12, day);
  return date.getTime();
}
const lengthOf = (month: number): number => Math.round((utc(month + 1, 1) - utc(month, 1)) / DAY_MS);

function readDay(text: string): Day | null {
  const match = DAY.exec(text);
  if (!match) return null;
  const [year, monthOfYear, day] = [Number(match[1]), Number(match[2]), match[3] === undefined ? undefined : Number(match[3])];
  if (monthOfYear < 1 || monthOfYear > 12) return null;
  const month = year * 12 + monthOfYear - 1;
  const daysInMonth = lengthOf(month);
  return day !== undefined && (day < 1 || day > daysInMonth) ? null : { month, day, daysInMonth };
}

function written(month: number, day: number | undefined): string | null {
  if (month < 0 || month >= 120_000) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  const text = `${String(Math.floor(month / 12)).padStart(4, '0')}-${two((month % 12) + 1)}`;
  return day === undefined ? text : `${text}-${two(day)}`;
}

/** The same day of other months first (the first, the last or the 15th of each), then so many days apart. */
function daySeries(texts: readonly string[]): Continued | null {
  const days = texts.flatMap((text) => readDay(text) ?? []);
  const [first] = days;
  if (!first || days.length < texts.length || days.some(({ day }) => (day === undefined) !== (first.day === undefined))) return null;
  const months = stepOf(days.map(({ month }) => month), (a, b) => a - b);
  const isEnd = days.every(({ day, daysInMonth }) => day === daysInMonth);
  if (months !== null && months !== 0 && (isEnd || days.every(({ day }) => day === first.day))) {
    return (place) => {
      const month = first.month + months * place;
      return written(month, first.day === undefined ? undefined : isEnd ? lengthOf(month) : Math.min(first.day, lengthOf(month)));
    };
  }
  if (first.day === undefined) return null;
  const numbers = days.map(({ month, day }) => utc(month, day ?? 1) / DAY_MS);
  const step = stepOf(numbers, (a, b) => a - b);
  if (step === null) return null;
  return (place) => {
    const date = new Date(((numbers[0] ?? 0) + step * place) * DAY_MS);
    const year = date.getUTCFullYear();
    return Number.isNaN(year) || year < 0 ? null : written(year * 12 + date.getUTCMonth(), date.getUTCDate());
  };
}
