import { Ban, CircleAlert, Clock, FlaskConical, GitFork, Minus, Pencil, RotateCw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { tagsOf } from '../../lib/domain/lead/tags.ts';
import { runningFor, type CellView } from '../../lib/ui/cells.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { plainUrl } from '../../lib/ui/safe-href.ts';
import { Icon } from '../parts/icon.tsx';
import { MarkDot } from '../parts/mark-dot.tsx';
import { TagChip } from '../parts/tag-chip.tsx';
import { Spinner } from '../parts/spinner.tsx';

/** What a cell shows: one state, one line. Nothing while it is read: its row shows that, and the elements stay for what comes. */
export function CellContent({ view, now, marked, isMany }: { readonly view: CellView | undefined; readonly now: number; readonly marked: boolean; readonly isMany: boolean }): ReactElement | null {
  if (isMany && (view?.state === 'value' || view?.state === 'man')) return <Choices value={view.value} />;
  switch (view?.state) {
    case undefined:
      return (
        <>
          <span className="k-trunc" />
        </>
      );
    case 'none':
      return null;
    case 'value':
      return (
        <>
          <Text value={view.value} />
          <Sandbox value={view.value} />
          {marked || view.value.provenance.origin !== 'page' ? <MarkDot value={view.value} /> : null}
        </>
      );
    case 'formula':
      return <span className="k-trunc k-val" dir="auto">{view.text}</span>;
    case 'man':
      return (
        <>
          <Text value={view.value} />
          <Aside icon={Pencil} title="Typed by a person" />
        </>
      );
    case 'stale':
      return (
        <>
          <Text value={view.value} />
          <Sandbox value={view.value} />
          <Aside icon={Clock} title={`Asked ${view.age} ago, past its freshness`}>
            {view.age}
          </Aside>
        </>
      );
    case 'two':
      return (
        <>
          <Text value={view.value} />
          <Sandbox value={view.value} />
          <Aside icon={GitFork} title={`${view.count} values to choose from`}>
            {view.count}
          </Aside>
        </>
      );
    case 'run':
      return (
        <>
          <Spinner label="Running" />
          <span className="k-trunc">{view.text}</span>
          <span className="k-td__r">{runningFor(view.startedAt, now)}</span>
        </>
      );
    case 'wait':
      return <span className="k-trunc">{view.text}</span>;
    case 'miss':
      return (
        <>
          <Icon of={Minus} size={14} />
          <span className="k-trunc">{view.text}</span>
          <span className="k-td__r">0</span>
        </>
      );
    case 'fail':
      return (
        <>
          <Icon of={CircleAlert} size={14} />
          <span className="k-trunc" title={`${view.text}. Nothing was charged.`}>
            {view.text}
          </span>
          {/* To the details, where the price of asking again stands: nothing is spent by one click. */}
          <button type="button" tabIndex={-1} className="k-td__r k-td__retry" onClick={() => useTable.getState().showInspector(true, 'cell')}>
            <Icon of={RotateCw} size={12} />
            Retry
          </button>
        </>
      );
    case 'block':
      return (
        <>
          <Icon of={Ban} size={14} />
          <span className="k-trunc k-val" dir="auto" title={view.text}>
            {view.value ? plainUrl(view.value.value) : 'Do not contact'}
          </span>
          {view.value ? <span className="k-vh">Do not contact</span> : null}
        </>
      );
    case 'skip':
      return (
        <span className="k-trunc" title={view.text}>
          {view.text}
        </span>
      );
  }
}

const Text = ({ value }: { readonly value: FieldValue }): ReactElement => <span className="k-trunc k-val" dir="auto">{plainUrl(value.value)}</span>;

/** Several choices of one cell, each for itself; those that do not fit are cut off with the cell. */
const Choices = ({ value }: { readonly value: FieldValue }): ReactElement => (
  <span className="k-ltags" title={value.value}>
    {tagsOf(value.value).map((tag) => (
      <TagChip key={tag} tag={tag} />
    ))}
  </span>
);

/** A made-up answer says so in every cell. */
const Sandbox = ({ value }: { readonly value: FieldValue }): ReactElement | null =>
  value.provenance.sandbox ? (
    <span className="k-td__s" title="Sandbox answer, made up">
      <Icon of={FlaskConical} size={12} />
      <span className="k-vh">Sandbox</span>
    </span>
  ) : null;

function Aside({ icon, title, children }: { readonly icon: typeof Clock; readonly title: string; readonly children?: string | number }): ReactElement {
  return (
    <span className="k-td__r" title={title}>
      <Icon of={icon} size={12} />
      {children}
      <span className="k-vh">{title}</span>
    </span>
  );
}
