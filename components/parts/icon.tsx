import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

interface IconProps {
  readonly of: LucideIcon;
  /** Pixels; 16 by default, 14 in dense lines, 12 in chips. */
  readonly size?: 12 | 14 | 16;
  readonly className?: string;
}

/** An outline icon on the 16 px grid with 1.5 px strokes. Always decoration: the word beside it, or the button's name, says it. */
export function Icon({ of: Glyph, size = 16, className = '' }: IconProps): ReactElement {
  return <Glyph className={`k-i ${className}`} size={size} strokeWidth={1.5} absoluteStrokeWidth aria-hidden="true" focusable="false" />;
}

interface GlyphProps {
  readonly className?: string;
}

/** The glyph of Actions. */
export const BoltGlyph = ({ className = '' }: GlyphProps): ReactElement => (
  <svg className={`k-i k-i--fill ${className}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d="M9.3 1.3 3.2 9c-.25.3-.03.8.37.8h3.1l-.85 4.9c-.08.5.55.78.87.38l6.1-7.7c.25-.32.03-.78-.37-.78H9.33l.85-4.92c.08-.5-.56-.78-.88-.38Z" />
  </svg>
);

/** The glyph of Data Credits. */
export const DiscsGlyph = ({ className = '' }: GlyphProps): ReactElement => (
  <svg className={`k-i k-i--fill ${className}`} viewBox="0 0 16 16" aria-hidden="true">
    <ellipse cx="8" cy="3.9" rx="5.6" ry="2.4" />
    <path d="M2.4 6.3C3.3 7.5 5.5 8.1 8 8.1s4.7-.6 5.6-1.8v1.8c0 1.3-2.5 2.4-5.6 2.4S2.4 9.4 2.4 8.1Z" />
    <path d="M2.4 10.4C3.3 11.6 5.5 12.2 8 12.2s4.7-.6 5.6-1.8v1.7c0 1.3-2.5 2.4-5.6 2.4s-5.6-1.1-5.6-2.4Z" />
  </svg>
);

/** A filled square: stop. */
export const StopGlyph = ({ className = '' }: GlyphProps): ReactElement => (
  <svg className={`k-i k-i--fill k-i--s ${className}`} viewBox="0 0 16 16" aria-hidden="true">
    <rect x="4" y="4" width="8" height="8" rx="1.5" />
  </svg>
);

/** The mark: a bottle kiln. Never recoloured, never animated. */
export const Mark = (): ReactElement => (
  <svg className="k-mark" viewBox="0 0 128 128" aria-hidden="true">
    <path
      fill="#c14b1a"
      d="M44 8h40a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H44a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4ZM44 30h40c0 30 36 34 36 72v8a10 10 0 0 1-10 10H18A10 10 0 0 1 8 110v-8c0-38 36-42 36-72Z"
    />
    <path fill="#ffc987" d="M40 120V96a24 24 0 0 1 48 0v24Z" />
  </svg>
);
