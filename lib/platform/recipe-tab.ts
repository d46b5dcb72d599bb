import { CAPTURE_WAIT_MS } from '../core/limits.ts';
import { answerOf, inject, type Injected } from './inject.ts';

/** A tab that a recipe is tried on. */
export interface RecipeTabPort {
  /** Looks for the places that fields of a recipe may have moved to; the value is hostile until it is parsed. */
  repair(tabId: number, request: unknown): Promise<Injected>;
}

export const recipeTab: RecipeTabPort = {
  repair: (tabId, request) => answerOf(inject(tabId, ['/page-repair.js'], (r) => (globalThis as { __kilnRepair?: (request: unknown) => unknown }).__kilnRepair?.(r) ?? null, request), CAPTURE_WAIT_MS),
};
