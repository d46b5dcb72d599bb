import { NotebookText } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LeadId } from '../../lib/core/ids.ts';
import { usePageClips } from '../../lib/ui/clips.ts';
import { plural } from '../../lib/ui/format.ts';
import { useClipPage } from '../../lib/ui/use-clip-page.ts';
import { useKey } from '../../lib/ui/use-key.ts';
import { LinkButton } from '../parts/button.tsx';
import { ClipLine } from '../parts/clip-row.tsx';
import { Icon } from '../parts/icon.tsx';
import { Spinner } from '../parts/spinner.tsx';

interface ClipSectionProps {
  readonly tabId: number;
  readonly url: string;
  /** The saved lead of the page; a clip waits for it while there is none. */
  readonly leadId?: LeadId;
  /** The page is a list: no one lead of it takes the clip. */
  readonly isList?: boolean;
}

/** "Clip this page", and what was clipped of it. */
export function ClipSection({ tabId, url, leadId, isList = false }: ClipSectionProps): ReactElement | null {
  const clips = usePageClips(url, leadId);
  const { clip, busy } = useClipPage(tabId);
  useKey('c', clip);
  if (clips === undefined) return null;
  const isWaiting = !isList && leadId === undefined && clips.length > 0;
  return (
    <section aria-label="Clip of this page">
      <div className="k-h k-h--gap">
        <span>{clips.length > 0 ? `Clip${clips.length > 1 ? 's' : ''} of this page` : 'Note'}</span>
        {clips.length > 0 ? (
          <LinkButton onClick={clip} aria-keyshortcuts="C">
            {busy ? 'Clipping' : 'Clip again'}
          </LinkButton>
        ) : null}
      </div>
      {clips.length === 0 ? (
        <button type="button" className="k-clip__new" aria-busy={busy} aria-keyshortcuts="C" onClick={clip}>
          {busy ? <Spinner /> : <Icon of={NotebookText} />}
          <span className="k-grow">
            <b>{busy ? 'Clipping this page' : 'Clip this page'}</b>
            <span className="k-sm k-2">{isList ? 'Its text as a note. Free.' : 'Its text as a note of the lead. Free.'}</span>
          </span>
          <kbd className="k-kbd" aria-hidden="true">
            C
          </kbd>
        </button>
      ) : (
        <ul>
          {clips.map((one) => (
            <ClipLine key={one.id} clip={one} title={`Clipped, ${plural(one.words, 'word')}`} detail={one.title || 'No title'} />
          ))}
        </ul>
      )}
      {isWaiting ? <p className="k-xs k-3 k-clip__wait">It goes to the lead when you save it.</p> : null}
    </section>
  );
}

/** What was clipped of a page on which nobody was found. */
export function PageClips({ url }: { readonly url: string }): ReactElement | null {
  const clips = usePageClips(url, undefined);
  if (!clips || clips.length === 0) return null;
  return (
    <section aria-label="Clips of this page">
      <div className="k-h k-h--gap">
        <span>Clipped</span>
      </div>
      <ul>
        {clips.map((one) => (
          <ClipLine key={one.id} clip={one} title={`Clipped, ${plural(one.words, 'word')}`} detail={one.title || 'No title'} />
        ))}
      </ul>
    </section>
  );
}
