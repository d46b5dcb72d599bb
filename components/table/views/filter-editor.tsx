import { ListFilter, Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { FILTER_DEPTH, FILTER_TESTS } from '../../../lib/core/limits.ts';
import { isGroup, testsIn, type Filter, type ViewTest } from '../../../lib/domain/view/filter.ts';
import { changedAt, filterCount, testsOf, type Choice } from '../../../lib/ui/view-edit.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { RadioBar } from '../../parts/radio-bar.tsx';
import { FilterTest } from './filter-test.tsx';
import { ToolPopover } from './tool-popover.tsx';

const NO_FILTER: Filter = { match: 'all', items: [] };

/** The button and its popover: tests and groups of tests that act while they are written. */
export function FilterEditor({ choices }: { readonly choices: readonly Choice[] }): ReactElement {
  const { shape: { filter }, change } = useView();
  const on = filterCount(filter);
  const set = (next: Filter): void => change({ filter: next });
  return (
    <ToolPopover word="Filter" label="Filter" icon={ListFilter} count={on} counted="on">
      <div className="k-filter">
        {filter.items.length === 0 ? <p className="k-2 k-sm">Every lead is shown. Add a test to see fewer.</p> : null}
        <Group filter={filter} path={[]} root={filter} choices={choices} onRoot={set} />
        {filter.items.length > 0 ? (
          <div className="k-filter__f">
            <Button small look="ghost" onClick={() => set(NO_FILTER)}>
              Show all leads again
            </Button>
          </div>
        ) : null}
      </div>
    </ToolPopover>
  );
}

interface GroupProps {
  readonly filter: Filter;
  readonly path: readonly number[];
  readonly root: Filter;
  readonly choices: readonly Choice[];
  readonly onRoot: (filter: Filter) => void;
}

function Group({ filter, path, root, choices, onRoot }: GroupProps): ReactElement {
  const [first] = choices;
  const isFull = testsIn(root) >= FILTER_TESTS;
  const put = (next: Filter): void => onRoot(path.length === 0 ? next : changedAt(root, path, () => next));
  const change = (i: number, next: ViewTest | Filter | undefined): void => onRoot(changedAt(root, [...path, i], () => next));
  const fresh = (): ViewTest[] => (first ? [{ key: first.key, test: testsOf(first)[0] ?? 'known', values: [] }] : []);
  return (
    <div className="k-filter__g" role="group" aria-label={path.length === 0 ? 'Tests' : `Group ${nameOf(path)}`}>
      {filter.items.length > 1 ? <RadioBar label="How the tests are joined" options={[{ value: 'all', label: 'all of them hold' }, { value: 'any', label: 'any of them holds' }]} value={filter.match} onChange={(match) => put({ ...filter, match })} /> : null}
      <ul>
        {filter.items.map((item, i) => {
          const at = [...path, i];
          // The place is the identity: a test has no other, and it keeps its fields while it is typed into.
          return isGroup(item) ? (
            <li key={`group ${at.join('.')}`} className="k-filter__sub">
              <Group filter={item} path={at} root={root} choices={choices} onRoot={onRoot} />
              <IconButton small label={`Remove group ${nameOf(at)}`} onClick={() => change(i, undefined)}>
                <Icon of={X} size={14} />
              </IconButton>
            </li>
          ) : (
            <FilterTest key={`test ${at.join('.')} of ${filter.items.length}`} test={item} number={nameOf(at)} choices={choices} onChange={(next) => change(i, next)} onRemove={() => change(i, undefined)} />
          );
        })}
      </ul>
      <div className="k-row">
        <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={isFull} onClick={() => put({ ...filter, items: [...filter.items, ...fresh()] })}>
          Add a test
        </Button>
        {path.length < FILTER_DEPTH - 1 ? (
          <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={isFull} onClick={() => put({ ...filter, items: [...filter.items, { match: 'any', items: fresh() }] })}>
            Add a group
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const nameOf = (path: readonly number[]): string => path.map((i) => i + 1).join('.');
