import { CircleAlert, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface NoteProps {
  readonly tone?: 'ok' | 'info' | 'warn' | 'bad';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly icon?: LucideIcon;
  readonly action?: ReactNode;
}

const ICONS = { ok: Info, info: Info, warn: TriangleAlert, bad: CircleAlert } as const;

/** A note in the flow of a page: what is so, and what can be done. Errors are read at once. */
export function Note({ tone = 'info', title, children, icon, action }: NoteProps): ReactElement {
  return (
    <div className={`k-note k-note--${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon of={icon ?? ICONS[tone]} />
      <div>
        <strong>{title}</strong>
        {children ? <p>{children}</p> : null}
      </div>
      {action}
    </div>
  );
}

interface StripProps {
  readonly tone?: 'warn' | 'quiet';
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A line across the whole surface: offline, practice mode, an older reading. */
export function Strip({ tone = 'warn', icon, children, action }: StripProps): ReactElement {
  return (
    <div className={`k-strip k-strip--${tone}`} role="status">
      <Icon of={icon} />
      <span className="k-grow">{children}</span>
      {action}
    </div>
  );
}
