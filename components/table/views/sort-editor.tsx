import { ArrowDownUp, FoldVertical, Plus, UnfoldVertical, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { VIEW_SORTS } from '../../../lib/core/limits.ts';
import { ALL_OPEN, ALL_SHUT, type Grouping } from '../../../lib/domain/view/group.ts';
import type { SortBy } from '../../../lib/domain/view/order.ts';
import { directionWords, labelOfChoice, type Choice } from '../../../lib/ui/view-edit.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ToolPopover } from './tool-popover.tsx';

/** The button and its popover: the columns that sort, the one that decides first on top, and the column that groups. */
export function SortEditor({ choices }: { readonly choices: readonly Choice[] }): ReactElement {
  const { shape: { sort, group }, change, groupBy, shut } = useView();
  const set = (next: readonly SortBy[]): void => change({ sort: next });
  const free = choices.filter(({ key }) => !sort.some((by) => by.key === key));
  const on = sort.length + (group === undefined ? 0 : 1);
  const typeOf = (key: SortBy['key']): Choice['type'] => choices.find((c) => c.key === key)?.type ?? 'text';
  return (
    <ToolPopover word="Sort" label="Sort and group" icon={ArrowDownUp} count={on} counted="on">
      <div className="k-filter">
        {sort.length === 0 ? <p className="k-2 k-sm">In the order in which the leads were added.</p> : null}
        <ul>
          {sort.map((by, i) => (
            <li key={by.key} className="k-ftest k-ftest--sort">
              <select className="k-select" aria-label={`Column ${i + 1} to sort by`} value={by.key} onChange={(e) => ((found) => found && set(sort.with(i, { ...by, key: found.key })))(free.find(({ key }) => key === e.target.value))}>
                <option value={by.key}>{labelOfChoice(choices, by.key)}</option>
                {free.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
              </select>
              <select className="k-select" aria-label={`Direction of column ${i + 1}`} value={by.down ? 'down' : 'up'} onChange={(e) => set(sort.with(i, { ...by, down: e.target.value === 'down' }))}>
                <option value="up">{directionWords(typeOf(by.key))[0]}</option>
                <option value="down">{directionWords(typeOf(by.key))[1]}</option>
              </select>
              <IconButton small label={`Do not sort by ${labelOfChoice(choices, by.key)}`} onClick={() => set(sort.toSpliced(i, 1))}>
                <Icon of={X} size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
        <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={sort.length >= VIEW_SORTS || free.length === 0} onClick={() => ((next) => next && set([...sort, { key: next.key, down: false }]))(free[0])}>
          {sort.length === 0 ? 'Sort by a column' : 'Then by another column'}
        </Button>
        <label className="k-label">
          Together in groups by
          <select className="k-select" value={group?.by ?? ''} onChange={(e) => groupBy(choices.flatMap(({ key }) => (key === e.target.value && !key.startsWith('lead.') ? [key as Grouping['by']] : []))[0])}>
            <option value="">nothing</option>
            {choices.filter(({ key }) => !key.startsWith('lead.')).map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {group ? (
          <div className="k-row">
            <Button small look="ghost" icon={<Icon of={FoldVertical} size={14} />} onClick={() => shut(ALL_SHUT)}>
              Close all groups
            </Button>
            <Button small look="ghost" icon={<Icon of={UnfoldVertical} size={14} />} onClick={() => shut(ALL_OPEN)}>
              Open all groups
            </Button>
          </div>
        ) : null}
      </div>
    </ToolPopover>
  );
}
