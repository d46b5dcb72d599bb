import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { opener } from '../../lib/ui/focus.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  /** One line below the title, read with it. */
  readonly description?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** Where the focus goes when it closes; to what opened it if absent. */
  readonly focusAfter?: () => HTMLElement | null;
}

/** A dialog: traps the focus, gives it back, closes with Escape. Mount it to open it. */
export function Dialog({ title, description, onClose, children, footer, focusAfter }: DialogProps): ReactElement {
  const [cameFrom] = useState(() => opener(document.activeElement));
  const content = useRef<HTMLDivElement>(null);
  // What is asked for comes first, or what says that it does; without a field, the way back does, never the cross.
  const first = (): HTMLElement | null | undefined => content.current?.querySelector<HTMLElement>('[data-first]') ?? content.current?.querySelector<HTMLElement>('input:not([disabled]), textarea') ?? content.current?.querySelector<HTMLElement>('.k-btn:not([disabled])');
  const enter = (e: Event): void => {
    const target = first();
    if (!target) return;
    e.preventDefault();
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  };
  const leave = (e: Event): void => {
    e.preventDefault();
    const to = focusAfter?.() ?? cameFrom;
    if (to?.isConnected) to.focus({ preventScroll: focusAfter !== undefined });
  };
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="k-scrim" />
        <Radix.Content ref={content} className="k-pop k-dialog" onOpenAutoFocus={enter} onCloseAutoFocus={leave} {...(description ? {} : { 'aria-describedby': undefined })}>
          <div className="k-dialog__h">
            <Radix.Title className="k-grow">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close">
                <Icon of={X} />
              </IconButton>
            </Radix.Close>
          </div>
          {description ? <Radix.Description className="k-2 k-dialog__d">{description}</Radix.Description> : null}
          {children}
          {footer ? <div className="k-dialog__f">{footer}</div> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
