import type { Catalogue, OwnSource } from './own-source.ts';
import { withOwnSources } from './own-source.ts';
import { createEngine } from './engine.ts';
import type { Engine, EnginePorts } from './engine-api.ts';
import { growingCatalogue, type GrowingCatalogue } from './growing.ts';
import { CATALOGUE } from './registry.ts';
import { createTrial, type TryProvider } from './trial.ts';

export interface Providers {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly setOwnProviders: GrowingCatalogue['setOwn'];
  readonly tryProvider: TryProvider;
}

/** Everything that can be asked: what comes with Kiln, its own sources, and what a person adds. */
export function openProviders(sources: readonly OwnSource[], ports: EnginePorts): Providers {
  const { manifests, catalogue, setOwn } = growingCatalogue(CATALOGUE, sources);
  return { engine: withOwnSources(createEngine(manifests, ports), sources), catalogue, setOwnProviders: setOwn, tryProvider: createTrial(ports) };
}
