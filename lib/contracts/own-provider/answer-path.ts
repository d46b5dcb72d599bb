/** Paths to what a person clicks in an answer. */

/** From the root to a value: names of properties and places in lists. */
export type Steps = readonly (string | number)[];

/** A name that needs no quotes in a path. */
const PLAIN = /^[A-Za-z_][\w -]*$/;
/** Places further back than this cannot be named. */
const PLACES = 9_999;

function segment(step: string | number, isFirst: boolean): string | null {
  if (typeof step === 'number') return step <= PLACES ? `[${step}]` : null;
  if (PLAIN.test(step)) return isFirst ? step : `.${step}`;
  return /["\]]/.test(step) ? null : `["${step}"]`;
}

/** `data.emails[0].value`; null when the language cannot name it. */
export function pathTo(steps: Steps): string | null {
  const parts = steps.map((step, i) => segment(step, i === 0));
  const path = parts.join('');
  return parts.includes(null) || path.length > 200 ? null : path;
}

/** The same place in every element of the innermost list: `data.emails[*].value`; null when it stands in no list. */
export function pathToEach(steps: Steps): string | null {
  const last = steps.findLastIndex((step) => typeof step === 'number');
  if (last < 0) return null;
  const [head, tail] = [pathTo(steps.slice(0, last)), steps.slice(last + 1).map((step) => segment(step, false))];
  return head === null || tail.includes(null) ? null : `${head}[*]${tail.join('')}`;
}

/** The innermost property that a value belongs to: `value` of `emails[0].value`. */
export const nameOf = (steps: Steps): string => {
  const found = steps.findLast((step) => typeof step === 'string');
  return typeof found === 'string' ? found : '';
};
