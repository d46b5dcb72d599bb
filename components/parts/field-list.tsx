import { useState, type ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import type { FieldRow } from '../../lib/ui/lead-rows.ts';
import { LinkButton } from './button.tsx';
import { Evidence } from './evidence.tsx';
import { FieldText } from './field-link.tsx';
import { SandboxTag } from './mark-dot.tsx';

interface FieldListProps {
  readonly rows: readonly FieldRow[];
  readonly nameOf: (providerId: string) => string;
  readonly onShow?: (value: FieldValue) => void;
  readonly onUse?: (field: LeadKey, value: string) => void;
  /** Lines before the rest folds away. */
  readonly fold?: number;
}

/** The fields of a lead, each with its mark. */
export function FieldList({ rows, nameOf, onShow, onUse, fold = 9 }: FieldListProps): ReactElement {
  const [all, setAll] = useState(false);
  const major = rows.filter((row) => !row.minor);
  const shown = all ? rows : major.length <= fold + 1 ? major : major.slice(0, fold);
  const handlers = { ...(onShow ? { onShow } : {}), ...(onUse ? { onUse } : {}) };
  return (
    <div>
      <dl className="k-fields">
        {shown.map((row) => (
          <div className="k-field" key={row.field}>
            <dt>{row.label}</dt>
            <dd>
              <FieldText field={row.field} value={row.value.value} />
              {row.change ? <span className="k-tag k-tag--ok">{row.change}</span> : null}
              {row.conflict ? <span className="k-tag k-tag--warn">{row.others.length + 1} values</span> : null}
              {row.value.provenance.sandbox ? <SandboxTag /> : null}
              <Evidence row={row} nameOf={nameOf} {...handlers} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < rows.length ? <LinkButton onClick={() => setAll(true)}>Show {rows.length - shown.length} more</LinkButton> : null}
    </div>
  );
}
