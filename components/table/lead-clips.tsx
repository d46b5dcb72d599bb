import type { ReactElement } from 'react';
import type { LeadId } from '../../lib/core/ids.ts';
import { useLeadClips } from '../../lib/ui/clips.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';
import { plural } from '../../lib/ui/format.ts';
import { ClipLine } from '../parts/clip-row.tsx';

/** The pages that are kept with a lead as text. */
export function LeadClips({ leadId }: { readonly leadId: LeadId }): ReactElement | null {
  const clips = useLeadClips(leadId);
  if (clips === undefined) return null;
  return (
    <section aria-label="Clips">
      <div className="k-h">
        <span>Clips</span>
        {clips.length > 0 ? <span>{clips.length}</span> : null}
      </div>
      {clips.length === 0 ? (
        <p className="k-sm k-3">No page is kept with this lead. “Clip this page” in the panel keeps one.</p>
      ) : (
        <ul>
          {clips.map((clip) => (
            <ClipLine key={clip.id} clip={clip} title={clip.title || (hostOf(clip.url) ?? 'Clip')} detail={`${plural(clip.words, 'word')} · ${hostOf(clip.url) ?? 'file'}`} />
          ))}
        </ul>
      )}
    </section>
  );
}
