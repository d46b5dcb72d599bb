import type { Scopes } from './scopes.ts';

/** Gives microdata items the properties that stand elsewhere on the page under the ids of their `itemref`. */
export function borrow(doc: Document, microdata: Scopes): void {
  for (const { entity, ids } of microdata.borrowing) {
    for (const id of ids) {
      const root = doc.getElementById(id);
      if (root) microdata.readInto(entity, root, entity.zone);
    }
  }
}
