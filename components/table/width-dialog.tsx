import { useState, type ReactElement } from 'react';
import { COLUMN_LEAST_PX, COLUMN_MOST_PX } from '../../lib/core/view-limits.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { FormDialog } from '../parts/form-dialog.tsx';

/** The width of a column as a number: what dragging its edge does, without dragging. */
export function WidthDialog({ column, onWidth, onClose, focusAfter }: { readonly column: Column; readonly onWidth: (px: number) => void; readonly onClose: () => void; readonly focusAfter: () => HTMLElement | null }): ReactElement {
  const [text, setText] = useState(String(column.width));
  const px = Number(text);
  const isRight = /^\d+$/.test(text.trim()) && px >= COLUMN_LEAST_PX && px <= COLUMN_MOST_PX;
  const submit = (): void => {
    onWidth(px);
    onClose();
  };
  return (
    <FormDialog title={`Width of ${column.label}`} action="Set width" ready={isRight} onSubmit={submit} onClose={onClose} focusAfter={focusAfter}>
      <label className="k-label">
        Pixels, from {COLUMN_LEAST_PX} to {COLUMN_MOST_PX}
        <span className="k-input">
          <input inputMode="numeric" value={text} maxLength={4} aria-invalid={!isRight} onChange={(e) => setText(e.target.value)} autoComplete="off" />
        </span>
      </label>
    </FormDialog>
  );
}
