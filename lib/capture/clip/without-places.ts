/**
 * A reading of a copy without the places in it: a selector that fits the copy may fit another element of the page. The words
 * of the evidence stay, and by them the place is found on the page.
 */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'selector' ? [] : [[key, withoutPlaces(one)]])));
}
