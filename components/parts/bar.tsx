import type { CSSProperties, ReactElement } from 'react';

const width = (percent: number): CSSProperties => ({ '--v': percent }) as CSSProperties;

interface BarProps {
  readonly percent: number;
  readonly heldPercent?: number;
  readonly tone?: 'a' | 'c' | 'ember';
  /** Read aloud as progress when there is a name. */
  readonly label?: string;
}

/** A bar: what is left or done, then what is held, hatched. */
export function Bar({ percent, heldPercent = 0, tone, label }: BarProps): ReactElement {
  const progress = label === undefined ? { 'aria-hidden': true as const } : { role: 'progressbar', 'aria-label': label, 'aria-valuenow': Math.round(percent), 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return (
    <span className={`k-bar ${tone ? `k-bar--${tone}` : ''}`} {...progress}>
      <i style={width(percent)} />
      {heldPercent > 0 ? <i className="is-held" style={width(heldPercent)} /> : null}
    </span>
  );
}
