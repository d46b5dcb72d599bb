import { Gauge, TriangleAlert, X } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Notice } from '../../lib/domain/ledger/notices.ts';
import { useNotices } from '../../lib/ui/notice-queries.ts';
import { noticeWords } from '../../lib/ui/notice-words.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton, LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Strip } from './note.tsx';

/** A window whose end is not known is put away for this long. */
const AWHILE_MS = 7 * 86_400_000;

/** What comes near its end: the most pressing first, the others behind a click. Put away, it stays away until its window ends. */
export function Notices(): ReactElement | null {
  const notices = useNotices();
  const [isLong, setLong] = useState(false);
  const [first, ...more] = notices;
  if (!first) return null;
  return (
    <>
      {(isLong ? notices : [first]).map((notice) => (
        <NoticeStrip key={notice.key} notice={notice} more={!isLong && notice === first ? more.length : 0} onMore={() => setLong(true)} />
      ))}
    </>
  );
}

function NoticeStrip({ notice, more, onMore }: { readonly notice: Notice; readonly more: number; readonly onMore: () => void }): ReactElement {
  const now = useNow(60_000);
  const dismiss = useCommand('notice.dismiss');
  const { title, text } = noticeWords(notice, now);
  const out = notice.level === 100;
  return (
    <Strip
      tone={out ? 'warn' : 'quiet'}
      icon={out ? TriangleAlert : Gauge}
      action={
        <>
          {more > 0 ? <LinkButton onClick={onMore}>{more} more</LinkButton> : null}
          <IconButton small label={`Put away: ${title}`} onClick={() => void dismiss.send({ key: notice.key, until: notice.endsAt ?? now + AWHILE_MS })}>
            <Icon of={X} size={14} />
          </IconButton>
        </>
      }
    >
      <b>{title}</b> {text}
    </Strip>
  );
}
