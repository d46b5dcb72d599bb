import type { Destination } from '../contracts/destination.ts';

/** Every destination of the folder. The name of a file is its id for ever; the conformance battery holds them against it. */
const files = import.meta.glob<{ readonly default: Destination }>('./catalogue/*.ts', { eager: true });

export const DESTINATIONS: ReadonlyMap<string, Destination> = new Map(
  Object.keys(files).sort().flatMap((path) => {
    const destination = files[path]?.default;
    return destination ? [[destination.facts.id, destination] as const] : [];
  }),
);
