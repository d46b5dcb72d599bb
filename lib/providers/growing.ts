import { isOwnProvider } from '../contracts/own-provider/draft.ts';
import type { Manifest } from '../contracts/manifest.ts';
import { withSources, type Catalogue, type OwnSource } from './own-source.ts';

export interface GrowingCatalogue {
  /** What the engine calls by. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** The one view that everybody else holds. Both show every change at once, so nobody keeps a copy of them. */
  readonly catalogue: Catalogue;
  /** These are now the person's own; what comes with Kiln stays as it is. */
  setOwn(manifests: readonly Manifest[]): void;
}

/** What comes with Kiln and the person's own providers in one place. An own one can never take the place of a built-in one. */
export function growingCatalogue(builtIn: ReadonlyMap<string, Manifest>, sources: readonly OwnSource[] = []): GrowingCatalogue {
  const fixed = withSources(builtIn, sources);
  const manifests = new Map(builtIn);
  const all = new Map(fixed);
  const grow = (map: Map<string, Manifest | OwnSource>, own: ReadonlyMap<string, Manifest>): void => {
    for (const id of map.keys()) if (!fixed.has(id) && !own.has(id)) map.delete(id);
    for (const [id, manifest] of own) map.set(id, manifest);
  };
  return {
    manifests,
    catalogue: all,
    setOwn(given) {
      const own = new Map(given.filter(({ id }) => isOwnProvider(id) && !fixed.has(id)).map((manifest) => [manifest.id, manifest]));
      grow(manifests, own);
      grow(all, own);
    },
  };
}
