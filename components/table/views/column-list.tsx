import { GripVertical, Pencil, Trash2 } from 'lucide-react';
import { useRef, type ReactElement } from 'react';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';
import { orderedKeys, withHidden, withMoved } from '../../../lib/domain/view/layout.ts';
import type { Column } from '../../../lib/ui/columns.ts';
import { useReorder } from '../../../lib/ui/use-reorder.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { IconButton } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';

interface ColumnListProps {
  /** Every column there is, in the usual order. */
  readonly columns: readonly Column[];
  readonly custom: readonly CustomColumn[];
  readonly onChange: (column: CustomColumn) => void;
  readonly onRemove: (column: CustomColumn) => void;
}

/** The columns in their order, hidden ones among them: ticked into sight, moved by their grip with the pointer or with keys. */
export function ColumnList({ columns, custom, onChange, onRemove }: ColumnListProps): ReactElement {
  const { shape: { layout }, lay } = useView();
  const list = useRef<HTMLOListElement>(null);
  const usual = columns.map(({ field }) => field);
  const inOrder = orderedKeys(usual, layout).flatMap((key) => columns.filter(({ field }) => field === key));
  const [name, ...others] = inOrder;
  // Places in the list count what is hidden too, and the name, which stays where it is, not at all.
  const reorder = useReorder(list, others.map(({ label }) => label), (from, to) => lay((now) => ({ ...withMoved(usual, { ...now, hidden: [] }, from + 1, to + 1), hidden: now.hidden })));
  return (
    <div className="k-columns">
      {name ? (
        <div className="k-columns__i">
          <span className="k-columns__g" />
          <Check label={name.label} checked disabled onToggle={() => undefined} />
          <span className="k-trunc k-grow" aria-hidden="true">{name.label}</span>
        </div>
      ) : null}
      <ol ref={list} className={reorder.dragged === null ? '' : 'is-sorting'}>
        {others.map((column, i) => {
          const { field, label } = column;
          const own = custom.find(({ key, questionId }) => key === field && questionId === undefined);
          const isShown = !layout.hidden.includes(field);
          return (
            <li key={field} className={`k-columns__i ${reorder.dragged === i ? 'is-dragged' : ''}`} style={{ translate: `0 ${reorder.offsetOf(i)}px` }}>
              <button type="button" className="k-grip k-columns__g" aria-label={`Move ${label}`} title="Drag, or press Enter and use the arrows" {...reorder.gripOf(i)}>
                <Icon of={GripVertical} size={14} />
              </button>
              <Check label={label} checked={isShown} onToggle={() => lay((now) => withHidden(now, field, isShown))} />
              <span className="k-trunc k-grow" aria-hidden="true">{label}</span>
              {own ? (
                <>
                  <IconButton small label={`Change ${label}`} onClick={() => onChange(own)}>
                    <Icon of={Pencil} size={14} />
                  </IconButton>
                  <IconButton small label={`Remove ${label}`} onClick={() => onRemove(own)}>
                    <Icon of={Trash2} size={14} />
                  </IconButton>
                </>
              ) : null}
            </li>
          );
        })}
      </ol>
      <span className="k-vh" role="status" aria-live="assertive">
        {reorder.said}
      </span>
    </div>
  );
}
