import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, type ReactElement } from 'react';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { rowWords } from '../../lib/domain/list/words.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { countOf } from '../../lib/ui/format.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

interface ListHeadProps {
  readonly tabId: number;
  readonly row: CaptureRow;
  readonly list: ListCapture;
  readonly known: number;
  /** The tab shows another page now: nothing can be shown on it. */
  readonly isMoved: boolean;
}

/** Time after which the outline is asked for again: somebody must be there to hear its answers. */
const AGAIN_MS = 20_000;

/** "48 people", whether they are outlined on the page, and the way to the other lists. */
export function ListHead({ tabId, row, list, known, isMoved }: ListHeadProps): ReactElement {
  const show = useCommand('list.show');
  const hide = useCommand('list.hide');
  const choose = useCommand('list.choose');
  const lists = row.lists?.length ?? 1;
  const at = row.shownList ?? 0;
  const isShown = row.overlay === true && !isMoved;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setInterval(() => void sendCommand('list.show', { tabId }), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isShown, tabId]);
  const step = (by: number): void => void choose.send({ tabId, index: (at + by + lists) % lists });
  return (
    <div className="k-who k-listhead">
      <h2 className="k-grow">{rowWords.count(list)}</h2>
      {lists > 1 ? (
        <div className="k-stepper" role="group" aria-label="Lists found on this page">
          <button type="button" aria-label="Previous list" onClick={() => step(-1)}>
            <Icon of={ChevronLeft} size={14} />
          </button>
          <output className="k-nowrap">
            {at + 1} of {lists}
          </output>
          <button type="button" aria-label="Next list" onClick={() => step(1)}>
            <Icon of={ChevronRight} size={14} />
          </button>
        </div>
      ) : null}
      <p className="k-2 k-sm k-listhead__p">
        {isShown ? 'Highlighted on the page' : isMoved ? 'From the page before' : 'Not highlighted'}
        {known > 0 ? `, ${countOf(known)} known` : ''}
        {isMoved ? null : (
          <LinkButton className="k-listhead__a" onClick={() => void (isShown ? hide : show).send({ tabId })}>
            {isShown ? 'Hide outline' : 'Highlight'}
          </LinkButton>
        )}
      </p>
    </div>
  );
}
