import { Crosshair } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { momentOf } from '../../lib/ui/format.ts';
import type { FieldRow } from '../../lib/ui/lead-rows.ts';
import { markOf, markWords, sourceTitle } from '../../lib/ui/provenance.ts';
import { pageLabel } from '../../lib/ui/safe-href.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { ConfidenceTag, MarkDot, SandboxTag } from './mark-dot.tsx';

interface EvidenceProps {
  readonly row: FieldRow;
  readonly nameOf: (providerId: string) => string;
  /** Scrolls to the value on the page; absent when it was not read from the page that is open. */
  readonly onShow?: (value: FieldValue) => void;
  /** Pins one of the known values; absent while the lead is not saved. */
  readonly onUse?: (field: LeadKey, value: string) => void;
}

/** The mark of a value as a button; opens the answer to "says who?". */
export function Evidence({ row, nameOf, onShow, onUse }: EvidenceProps): ReactElement {
  const [open, setOpen] = useState(false);
  const mark = markOf(row.value);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="k-dot" data-from={mark.from} data-sure={mark.sure} aria-label={`${row.label}: ${markWords(row.value)}. Show evidence`} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="k-pop k-evidence" align="end" sideOffset={2} collisionPadding={8} aria-label={`Where this ${row.label.toLowerCase()} comes from`}>
          <div className="k-evidence__v">
            <b className="k-val" dir="auto">{row.value.value}</b>
            <ConfidenceTag value={row.value} />
          </div>
          <Quotation value={row.value} />
          <Facts row={row} nameOf={nameOf} />
          <Rivals row={row} nameOf={nameOf} {...(onUse ? { onUse: (v: string) => (onUse(row.field, v), setOpen(false)) } : {})} />
          <div className="k-evidence__a">
            {onShow && row.value.provenance.origin === 'page' && canPoint(row.value) ? (
              <Button small icon={<Icon of={Crosshair} size={14} />} onClick={() => onShow(row.value)}>
                Show on page
              </Button>
            ) : null}
            {onUse && row.before ? (
              <Button small look="ghost" onClick={() => (onUse(row.field, row.before?.value ?? ''), setOpen(false))}>
                Keep old value
              </Button>
            ) : null}
          </div>
          <Popover.Arrow asChild>
            <span className="k-arrow" />
          </Popover.Arrow>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const canPoint = (value: FieldValue): boolean => value.provenance.evidence?.selector !== undefined || value.provenance.evidence?.text !== undefined;

/** The words around the value as they stood on the page, with the value marked. */
function Quotation({ value }: { readonly value: FieldValue }): ReactElement | null {
  const text = value.provenance.evidence?.text;
  const shown = value.original ?? value.value;
  if (text === undefined || text.trim() === '' || text.trim() === shown.trim()) return null;
  const at = text.toLowerCase().indexOf(shown.toLowerCase());
  return (
    <blockquote className="k-val">
      “{at < 0 ? text : text.slice(0, at)}
      {at < 0 ? null : <mark>{text.slice(at, at + shown.length)}</mark>}
      {at < 0 ? null : text.slice(at + shown.length)}”
    </blockquote>
  );
}

function Facts({ row, nameOf }: Pick<EvidenceProps, 'row' | 'nameOf'>): ReactElement {
  const { value } = row;
  const p = value.provenance;
  const now = useNow(60_000);
  return (
    <dl>
      <dt>{p.origin === 'page' ? 'Read from' : 'From'}</dt>
      <dd>
        {sourceTitle(value, nameOf)} {p.evidence?.path ? <code className="k-val">{p.evidence.path}</code> : null} {p.sandbox ? <SandboxTag /> : null}
      </dd>
      {p.pageUrl && p.origin === 'page' ? (
        <>
          <dt>Page</dt>
          <dd className="k-break">{pageLabel(p.pageUrl)}</dd>
        </>
      ) : null}
      <dt>When</dt>
      <dd>{momentOf(p.at, now)}</dd>
      {row.agrees.length > 0 ? (
        <>
          <dt>Agrees</dt>
          <dd>{row.agrees.join(', ')}</dd>
        </>
      ) : null}
      {row.before ? (
        <>
          <dt>In table</dt>
          <dd className="k-val">
            {row.before.value}, {momentOf(row.before.provenance.at, now)}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

/** Other statements about the same field; each can be chosen. */
function Rivals({ row, nameOf, onUse }: { readonly row: FieldRow; readonly nameOf: (id: string) => string; readonly onUse?: (value: string) => void }): ReactElement | null {
  const rivals = row.others.filter((v) => v.value !== row.before?.value);
  if (rivals.length === 0) return null;
  return (
    <div>
      <div className="k-h">
        <span>Other values</span>
        <span>kept, not used</span>
      </div>
      <ul className="k-rivals">
        {rivals.slice(0, 6).map((v) => (
          <li key={v.value}>
            <MarkDot value={v} />
            <span className="k-grow">
              <span className="k-trunc k-val" dir="auto">{v.value}</span>
              <span className="k-xs k-3">{sourceTitle(v, nameOf)}</span>
            </span>
            {onUse ? (
              <Button small onClick={() => onUse(v.value)} aria-label={`Use ${v.value}`}>
                Use
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
