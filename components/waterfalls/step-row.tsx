import { ChevronDown, GripVertical } from 'lucide-react';
import { useId, type CSSProperties, type ReactElement } from 'react';
import type { QuoteStep } from '../../lib/domain/enrichment/quote.ts';
import type { WaterfallStep } from '../../lib/domain/enrichment/waterfall.ts';
import { ZERO, type Micro } from '../../lib/domain/ledger/amount.ts';
import { durationOf } from '../../lib/ui/format.ts';
import type { Reorder } from '../../lib/ui/use-reorder.ts';
import type { WaterfallEditor } from '../../lib/ui/use-waterfall-editor.ts';
import { canAsk, onlyWords, withStep, type StepState } from '../../lib/ui/waterfall-edit.ts';
import { tileOf } from '../options/provider-tile.tsx';
import { Amount } from '../parts/amount.tsx';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { StepDetails } from './step-details.tsx';

interface StepRowProps {
  readonly step: WaterfallStep;
  readonly index: number;
  /** Its number among the steps that are on; null when it is off. */
  readonly place: number | null;
  readonly name: string;
  readonly state: StepState;
  readonly figures: QuoteStep | undefined;
  readonly editor: WaterfallEditor;
  readonly grip: ReturnType<Reorder['gripOf']>;
  readonly offset: number;
  readonly isDragged: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

const HOW: Readonly<Record<StepState['kind'], string>> = { own: 'Your key', free: 'Free source', account: 'Through the account', practice: 'Practice partner', 'no-key': 'No key yet', gone: 'Not in the catalogue' };

/** One step: who is asked, when, for how much, and what it has given so far. */
export function StepRow({ step, index, place, name, state, figures, editor, grip, offset, isDragged, isOpen, onToggle }: StepRowProps): ReactElement {
  const isOut = !canAsk(state);
  const details = useId();
  const when = onlyWords(step.only);
  const how = step.source === 'pattern' ? 'Guesses, checked by a verifier' : HOW[state.kind];
  const style: CSSProperties = { ...(offset === 0 ? {} : { transform: `translateY(${offset}px)` }), ...(isDragged ? { zIndex: 2 } : {}) };
  return (
    <li className={`k-wfi ${isDragged ? 'is-dragged' : ''}`} style={style}>
      <div className={`k-wf ${step.isOff || isOut ? 'is-off' : ''}`}>
        <button type="button" className="k-grip" aria-label={`Move ${name}`} title="Drag, or press Enter and use the arrows" {...grip}>
          <Icon of={GripVertical} size={14} />
        </button>
        <span className="k-wf__n">{place ?? '–'}</span>
        <span className={`k-tile k-tile--s ${tileOf(step.source === 'pattern' ? 'pattern' : step.providerId)}`} aria-hidden="true">
          {name.charAt(0)}
        </span>
        <span className="k-wf__t">
          <b className="k-trunc" title={name}>
            {name}
          </b>
          <span className="k-sm k-3 k-trunc" title={when ?? how}>
            {when ?? how}
          </span>
        </span>
        <span className="k-wf__c">
          <StepPrice step={step} state={state} check={figures?.creditsMax} />
        </span>
        <Chance figures={figures} />
        <span className="k-wf__x k-num k-3">{figures?.tookMs === undefined || (figures.attempts ?? 0) === 0 ? '' : durationOf(figures.tookMs)}</span>
        <span className="k-wf__x k-num">{shareOf(figures)}</span>
        <button type="button" role="switch" aria-checked={!step.isOff} aria-label={`Use ${name}`} className="k-switch" onClick={() => editor.change((w) => withStep(w, index, { isOff: step.isOff ? undefined : true }))} />
        <IconButton small label={`Rules of ${name}`} aria-expanded={isOpen} aria-controls={details} className="k-wf__open" onClick={onToggle}>
          <Icon of={ChevronDown} size={14} />
        </IconButton>
      </div>
      <div id={details} hidden={!isOpen}>
        {isOpen ? <StepDetails step={step} index={index} name={name} state={state} editor={editor} onClose={onToggle} /> : null}
      </div>
    </li>
  );
}

function StepPrice({ step, state, check = ZERO }: { readonly step: WaterfallStep; readonly state: StepState; readonly check?: Micro | undefined }): ReactElement {
  if (step.source === 'pattern') return check > 0 ? <Amount meter="data_credits" amount={check} /> : <>check only</>;
  if (state.kind === 'account' && state.price !== undefined) return <Amount meter="data_credits" amount={state.price} />;
  if (state.kind === 'no-key') return <a href={`#providers/${encodeURIComponent(step.providerId)}`}>Add key</a>;
  return <>{{ own: 'your bill', free: 'free', account: '', practice: 'practice', gone: '–' }[state.kind]}</>;
}

/** A bar with the share of questions that it answers; quiet while it rests on general figures. */
function Chance({ figures }: { readonly figures: QuoteStep | undefined }): ReactElement {
  const percent = figures?.chance === undefined || figures.askable === 0 ? null : Math.round(figures.chance * 100);
  const isKnown = (figures?.attempts ?? 0) >= 1;
  return (
    <span className={`k-wf__hit ${isKnown ? '' : 'is-general'}`} title={percent === null ? undefined : isKnown ? `From ${Math.round(figures?.attempts ?? 0)} of your own questions` : 'A general figure: you have no answers of it yet'}>
      <span className="k-hit" aria-hidden="true">
        <i style={{ '--v': percent ?? 0 } as CSSProperties} />
      </span>
      <span>
        {percent === null ? '–' : `${isKnown ? '' : 'about '}${percent} %`}
        {percent === null ? null : <span className="k-vh"> found when asked</span>}
      </span>
    </span>
  );
}

const shareOf = (figures: QuoteStep | undefined): string => (!figures || figures.askable === 0 || figures.answers === undefined ? '' : `${Math.round((figures.answers / figures.askable) * 100)} %`);
