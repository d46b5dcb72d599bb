import type { ReactElement } from 'react';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { durationOf, plural } from '../../lib/ui/format.ts';
import { amountsWords } from '../../lib/ui/price.ts';
import { useHeld } from '../../lib/ui/queries.ts';
import { callsOut, liveWords, stepViews } from '../../lib/ui/steps.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Amount } from '../parts/amount.tsx';
import { Button } from '../parts/button.tsx';
import { StopGlyph } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { StepList } from '../parts/step-list.tsx';
import { Strips } from './strips.tsx';

interface RunningViewProps {
  readonly task: Task;
  readonly run: Run;
  readonly nameOf: (providerId: string) => string;
}

/** A waterfall under way: what is spent, held and how long, who is asked now, and the stop button. */
export function RunningView({ task, run, nameOf }: RunningViewProps): ReactElement {
  const now = useNow(200);
  const held = useHeld('taskId', task.id);
  const stop = useCommand('run.stop');
  const steps = stepViews(task, nameOf);
  const running = steps.find((s) => s.node === 'run');
  const words = liveWords(task, steps);
  const [who, ...rest] = words.split(', ');
  const out = callsOut([task]);
  const stopping = run.state === 'stopping';
  return (
    <>
      <div className="k-panel__body">
        <Strips />
        <div className="k-panel__pad">
          <dl className="k-trio">
            <div>
              <dt>Spent</dt>
              <dd>0</dd>
            </div>
            <div>
              <dt>Held</dt>
              <dd>{held.actions === 0 && held.credits === 0 ? '0' : <HeldAmounts actions={held.actions} credits={held.credits} />}</dd>
            </div>
            <div>
              <dt>Time</dt>
              <dd>{durationOf(Math.max(0, now - task.createdAt))}</dd>
            </div>
          </dl>
          <div className="k-live">
            <Spinner />
            <span className="k-grow">
              <b>{who}</b>
              {rest.length > 0 ? `, ${rest.join(', ')}` : ''}
            </span>
            <span className="k-3">{running?.startedAt === undefined ? '' : durationOf(Math.max(0, now - running.startedAt))}</span>
          </div>
          <LiveRegion text={words} />
          <StepList steps={steps} verifier={run.waterfall.verifier} now={now} />
        </div>
      </div>
      <div className="k-panel__act k-panel__act--col">
        <Button look="stop" block busy={stop.busy} off={stopping} icon={<StopGlyph />} onClick={() => void stop.send({ runId: run.id })}>
          {stopping ? 'Stopping, no new calls' : 'Stop, no new calls'}
        </Button>
        <p className="k-sm k-2">{out === 0 ? 'No call is out. Stopping costs nothing.' : `${plural(out, 'call')} ${out === 1 ? 'is' : 'are'} already out. If ${out === 1 ? 'it' : 'one'} still answers it costs up to ${amountsWords(held)}.`}</p>
      </div>
    </>
  );
}

const HeldAmounts = ({ actions, credits }: ReturnType<typeof useHeld>): ReactElement => (
  <>
    <Amount meter="actions" amount={actions} />
    <Amount meter="data_credits" amount={credits} />
  </>
);
