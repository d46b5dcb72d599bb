import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Popover } from '../../parts/popover.tsx';
import { ToolWord } from '../tool-word.tsx';

interface ToolPopoverProps {
  /** On the button. */
  readonly word: string;
  /** Of the surface. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** How much of it acts now, and the word behind the number. */
  readonly count: number;
  readonly counted: string;
  readonly children: ReactNode;
}

/** A tool of the table: a button that says how much of it acts, and what it opens. */
export const ToolPopover = ({ word, label, icon, count, counted, children }: ToolPopoverProps): ReactElement => (
  <Popover
    label={label}
    trigger={
      <Button look="ghost" className={`k-tool ${count > 0 ? 'is-on' : ''}`} title={word} icon={<Icon of={icon} />}>
        <ToolWord>{word}</ToolWord>
        <Badge count={count} word={counted} />
      </Button>
    }
  >
    {children}
  </Popover>
);
