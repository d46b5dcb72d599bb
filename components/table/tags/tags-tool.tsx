import { Tag } from 'lucide-react';
import { useRef, type ReactElement } from 'react';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { countOf } from '../../../lib/ui/format.ts';
import type { Positions } from '../../../lib/ui/positions.ts';
import { useTagWork } from '../../../lib/ui/tags/tag-work.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Popover } from '../../parts/popover.tsx';
import { ToolWord } from '../tool-word.tsx';
import { TagsPane } from './tags-pane.tsx';

interface TagsToolProps {
  readonly table: Table;
  readonly shown: Positions;
  readonly selected: number;
}

/** The tags of the table: given to the ticked leads and taken from them, renamed and deleted everywhere. */
export function TagsTool({ table, shown, selected }: TagsToolProps): ReactElement {
  const isBusy = useTagWork(({ now }) => now !== null);
  // Escape ends what is typed into a line of the list first.
  const box = useRef<HTMLDivElement>(null);
  return (
    <Popover
      label="Tags"
      align={selected > 0 ? 'end' : 'start'}
      onEscape={(e) => void (box.current?.querySelector('[data-renames]') && e.preventDefault())}
      trigger={
        selected > 0 ? (
          <Button look="ghost" className="k-tool" title={`Tag ${countOf(selected)}`} aria-busy={isBusy || undefined} icon={isBusy ? <span className="k-spin" aria-hidden="true" /> : <Icon of={Tag} />}>
            <ToolWord>Tag {countOf(selected)}</ToolWord>
          </Button>
        ) : (
          <IconButton label="Tags of the table" aria-busy={isBusy || undefined}>
            {isBusy ? <span className="k-spin" aria-hidden="true" /> : <Icon of={Tag} />}
          </IconButton>
        )
      }
    >
      <TagsPane table={table} shown={shown} selected={selected} ref={box} />
    </Popover>
  );
}
