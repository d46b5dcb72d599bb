import { ChevronDown, ChevronRight, Pause, Play } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { isPaused } from '../../lib/domain/enrichment/run.ts';
import { ALLOWANCE_GOES_ON, useAllowanceUsedUp } from '../../lib/ui/allowance.ts';
import { countOf } from '../../lib/ui/format.ts';
import type { RunProgress } from '../../lib/ui/queries.ts';
import { useResting } from '../../lib/ui/run-queries.ts';
import { runStateWords, sourceLines } from '../../lib/ui/run-words.ts';
import { useOnline } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Bar } from './bar.tsx';
import { IconButton, LinkButton } from './button.tsx';
import { Icon, StopGlyph } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';
import { Spinner } from './spinner.tsx';

/** "484 found, 79 no result, 6 failed, 8 begun" */
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

/** Pause or go on, and stop: for a run that is under way, wherever it is shown. */
export function RunButtons({ progress: { run } }: { readonly progress: RunProgress }): ReactElement {
  const stop = useCommand('run.stop');
  const pause = useCommand('run.pause');
  const resume = useCommand('run.resume');
  const paused = isPaused(run);
  return (
    <>
      {paused ? (
        <IconButton small label="Go on" disabled={resume.busy} onClick={() => void resume.send({ runId: run.id })}>
          <Icon of={Play} size={14} />
        </IconButton>
      ) : (
        <IconButton small label="Pause, no new calls" disabled={pause.busy || (run.state !== 'running' && run.state !== 'paused')} onClick={() => void pause.send({ runId: run.id })}>
          <Icon of={Pause} size={14} />
        </IconButton>
      )}
      <IconButton small label="Stop, no new calls" disabled={stop.busy || run.state === 'stopping' || run.state === 'starting'} onClick={() => void stop.send({ runId: run.id })}>
        <StopGlyph />
      </IconButton>
    </>
  );
}

interface RunCardProps {
  readonly progress: RunProgress;
  readonly nameOf: (providerId: string) => string;
}

/** A run under way: how far it is, whom it waits for, what came of each source, and its pause and stop buttons. */
export function RunCard({ progress, nameOf }: RunCardProps): ReactElement {
  const [open, setOpen] = useState(false);
  const online = useOnline();
  const { run, ended, total } = progress;
  const allowance = useAllowanceUsedUp() && run.state === 'running' ? `Offline allowance used up. ${ALLOWANCE_GOES_ON}` : undefined;
  const resting = useResting(nameOf, Object.keys(run.sources ?? {}));
  const [of, done] = run.planned ? [run.planned.of, run.planned.leads] : [total, ended];
  const lines = sourceLines(run, nameOf);
  const state = runStateWords(run, online);
  return (
    <div className="k-card k-going">
      <div className="k-going__t">
        {isPaused(run) ? <Icon of={Pause} size={14} /> : <Spinner />}
        <b className="k-grow k-trunc">{run.waterfall.name}</b>
        <span className="k-sm k-2 k-nowrap">
          {countOf(done)} of {countOf(of)}
        </span>
        <RunButtons progress={progress} />
      </div>
      <Bar percent={of === 0 ? 0 : (done / of) * 100} tone="ember" label={run.waterfall.name} />
      {state ? <p className="k-xs k-2">{state}</p> : null}
      {run.state === 'starting' ? null : <p className="k-xs k-3">{progressWords(progress) || 'Queued, nothing spent yet'}</p>}
      {allowance ? <p className="k-xs k-warn">{allowance}</p> : null}
      {resting.map((words) => (
        <p key={words} className="k-xs k-warn">
          {words}
        </p>
      ))}
      {lines.length > 0 ? (
        <LinkButton className="k-going__l k-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size={12} />
          By source
        </LinkButton>
      ) : null}
      {open ? (
        <dl className="k-going__d k-xs">
          {lines.map(({ id, name, words, took }) => (
            <div key={id} className="k-sources">
              <dt className="k-trunc">{name}</dt>
              <dd className="k-3">{words}</dd>
              <dd className="k-3 k-nowrap">{took}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <LiveRegion text={allowance ?? state ?? `${run.waterfall.name}: ${ended} of ${total}`} />
    </div>
  );
}
