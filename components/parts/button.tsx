import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'default' | 'ghost' | 'stop';
  readonly small?: boolean;
  readonly block?: boolean;
  /** Work is out: the ring shows and the button does nothing more. */
  readonly busy?: boolean;
  /** Nothing to do now. Unlike `disabled` it keeps the focus, for a button that ends what it began. */
  readonly off?: boolean;
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button. One primary on a surface. */
export function Button({ look = 'default', small = false, block = false, busy = false, off = false, icon, className = '', children, onClick, ...rest }: ButtonProps): ReactElement {
  const classes = ['k-btn', look === 'default' ? '' : `k-btn--${look}`, small ? 'k-btn--sm' : '', block ? 'k-btn--block' : '', className].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} aria-busy={busy || undefined} aria-disabled={off || undefined} onClick={busy || off ? undefined : onClick} {...rest}>
      {busy ? <span className="k-spin" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The name of the button; there is no visible word. */
  readonly label: string;
  readonly small?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button that shows only an icon. */
export function IconButton({ label, small = false, className = '', children, ...rest }: IconButtonProps): ReactElement {
  return (
    <button type="button" className={`k-icon-btn ${small ? 'k-icon-btn--s' : ''} ${className}`} aria-label={label} title={label} {...rest}>
      {children}
    </button>
  );
}

/** A quiet action inside text. */
export function LinkButton({ className = '', children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): ReactElement {
  return (
    <button type="button" className={`k-link ${className}`} {...rest}>
      {children}
    </button>
  );
}
