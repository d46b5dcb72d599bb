/** Two addresses with one key show the same page: the fragment does not make another one, except where it is a route. */
export function pageKeyOf(url: string): string {
  const at = url.indexOf('#');
  const isRoute = at >= 0 && /^#(?:!|%21|\/)/.test(url.slice(at));
  return (at >= 0 && !isRoute ? url.slice(0, at) : url).slice(0, 2_000);
}
