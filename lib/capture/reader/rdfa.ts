import { words } from './microdata.ts';
import { absolute, type Mark } from './scopes.ts';

/** RDFa Lite 1.1: typeof, property, resource, href, src, content. Prefixes stay; the mapping looks at the last word. */
export function readRdfa(element: Element): Mark | null {
  const property = element.getAttribute('property');
  const types = element.getAttribute('typeof');
  if (types !== null) {
    const via = words(property ?? element.getAttribute('rel'))[0];
    return { types: words(types), via, iri: absolute(element, element.getAttribute('resource')) || undefined, props: [] };
  }
  if (property === null) return null;
  const resource = element.getAttribute('resource');
  const value = element.getAttribute('content') ?? (resource === null ? null : absolute(element, resource));
  return { props: words(property).map((name) => [name, value]) };
}
