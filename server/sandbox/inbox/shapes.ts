import { CRM_SHAPES } from './crm-shapes.ts';
import { FIELD_SHAPES } from './field-shapes.ts';
import { gristSandbox } from './grist.ts';
import type { Shape } from './shape.ts';
import { claySandbox, webhookSandbox } from './webhook-shapes.ts';

/** Every destination that the practice sandbox plays, by id. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map([claySandbox, webhookSandbox, ...CRM_SHAPES, ...FIELD_SHAPES, gristSandbox].map((shape) => [shape.id, shape]));
