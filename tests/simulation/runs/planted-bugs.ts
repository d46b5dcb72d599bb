import type { Deps } from '../../../lib/services/deps.ts';
import type { Plan } from './faults.ts';
import type { Life } from './life.ts';

export const PLANTED_BUGS = [] as const;
export type PlantedBug = string;
export const bends = (_bug: PlantedBug | null, _world: { plan: Plan; world: object; wallNow(): number }) => (deps: Deps, _life: Life): Deps => deps;
