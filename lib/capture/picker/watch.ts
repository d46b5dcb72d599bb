export interface PageWatch {
  /** Watches a shadow root, too: changes in it are not seen from outside. */
  also(root: Node): void;
  stop(): void;
}

/** Tells when what is outlined has moved or changed; the page is only watched. */
export function watchPage(view: Window, on: { moved(): void; changed(): void; raised(): void }): PageWatch {
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
  const watched = new Set<Node>();
  const also = (root: Node): void => {
    if (watched.has(root)) return;
    watched.add(root);
    mutations.observe(root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['class', 'style', 'hidden', 'open', 'src', 'href'] });
  };
  also(doc);
  const sizes = typeof ResizeObserver === 'function' ? new ResizeObserver(() => on.moved()) : null;
  sizes?.observe(doc.documentElement);
  if (doc.body) sizes?.observe(doc.body);
  const stop = (): void => {
    for (const type of moves) view.removeEventListener(type, on.moved, passive);
    view.removeEventListener('toggle', onToggle, passive);
    mutations.disconnect();
    sizes?.disconnect();
  };
  return { also, stop };
}
