/** Tells when what is outlined has moved or changed; the page is only watched. */
export function watchPage(view: Window, on: { moved(): void; changed(): void; raised(): void }): () => void {
  const doc = view.document;
  const passive = { capture: true, passive: true } as const;
  const moves = ['scroll', 'resize', 'load', 'transitionend', 'animationend'] as const;
  for (const type of moves) view.addEventListener(type, on.moved, passive);
  // Something else of the page has come to the top layer.
  const onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open' && (event.target as Element | null)?.localName !== 'kiln-picker') on.raised();
  };
  view.addEventListener('toggle', onToggle, passive);
  const isOurs = ({ target, addedNodes, removedNodes }: MutationRecord): boolean =>
    (target as Element).localName === 'kiln-picker' || ([...addedNodes, ...removedNodes].length > 0 && [...addedNodes, ...removedNodes].every((node) => (node as Element).localName === 'kiln-picker' && node.isConnected));
  const mutations = new MutationObserver((records) => {
    if (!records.every(isOurs)) on.changed();
  });
  mutations.observe(doc, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['class', 'style', 'hidden', 'open', 'src', 'href'] });
  const sizes = typeof ResizeObserver === 'function' ? new ResizeObserver(() => on.moved()) : null;
  sizes?.observe(doc.documentElement);
  if (doc.body) sizes?.observe(doc.body);
  return () => {
    for (const type of moves) view.removeEventListener(type, on.moved, passive);
    view.removeEventListener('toggle', onToggle, passive);
    mutations.disconnect();
    sizes?.disconnect();
  };
}
