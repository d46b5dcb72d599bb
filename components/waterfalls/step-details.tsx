import { Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { STEP_TIMEOUT_MAX_MS } from '../../lib/core/limits.ts';
import type { WaterfallStep } from '../../lib/domain/enrichment/waterfall.ts';
import type { WaterfallEditor } from '../../lib/ui/use-waterfall-editor.ts';
import { withStep, type StepState } from '../../lib/ui/waterfall-edit.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ConditionEditor } from './condition-editor.tsx';

interface StepDetailsProps {
  readonly step: WaterfallStep;
  readonly index: number;
  readonly name: string;
  readonly state: StepState;
  readonly editor: WaterfallEditor;
  readonly onClose: () => void;
}

const TIMEOUTS = [2_000, 5_000, 10_000, 15_000, STEP_TIMEOUT_MAX_MS] as const;

/** The rules of one step: when it is asked, how long it may take. */
export function StepDetails({ step, index, name, state, editor, onClose }: StepDetailsProps): ReactElement {
  const { draft, change } = editor;
  const timeout = step.timeoutMs ?? 0;
  return (
    <div className="k-wfd">
      <ConditionEditor only={step.only} kind={draft.kind} onChange={(only) => change((w) => withStep(w, index, { only }))} />
      <div className="k-wfd__f">
        {state.kind === 'account' ? (
          <span className="k-sm k-3">Calls through the account have the account’s own time limit.</span>
        ) : (
          <label className="k-sm k-2 k-row">
            Longest wait
            <select className="k-select" value={timeout} onChange={(e) => change((w) => withStep(w, index, { timeoutMs: Number(e.target.value) || undefined }))}>
              <option value={0}>as the provider needs</option>
              {[...new Set([...TIMEOUTS, ...(timeout > 0 ? [timeout] : [])])].sort((a, b) => a - b).map((ms) => (
                <option key={ms} value={ms}>
                  {ms / 1_000} seconds
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="k-grow" />
        <Button
          small
          look="ghost"
          icon={<Icon of={Trash2} size={14} />}
          onClick={() => {
            onClose();
            change((w) => ({ ...w, steps: w.steps.filter((_, i) => i !== index) }), `${name} removed`);
          }}
        >
          Remove step
        </Button>
      </div>
    </div>
  );
}
