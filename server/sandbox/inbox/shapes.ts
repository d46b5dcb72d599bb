import type { Shape } from './shape.ts';
import { claySandbox, webhookSandbox } from './webhook-shapes.ts';

/** Every destination that the practice sandbox plays, by id. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map([claySandbox, webhookSandbox].map((shape) => [shape.id, shape]));
