import { words } from './microdata.ts';
import { absolute, type Mark } from './scopes.ts';

/** RDFa Lite 1.1: typeof, property, resource, href, src, content. Prefixes stay; the mapping looks at the last word. */
export function readRdfa(element: Element): Mark | null {
  const property = element.getAttribute('property');
  const types = element.getAttribute('typeof');
  const resource = element.getAttribute('resource') ?? element.getAttribute('about');
  if (types !== null) {
    const via = words(property ?? element.getAttribute('rel'))[0];
    return { types: words(types), via, iri: absolute(element, resource ?? (property === null ? null : (element.getAttribute('href') ?? element.getAttribute('src')))) || undefined, props: [] };
  }
  // Without a property, a resource is the subject of what stands in the element.
  if (property === null) return resource === null ? null : { types: [], iri: absolute(element, resource) || undefined, props: [] };
  const value = element.getAttribute('content') ?? (resource === null ? null : absolute(element, resource));
  return { props: words(property).map((name) => [name, value]) };
}
