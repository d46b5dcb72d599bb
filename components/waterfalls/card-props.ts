import type { Catalogue } from '../../lib/ui/use-commands.ts';
import type { StepStates } from '../../lib/ui/use-step-states.ts';
import type { WaterfallEditor } from '../../lib/ui/use-waterfall-editor.ts';

/** What every card of the editor works on. */
export interface CardProps {
  readonly editor: WaterfallEditor;
  readonly catalogue: Catalogue;
  readonly states: StepStates;
}
