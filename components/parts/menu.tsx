import { DropdownMenu } from 'radix-ui';
import { Check, ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  /** Whether it is open, where something else opens it too. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Where the focus goes when it closes; to the button if absent. */
  readonly focusAfter?: () => HTMLElement | null;
  readonly children: ReactNode;
}

/** A menu that opens from a button; arrows move, Escape closes, focus goes back. */
export function Menu({ trigger, align = 'end', open, onOpenChange, focusAfter, children }: MenuProps): ReactElement {
  const leave = (e: Event): void => {
    const to = focusAfter?.();
    if (!to) return;
    e.preventDefault();
    to.focus({ preventScroll: true });
  };
  return (
    <DropdownMenu.Root modal={false} {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="k-pop k-menu" align={align} sideOffset={4} collisionPadding={8} onCloseAutoFocus={leave}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly children: ReactNode;
}

export function MenuItem({ icon, onSelect, disabled = false, keys, children }: MenuItemProps): ReactElement {
  return (
    <DropdownMenu.Item className="k-menu__i" onSelect={onSelect} disabled={disabled}>
      {icon ? <Icon of={icon} /> : null}
      <span className="k-grow">{children}</span>
      {keys === undefined ? null : <span className="k-kbd" aria-hidden="true">{keys}</span>}
    </DropdownMenu.Item>
  );
}

/** One of several, with a tick on the chosen one. */
export function MenuChoice<T extends string>({ value, options, onChoose }: { readonly value: T; readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: LucideIcon }[]; readonly onChoose: (value: T) => void }): ReactElement {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChoose(next as T)}>
      {options.map((o) => (
        <DropdownMenu.RadioItem key={o.value} value={o.value} className="k-menu__i">
          {o.icon ? <Icon of={o.icon} /> : null}
          <span className="k-grow">{o.label}</span>
          <DropdownMenu.ItemIndicator className="k-menu__tick" />
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** A choice that is on or off; the menu stays open. */
export function MenuTick({ isOn, onChange, children }: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void; readonly children: ReactNode }): ReactElement {
  return (
    <DropdownMenu.CheckboxItem className="k-menu__i" checked={isOn} onCheckedChange={onChange} onSelect={(e) => e.preventDefault()}>
      <span className="k-check" aria-hidden="true">
        <Icon of={Check} size={12} />
      </span>
      <span className="k-grow">{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}

/** An item that shows further choices in place of the menu: a menu beside it has no room in a narrow panel. */
export function MenuInto({ icon, label, value, onOpen }: { readonly icon?: LucideIcon; readonly label: string; readonly value?: string; readonly onOpen: () => void }): ReactElement {
  return (
    <DropdownMenu.Item
      className="k-menu__i"
      aria-haspopup="menu"
      onSelect={(e) => {
        e.preventDefault();
        onOpen();
      }}
    >
      {icon ? <Icon of={icon} /> : null}
      <span className="k-grow">{label}</span>
      {value === undefined ? null : <span className="k-sm k-2 k-trunc k-menu__v">{value}</span>}
      <Icon of={ChevronRight} size={12} />
    </DropdownMenu.Item>
  );
}

/** The choices behind a MenuInto, with the way back. The focus comes along. */
export function MenuBehind({ label, onBack, children }: { readonly label: string; readonly onBack: () => void; readonly children: ReactNode }): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current?.querySelector<HTMLElement>('[aria-checked="true"]') ?? box.current?.querySelector<HTMLElement>('[role^="menuitem"]'))?.focus(), []);
  return (
    <div ref={box} role="group" aria-label={label}>
      <DropdownMenu.Item
        className="k-menu__i k-menu__back"
        onSelect={(e) => {
          e.preventDefault();
          onBack();
        }}
      >
        <Icon of={ChevronLeft} size={14} />
        <span className="k-grow k-strong">{label}</span>
      </DropdownMenu.Item>
      {children}
    </div>
  );
}

export const MenuLine = (): ReactElement => <DropdownMenu.Separator className="k-menu__line" />;
