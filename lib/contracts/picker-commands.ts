/** Commands about pointing on a page: opening the picker, waiting for what was picked, and the draft that came of it. */
import { z } from 'zod';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { recipeSchema } from './recipe.ts';

const tabId = z.int().min(0);

export const PICKER_COMMANDS = {
  /** Opens the picker over the page of a tab. Without a mode: one lead where one was read, else a list. `fields` are to be pointed at first. */
  'picker.start': z.strictObject({ tabId, mode: z.enum(['list', 'single']).optional(), fields: z.array(z.enum(FIELD_KEYS)).max(20).optional() }),
  /** Waits, 20 s at the longest, until the person is done; what was picked becomes the row `drafts[tabId]`. Safe to ask again at any time. */
  'picker.poll': z.strictObject({ tabId }),
  /** Closes the picker; a draft of before stays. */
  'picker.leave': z.strictObject({ tabId }),
  /** Changes the draft. */
  'picker.edit': z.strictObject({ tabId, recipe: recipeSchema }),
  /** Reads the page by the draft once, without saving it, and throws it away. */
  'picker.use': z.strictObject({ tabId }),
  'picker.drop': z.strictObject({ tabId }),
} as const;

/** `gone`: the page was closed or left while somebody picked. */
export type PickerState = 'picking' | 'ready' | 'left' | 'gone';

export interface PickerOutputs {
  'picker.start': null;
  'picker.poll': { state: PickerState };
  'picker.leave': null;
  'picker.edit': null;
  'picker.use': { captured: boolean };
  'picker.drop': null;
}
