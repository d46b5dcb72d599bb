import { Pin, PinOff } from 'lucide-react';
import type { CSSProperties, ReactElement } from 'react';
import type { Explanation, StepFigures } from '../../lib/domain/learning/explain.ts';
import { countOf, durationOf } from '../../lib/ui/format.ts';
import { billWords, percentOf, placeWords, rangeOf, stepName } from '../../lib/ui/learned-order.ts';
import type { Catalogue } from '../../lib/ui/use-commands.ts';
import { Amount } from '../parts/amount.tsx';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

interface LearnedStepsProps {
  readonly e: Explanation;
  readonly catalogue: Catalogue;
  /** The arms that stay in front from now on. */
  readonly onPin: (first: string[]) => void;
}

const spread = (step: StepFigures): CSSProperties => ({ '--v': 100 * step.hitRate.mean, '--low': 100 * step.hitRate.low, '--high': 100 * step.hitRate.high }) as CSSProperties;

/** What each step gave and what it is expected to give at its place, in the learned order. */
export function LearnedSteps({ e, catalogue, onPin }: LearnedStepsProps): ReactElement {
  return (
    <div className="k-fig-scroll" role="region" aria-label="Figures of the steps" tabIndex={0}>
      <table className="k-fig">
        <thead>
          <tr>
            <th scope="col">Learned order</th>
            <th scope="col">Found, when asked</th>
            <th scope="col" className="k-num">Passed check</th>
            <th scope="col" className="k-num">Usual time</th>
            <th scope="col" className="k-num">Per answer</th>
            <th scope="col" className="k-num">Answers of 100</th>
            <th scope="col">
              <span className="k-vh">Ask first</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {e.steps.map((step, i) => (
            <Row key={step.arm} e={e} step={step} place={i} name={stepName(step, catalogue.nameOf)} onPin={onPin} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ e, step, place, name, onPin }: { readonly e: Explanation; readonly step: StepFigures; readonly place: number; readonly name: string; readonly onPin: (first: string[]) => void }): ReactElement {
  const isPinned = e.first.includes(step.arm);
  const isAsked = step.skip === undefined;
  return (
    <tr className={isAsked ? '' : 'is-off'}>
      <th scope="row">
        <span className="k-fig__n">{isAsked ? place + 1 : '–'}</span>
        <span className="k-fig__t">
          <b>{name}</b>
          <span className="k-sm k-3">{placeWords(e, step, place)}</span>
        </span>
      </th>
      <td>{step.asked > 0 ? <Found step={step} /> : <span className="k-3">not asked yet</span>}</td>
      <td className="k-num">{step.hits > 0 && step.source === 'provider' ? percentOf(step.taken / step.hits) : '–'}</td>
      <td className="k-num">{step.asked > 0 ? durationOf(step.latencyMs) : '–'}</td>
      <td className="k-num">{isAsked && step.route === 'account' ? <Amount meter="data_credits" amount={step.creditsMax} /> : billWords(step)}</td>
      <td className="k-num">{step.answers === undefined ? '–' : countOf(Math.round(100 * step.answers))}</td>
      <td>
        {isAsked ? (
          <IconButton label={`Ask ${name} first`} aria-pressed={isPinned} onClick={() => onPin(isPinned ? e.first.filter((arm) => arm !== step.arm) : [...e.first, step.arm])}>
            <Icon of={isPinned ? PinOff : Pin} size={14} />
          </IconButton>
        ) : null}
      </td>
    </tr>
  );
}

/** "42 %", the bar with its range, "38 of 90, 31 to 53 %". */
function Found({ step }: { readonly step: StepFigures }): ReactElement {
  return (
    <span className="k-fig__f">
      <span>{percentOf(step.hits / Math.max(1, step.asked))}</span>
      <span className="k-spread" style={spread(step)} aria-hidden="true">
        <i />
      </span>
      <span className="k-sm k-3">
        {countOf(step.hits)} of {countOf(step.asked)}, {rangeOf(step.hitRate)}
      </span>
    </span>
  );
}
