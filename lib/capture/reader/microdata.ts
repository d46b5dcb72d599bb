import { absolute, type Mark } from './scopes.ts';

export const words = (text: string | null): string[] => (text ? text.split(/\s+/).filter(Boolean) : []);

/** HTML microdata: itemscope, itemtype, itemprop. */
export function readMicrodata(element: Element): Mark | null {
  const names = words(element.getAttribute('itemprop'));
  if (!element.hasAttribute('itemscope')) return names.length > 0 ? { props: names.map((name) => [name, null]) } : null;
  const iri = element.getAttribute('itemid');
  return { types: words(element.getAttribute('itemtype')), via: names[0], iri: iri ? absolute(element, iri) : undefined, props: [] };
}
