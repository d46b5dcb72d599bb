import { Copy, Download, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipRow } from '../../lib/storage/clip-row.ts';
import { copyText } from '../../lib/ui/clips.ts';
import { saveFile } from '../../lib/ui/download.ts';
import { momentOf, plural } from '../../lib/ui/format.ts';
import { pageLabel, safeHref } from '../../lib/ui/safe-href.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand, type CommandCall } from '../../lib/ui/use-commands.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { MarkdownText } from './markdown-text.tsx';

/** What can be done with a clip beside reading it; each says what came of it in a toast. */
export function useClipDeeds(clip: ClipRow): { copy: () => Promise<void>; download: CommandCall<'clip.download'> & { run: () => Promise<void> }; remove: CommandCall<'clip.remove'> & { run: () => Promise<void> } } {
  const download = useCommand('clip.download');
  const remove = useCommand('clip.remove');
  return {
    copy: async () => showToast((await copyText(clip.markdown)) ? { kind: 'info', text: `Copied, ${plural(clip.words, 'word')} as Markdown` } : { kind: 'bad', text: 'The browser did not let Kiln copy. Download the file instead.' }),
    download: {
      ...download,
      run: async () => {
        const file = await download.send({ clipId: clip.id });
        if (file && !(await saveFile(file.fileId))) showToast({ kind: 'bad', text: 'The file is gone. Make it again.' });
      },
    },
    remove: {
      ...remove,
      run: async () => {
        const removed = await remove.send({ clipId: clip.id });
        if (removed) showToast({ kind: 'info', text: 'Clip removed', undo: removed.activityId });
      },
    },
  };
}

/** A clip in full: where it comes from, its text, and copy, file and removal. */
export function ClipDialog({ clip, onClose }: { readonly clip: ClipRow; readonly onClose: () => void }): ReactElement {
  const { copy, download, remove } = useClipDeeds(clip);
  const now = useNow(60_000);
  const href = safeHref(clip.url);
  const facts = [clip.byline, clip.site, dayOf(clip.published)].filter((fact) => fact !== '');
  const takeAway = async (): Promise<void> => {
    await remove.run();
    onClose();
  };
  return (
    <Dialog
      title={clip.title || 'Clip'}
      description={
        <span className="k-clip__facts k-val">
          <span className={facts.length === 0 ? 'k-vh' : ''}>
            {facts.map((fact, i) => (
              <span key={fact} className="k-clip__fact">
                {i > 0 ? ' · ' : ''}
                <span dir="auto">{fact}</span>
              </span>
            ))}
          </span>
          {href === undefined ? <span>{pageLabel(clip.url)}</span> : <a className="k-trunc" href={href} target="_blank" rel="noopener noreferrer">{pageLabel(clip.url)}</a>}
          <span>
            {plural(clip.words, 'word')}, clipped {momentOf(clip.at, now)}
          </span>
        </span>
      }
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" busy={remove.busy} icon={<Icon of={Trash2} size={14} />} onClick={() => void takeAway()}>
            Remove
          </Button>
          <span className="k-grow" />
          <Button busy={download.busy} icon={<Icon of={Download} size={14} />} onClick={() => void download.run()}>
            Download
          </Button>
          <Button look="primary" icon={<Icon of={Copy} size={14} />} onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      {clip.truncated ? <p className="k-sm k-2">The page is larger than the limit. The text is true, its end is missing.</p> : null}
      <div className="k-clip__text" role="region" aria-label="Text of the clip" {...SCROLLED_BY_KEYS}>
        <MarkdownText source={clip.markdown} />
      </div>
    </Dialog>
  );
}

/** A region that scrolls takes the focus, or keys could not scroll it. */
const SCROLLED_BY_KEYS = { tabIndex: 0 } as const;

/** "2026-05-12" of "2026-05-12T08:00:00Z"; what is no such date stays as the page says it. */
const dayOf = (published: string): string => /^\d{4}-\d{2}-\d{2}(?=T)/.exec(published)?.[0] ?? published;
