import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  /** One line below the title, read with it. */
  readonly description?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A dialog: traps the focus, gives it back, closes with Escape. Mount it to open it. */
export function Dialog({ title, description, onClose, children, footer }: DialogProps): ReactElement {
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="k-scrim" />
        <Radix.Content className="k-pop k-dialog" {...(description ? {} : { 'aria-describedby': undefined })}>
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
