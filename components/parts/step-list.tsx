import { Check, CircleAlert, Minus, Shield, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { STRATEGY_WORDS } from '../../lib/domain/enrichment/words.ts';
import { durationOf } from '../../lib/ui/format.ts';
import type { StepView } from '../../lib/ui/steps.ts';
import { Amount } from './amount.tsx';
import { Icon } from './icon.tsx';

interface StepListProps {
  readonly steps: readonly StepView[];
  readonly verifier: Waterfall['verifier'];
  readonly now: number;
}

/** The steps of a waterfall as they go: waits, asking, no result, rejected, answered, failed. */
export function StepList({ steps, verifier, now }: StepListProps): ReactElement {
  return (
    <ol className="k-steps" aria-label="Steps">
      {steps.map((step) => (
        <li key={step.key} className={`k-step ${step.node === 'run' ? 'k-step--run' : ''} ${step.node === 'wait' || step.node === 'skip' ? 'k-step--wait' : ''}`}>
          <StepNode step={step} />
          <span className="k-step__t">
            <span className="k-trunc">{step.title}</span>
            {step.node === 'run' ? <span className="k-tag k-tag--ember">Asking</span> : null}
          </span>
          <span className="k-step__r">{timeOfStep(step, now)}</span>
          <span className="k-step__s k-val">{step.text}</span>
          <span className="k-step__c">
            <StepPrice price={step.price} />
          </span>
        </li>
      ))}
      {verifier ? (
        <li className="k-step k-step--wait">
          <span className="k-node">
            <Icon of={Shield} size={12} />
          </span>
          <span className="k-step__t">
            Verify <span className="k-tag">{STRATEGY_WORDS[verifier.strategy]}</span>
          </span>
          <span className="k-step__r" />
          <span className="k-step__s">Checks each answer as it arrives</span>
          <span className="k-step__c">included</span>
        </li>
      ) : null}
    </ol>
  );
}

function timeOfStep(step: StepView, now: number): string {
  if (step.node === 'run') return step.startedAt === undefined ? '' : durationOf(Math.max(0, now - step.startedAt));
  return step.tookMs === undefined ? '' : durationOf(step.tookMs);
}

/** The round sign before a step, with its word for screen readers. */
function StepNode({ step }: { readonly step: StepView }): ReactElement {
  switch (step.node) {
    case 'run':
      return (
        <span className="k-node k-node--run">
          <span className="k-spin" aria-hidden="true" />
        </span>
      );
    case 'ok':
      return node('k-node--ok', Check, 'answered');
    case 'bad':
      return node('k-node--bad', CircleAlert, 'failed');
    case 'rejected':
      return node('k-node--miss', X, 'rejected');
    case 'miss':
      return node('k-node--miss', Minus, 'no result');
    case 'skip':
      return node('', Minus, 'not asked');
    case 'wait':
      return <span className="k-node">{step.number}</span>;
  }
}

const node = (look: string, glyph: typeof Check, word: string): ReactElement => (
  <span className={`k-node ${look}`}>
    <Icon of={glyph} size={12} />
    <span className="k-vh">{word}</span>
  </span>
);

function StepPrice({ price }: { readonly price: StepView['price'] }): ReactElement {
  if (price.kind !== 'credits') return price.kind === 'own' ? <>own key</> : <>free</>;
  return price.settled ? <>0</> : <Amount meter="data_credits" amount={price.credits} />;
}
