import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly align?: 'start' | 'end';
  /** Escape was pressed; what prevents the event keeps it open. */
  readonly onEscape?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/** A small surface beside its button, for settings that act at once; Escape closes it and the focus goes back. */
export const Popover = ({ trigger, label, align = 'start', onEscape, children }: PopoverProps): ReactElement => (
  <Radix.Root>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className="k-pop k-popover" aria-label={label} align={align} sideOffset={4} collisionPadding={8} {...(onEscape ? { onEscapeKeyDown: onEscape } : {})}>
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
