import type { ColumnDraft, ParsedLayout, ViewOutputs } from '../../contracts/view-commands.ts';
import { COLUMNS_OWN, VIEWS_PER_TABLE } from '../../core/limits.ts';
import { ok } from '../../core/result.ts';
import type { TableId } from '../../core/ids.ts';
import { CHECKED, type CustomColumn, type CustomKey } from '../../domain/lead/custom.ts';
import type { ColumnLayout } from '../../domain/view/layout.ts';
import { compileFormula } from '../../formula/compile.ts';
import { formulaKinds } from '../../formula/columns.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Columns that a person made, and views. */
export function viewCommands(deps: Deps): Handlers<keyof ViewOutputs> {
  return {
    'view.save': async ({ id = deps.newId(), tableId, name, shape: { filter, sort, group, layout }, createdAt = deps.now() }) => {
      const known = await deps.store.views.get(id);
      const kept = await deps.store.views.put({ id, tableId: tableId as TableId, name, filter, sort, ...(group ? { group } : {}), layout: layoutOf(layout), createdAt: known?.createdAt ?? createdAt });
      if (kept === 'gone') return gone('This table');
      return kept === 'kept' ? ok({ id }) : refuse('conflict', `This table has ${VIEWS_PER_TABLE} views, and no more are kept. Remove one first.`);
    },
    'layout.save': async ({ tableId, layout }) => ((await deps.store.leads.layTable(tableId, layoutOf(layout))) ? ok(null) : gone('This table')),
    'view.remove': async ({ id }) => {
      await deps.store.views.remove(id);
      return ok(null);
    },
    'column.save': async ({ key = `x.${deps.newId()}`, kind, draft, createdAt = deps.now() }) => {
      const columns = await deps.store.columns.list();
      const known = columns.find((column) => column.key === key);
      if (known?.questionId !== undefined) return refuse('conflict', 'An AI question answers this column. Change the question instead.');
      const column = columnOf(draft, key, kind, known?.createdAt ?? createdAt);
      if (column.formula !== undefined) {
        const compiled = compileFormula(column.formula, formulaKinds(kind, columns.filter((other) => other.key !== key)));
        if (!compiled.ok) return refuse('bad_input', compiled.error.message);
        if (compiled.value.type === 'number') return keep({ ...column, type: 'number' });
      }
      return keep(column);
    },
    'column.remove': async ({ key }) => {
      await deps.store.columns.remove(key);
      return ok(null);
    },
  };

  async function keep(column: CustomColumn) {
    return (await deps.store.columns.put(column)) ? ok({ key: column.key }) : refuse('conflict', `There are ${COLUMNS_OWN} columns of your own, and no more are kept. Remove one first.`);
  }
}

const layoutOf = ({ pinnedTo, ...layout }: ParsedLayout): ColumnLayout => ({ ...layout, ...(pinnedTo === undefined ? {} : { pinnedTo }) });

function columnOf(draft: ColumnDraft, key: CustomKey, kind: CustomColumn['kind'], createdAt: number): CustomColumn {
  const base = { key, kind, name: draft.name, createdAt } as const;
  switch (draft.type) {
    case 'checkbox':
      return { ...base, type: 'text', isCheck: true, options: [CHECKED] };
    case 'currency':
      return { ...base, type: 'number', currency: draft.currency };
    case 'select':
      return { ...base, type: 'text', options: draft.options };
    case 'multi-select':
      return { ...base, type: 'text', options: draft.options, many: true };
    case 'formula':
      return { ...base, type: 'text', formula: draft.formula };
    default:
      return { ...base, type: draft.type };
  }
}
