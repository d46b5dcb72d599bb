import { Copy, NotebookText, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { ClipRow } from '../../lib/storage/clip-row.ts';
import { capital, momentOf, plural } from '../../lib/ui/format.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { IconButton } from './button.tsx';
import { ClipDialog, useClipDeeds } from './clip-dialog.tsx';
import { Icon } from './icon.tsx';

interface ClipLineProps {
  readonly clip: ClipRow;
  /** What leads the line: "Clipped" in the panel, the title of the page in the table. */
  readonly title: string;
  /** Below it, after its age; the number of words by default. */
  readonly detail?: string;
}

/** One clip in a line: its size and age, and open, copy, remove. */
export function ClipLine({ clip, title, detail }: ClipLineProps): ReactElement {
  const [open, setOpen] = useState(false);
  const { copy, remove } = useClipDeeds(clip);
  const now = useNow(60_000);
  return (
    <li className="k-clip">
      <button type="button" className="k-clip__open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon of={NotebookText} />
        <span className="k-grow">
          <span className="k-trunc k-clip__t k-val" dir="auto">{title}</span>
          <span className="k-trunc k-sm k-3">
            {[capital(momentOf(clip.at, now)), clip.truncated ? 'in part' : '', detail ?? plural(clip.words, 'word')].filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
      <IconButton small label={`Copy the clip ${title}`} onClick={() => void copy()}>
        <Icon of={Copy} size={14} />
      </IconButton>
      <IconButton small label={`Remove the clip ${title}`} aria-busy={remove.busy} onClick={() => void remove.run()}>
        <Icon of={Trash2} size={14} />
      </IconButton>
      {open ? <ClipDialog clip={clip} onClose={() => setOpen(false)} /> : null}
    </li>
  );
}
