import { Search } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import { GROUP_WORDS, subjectOf } from '../../lib/domain/ledger/explain.ts';
import { KIND_GROUP_NAMES } from '../../lib/domain/ledger/statement.ts';
import { NO_FILTER, PERIOD_WORDS, isOpenFilter, type FilterState, type Period } from '../../lib/ui/statement-filter.ts';
import type { Facets, Grouping } from '../../lib/ui/statement-scan.ts';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';

const GROUPINGS = [
  { value: 'none', label: 'Lines' },
  { value: 'day', label: 'By day' },
  { value: 'run', label: 'By run' },
] as const satisfies readonly { readonly value: Grouping; readonly label: string }[];

interface StatementFiltersProps {
  readonly state: FilterState;
  readonly onChange: (state: FilterState) => void;
  readonly grouping: Grouping;
  readonly onGroup: (grouping: Grouping) => void;
  readonly facets: Facets | undefined;
  readonly nameOf: (providerId: string) => string;
  readonly memberOf: (id: string) => string;
  readonly search: Ref<HTMLInputElement>;
}

/** What is looked for, and how it is put together. */
export function StatementFilters({ state, onChange, grouping, onGroup, facets, nameOf, memberOf, search }: StatementFiltersProps): ReactElement {
  const set = (change: Partial<FilterState>): void => onChange({ ...state, ...change });
  const providers = withChosen(facets?.providers ?? [], state.providerId).map((id) => ({ value: id, label: nameOf(id) })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const members = withChosen(facets?.members ?? [], state.member);
  const enrichments = withChosen(facets?.enrichments ?? [], state.enrichment);
  return (
    <div className="k-stf" role="search" aria-label="Statement">
      <span className="k-input k-find">
        <Icon of={Search} size={14} />
        <input ref={search} type="search" placeholder="Search" aria-label="Search the statement" title="Search the statement: /" value={state.text} maxLength={200} onChange={(e) => set({ text: e.target.value })} />
      </span>
      <Choice label="Period" all="" value={state.period} options={(Object.keys(PERIOD_WORDS) as Period[]).map((value) => ({ value, label: PERIOD_WORDS[value] }))} onChange={(period) => set({ period: period as Period })} />
      {state.period === 'own' ? (
        <span className="k-stf__d">
          <input type="date" className="k-select" aria-label="From" value={state.from} max={state.to || undefined} onChange={(e) => set({ from: e.target.value })} />
          <input type="date" className="k-select" aria-label="To" value={state.to} min={state.from || undefined} onChange={(e) => set({ to: e.target.value })} />
        </span>
      ) : null}
      <Choice label="Meter" all="Both meters" value={state.meter} options={[{ value: 'actions', label: 'Actions' }, { value: 'data_credits', label: 'Data Credits' }]} onChange={(meter) => set({ meter: meter as FilterState['meter'] })} />
      <Choice label="Kind" all="All kinds" value={state.group} options={KIND_GROUP_NAMES.map((value) => ({ value, label: GROUP_WORDS[value] }))} onChange={(group) => set({ group: group as FilterState['group'] })} />
      {enrichments.length > 1 ? <Choice label="Question" all="All questions" value={state.enrichment} options={enrichments.map((value) => ({ value, label: subjectOf({ enrichment: value, operation: undefined }) }))} onChange={(enrichment) => set({ enrichment })} /> : null}
      {providers.length > 1 ? <Choice label="Provider" all="All providers" value={state.providerId} options={providers} onChange={(providerId) => set({ providerId })} /> : null}
      {members.length > 1 ? <Choice label="Member" all="All members" value={state.member} options={members.map((value) => ({ value, label: memberOf(value) }))} onChange={(member) => set({ member })} /> : null}
      {isOpenFilter(state) ? null : <LinkButton onClick={() => onChange(NO_FILTER)}>Show all</LinkButton>}
      <span className="k-grow" />
      <RadioBar label="Put together" options={GROUPINGS} value={grouping} onChange={onGroup} />
    </div>
  );
}

/** A choice stays in its list even when nothing in the feed has it. */
const withChosen = (values: readonly string[], chosen: string): readonly string[] => (chosen === '' || values.includes(chosen) ? values : [...values, chosen]);

interface ChoiceProps {
  readonly label: string;
  /** The words of no choice; empty when there has to be one. */
  readonly all: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}
const Choice = ({ label, all, value, options, onChange }: ChoiceProps): ReactElement => (
  <select className={`k-select ${all !== '' && value !== '' ? 'is-on' : ''}`} aria-label={label} value={value} onChange={(e) => onChange(e.target.value)}>
    {all === '' ? null : <option value="">{all}</option>}
    {options.map((o) => (
      <option key={o.value} value={o.value}>
        {o.label}
      </option>
    ))}
  </select>
);
