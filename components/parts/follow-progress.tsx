import { CircleCheck, CirclePause, MousePointerClick, Pause, Play, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DetailRun, Follow } from '../../lib/domain/list/follow.ts';
import { progressOf } from '../../lib/domain/list/follow-plan.ts';
import { requestReading, showTab } from '../../lib/ui/browser.ts';
import { detailWords, liveWords, placeOf, progressWords, resultWords, waitWords } from '../../lib/ui/follow-words.ts';
import { plural } from '../../lib/ui/format.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Bar } from './bar.tsx';
import { Button, IconButton, LinkButton } from './button.tsx';
import { Icon, StopGlyph } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';
import { Spinner } from './spinner.tsx';

/** A list that is followed: how far it is, why it waits, what came of it, with the buttons for each. */
export function FollowProgress({ follow }: { readonly follow: Follow }): ReactElement {
  const { details } = follow;
  return (
    <section className="k-card k-going" aria-label={follow.name}>
      {follow.state === 'running' ? <Running follow={follow} /> : follow.state === 'ended' ? <Ended follow={follow} /> : <Waiting follow={follow} />}
      {details ? <Details follow={follow} details={details} /> : null}
      <LiveRegion text={liveWords(follow)} />
    </section>
  );
}

function Running({ follow }: { readonly follow: Follow }): ReactElement {
  const pause = useCommand('follow.pause');
  const { percent } = progressOf(follow);
  return (
    <>
      <div className="k-going__t">
        <Spinner />
        <b className="k-grow k-trunc k-val" title={follow.name}>
          {follow.name}
        </b>
        <span className="k-sm k-2 k-nowrap">{placeOf(follow)}</span>
        <IconButton small label="Pause" onClick={() => void pause.send({ followId: follow.id })}>
          <Icon of={Pause} size={14} />
        </IconButton>
        <Stop follow={follow} />
      </div>
      {percent === null ? null : <Bar percent={percent} tone="ember" label={follow.name} />}
      <p className="k-xs k-3">{progressWords(follow)}</p>
    </>
  );
}

function Stop({ follow }: { readonly follow: Follow }): ReactElement {
  const stop = useCommand('follow.stop');
  return (
    <IconButton small label="Stop, keep the rows" onClick={() => void stop.send({ followId: follow.id })}>
      <StopGlyph />
    </IconButton>
  );
}

/** Paused, or without the right to read: what is the matter, and the way on. */
function Waiting({ follow }: { readonly follow: Follow }): ReactElement {
  const resume = useCommand('follow.resume');
  const goOn = (): void => void resume.send({ followId: follow.id });
  const allow = async (): Promise<void> => {
    if (await requestReading(follow.nextUrl ?? follow.url)) goOn();
  };
  const needsClick = follow.state === 'needs-click' && follow.need === 'click';
  return (
    <>
      <div className="k-going__t">
        <Icon of={needsClick ? MousePointerClick : CirclePause} className="k-2" />
        <b className="k-grow k-trunc k-val" title={follow.name}>
          {follow.name}
        </b>
        <span className="k-sm k-2 k-nowrap">{placeOf(follow)}</span>
        <Stop follow={follow} />
      </div>
      <p className="k-sm k-2">{waitWords(follow)}</p>
      <div className="k-row">
        {needsClick ? (
          <>
            <Button small onClick={() => void showTab(follow.tabId)}>
              Show the tab
            </Button>
            <Button small look="ghost" busy={resume.busy} onClick={() => void allow()}>
              Allow this site
            </Button>
          </>
        ) : (
          <Button small busy={resume.busy} icon={<Icon of={Play} size={14} />} onClick={goOn}>
            {follow.need === 'open' ? 'Open the page again' : 'Go on'}
          </Button>
        )}
        <span className="k-grow" />
        <span className="k-xs k-3">{plural(follow.rows, 'row')} kept. Free.</span>
      </div>
    </>
  );
}

function Ended({ follow }: { readonly follow: Follow }): ReactElement {
  const remove = useCommand('follow.remove');
  const start = useCommand('follow.startDetails');
  const open = async (): Promise<void> => {
    if (await requestReading(follow.startUrl)) await start.send({ followId: follow.id });
  };
  return (
    <>
      <div className="k-going__t">
        <Icon of={CircleCheck} className="k-ok" />
        <b className="k-grow k-trunc k-val" title={follow.name}>
          {follow.name}
        </b>
        <span className="k-sm k-2 k-nowrap">{plural(follow.rows, 'row')}</span>
        <IconButton small label="Take these rows away" onClick={() => void remove.send({ followId: follow.id })}>
          <Icon of={Trash2} size={14} />
        </IconButton>
      </div>
      <p className="k-sm k-2">{resultWords(follow)}</p>
      {follow.details === undefined && follow.columns.some(({ field }) => field === 'profileUrl') ? (
        <LinkButton className="k-going__l" onClick={() => void open()}>
          {follow.kind === 'person' ? 'Open each profile' : 'Open each page'}
        </LinkButton>
      ) : null}
    </>
  );
}

/** The pages of the rows: a queue that is seen and can be stopped. */
function Details({ follow, details }: { readonly follow: Follow; readonly details: DetailRun }): ReactElement {
  const stop = useCommand('follow.stopDetails');
  const start = useCommand('follow.startDetails');
  const { state, total, read, failed } = details;
  const goOn = async (): Promise<void> => {
    if (await requestReading(follow.startUrl)) await start.send({ followId: follow.id });
  };
  return (
    <div className="k-going__d">
      <div className="k-going__t">
        {state === 'running' ? <Spinner /> : <Icon of={state === 'ended' ? CircleCheck : CirclePause} className="k-2" />}
        <span className="k-grow k-strong">Pages of the rows</span>
        {state === 'running' ? (
          <IconButton small label="Stop opening pages" onClick={() => void stop.send({ followId: follow.id })}>
            <StopGlyph />
          </IconButton>
        ) : null}
      </div>
      {state === 'running' && total > 0 ? <Bar percent={((read + failed) / total) * 100} tone="ember" label="Pages of the rows" /> : null}
      <p className="k-xs k-3">{detailWords(details)}</p>
      {state === 'paused' || state === 'needs-click' ? (
        <div className="k-row">
          <Button small busy={start.busy} onClick={() => void goOn()}>
            {state === 'paused' ? 'Go on' : 'Allow this site and go on'}
          </Button>
          <Button small look="ghost" busy={stop.busy} onClick={() => void stop.send({ followId: follow.id })}>
            Stop
          </Button>
        </div>
      ) : null}
    </div>
  );
}
