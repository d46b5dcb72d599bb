import type { Shot } from './panel-states.ts';

export const tableShots: Shot[] = [];
