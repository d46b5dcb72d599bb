import type { ReactElement } from 'react';
import { countOf } from '../../lib/ui/format.ts';
import type { RunProgress } from '../../lib/ui/queries.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Bar } from './bar.tsx';
import { IconButton } from './button.tsx';
import { StopGlyph } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';
import { Spinner } from './spinner.tsx';

/** "484 found, 79 no result, 6 failed, 8 out" */
export function progressWords({ byState }: RunProgress): string {
  const parts: readonly (readonly [number, string])[] = [
    [byState.found, 'found'],
    [byState['no-result'], 'no result'],
    [byState.failed, 'failed'],
    [byState.skipped, 'not asked'],
    [byState.running, 'out'],
  ];
  return parts.flatMap(([n, word]) => (n > 0 ? [`${countOf(n)} ${word}`] : [])).join(', ');
}

/** A run under way: how far it is, and its stop button. */
export function RunCard({ progress }: { readonly progress: RunProgress }): ReactElement {
  const stop = useCommand('run.stop');
  const { run, ended, total } = progress;
  const percent = total === 0 ? 0 : (ended / total) * 100;
  const stopping = run.state === 'stopping';
  return (
    <div className="k-card k-going">
      <div className="k-going__t">
        <Spinner />
        <b className="k-grow k-trunc">{run.waterfall.name}</b>
        <span className="k-sm k-2 k-nowrap">
          {countOf(ended)} of {countOf(total)}
        </span>
        <IconButton small label="Stop, no new calls" disabled={stopping} onClick={() => void stop.send({ runId: run.id })}>
          <StopGlyph />
        </IconButton>
      </div>
      <Bar percent={percent} tone="ember" label={run.waterfall.name} />
      <p className="k-xs k-3">{stopping ? 'Stopping. Calls that are out may still answer.' : progressWords(progress) || 'Queued, nothing spent yet'}</p>
      <LiveRegion text={`${run.waterfall.name}: ${ended} of ${total}`} />
    </div>
  );
}
