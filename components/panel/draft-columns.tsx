import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ColumnType } from '../../lib/contracts/raw-list.ts';
import type { Recipe } from '../../lib/contracts/recipe.ts';
import { FIELDS, fieldsOf, isFieldKey } from '../../lib/domain/lead/fields.ts';
import { withColumn, withField, without, type DraftLine } from '../../lib/ui/draft-edit.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

interface DraftColumnsProps {
  readonly recipe: Recipe;
  readonly lines: readonly DraftLine[];
  readonly onChange: (recipe: Recipe) => void;
}
const TYPE_WORDS: Readonly<Record<ColumnType, string>> = { text: 'Text', email: 'Email', phone: 'Phone', url: 'Link', image: 'Picture', date: 'Date', number: 'Number', price: 'Price' };

/** Columns of a list, or fields of a page: each with its name, what it becomes, and the way to take it out. */
export function DraftColumns({ recipe, lines, onChange }: DraftColumnsProps): ReactElement {
  const fields = fieldsOf(recipe.lead);
  return (
    <section aria-label={recipe.kind === 'list' ? 'Columns' : 'Fields'}>
      <div className="k-h">
        <span>{recipe.kind === 'list' ? 'Columns' : 'Fields'}</span>
        <span>{recipe.kind === 'list' ? 'Name, field, type' : 'Field and place'}</span>
      </div>
      <ul>
        {lines.map((line) => (
          <li className="k-draft__c" key={line.key}>
            <div className="k-draft__r">
              {recipe.kind === 'list' ? (
                <span className="k-input k-grow">
                  <input aria-label={`Name of column ${line.name}`} defaultValue={line.name} maxLength={80} onBlur={(e) => (e.target.value.trim() === '' ? (e.target.value = line.name) : onChange(withColumn(recipe, line.key, { name: e.target.value.trim() })))} />
                </span>
              ) : null}
              <select className="k-select k-grow" aria-label={`Lead field of ${line.name}`} value={line.field ?? ''} onChange={(e) => onChange(next(recipe, line, e.target.value))}>
                {recipe.kind === 'list' ? <option value="">No field</option> : null}
                {fields.map((key) => (
                  <option key={key} value={key}>
                    {FIELDS[key].label}
                  </option>
                ))}
              </select>
              {recipe.kind === 'list' ? (
                <select className="k-select" aria-label={`Type of ${line.name}`} value={line.type ?? 'text'} onChange={(e) => onChange(withColumn(recipe, line.key, { type: e.target.value }))}>
                  {Object.entries(TYPE_WORDS).map(([type, words]) => (
                    <option key={type} value={type}>
                      {words}
                    </option>
                  ))}
                </select>
              ) : null}
              <IconButton small label={`Take ${line.name} out`} disabled={lines.length === 1} onClick={() => onChange(without(recipe, line.key))}>
                <Icon of={X} size={14} />
              </IconButton>
            </div>
            <p className="k-xs k-3 k-trunc k-val" title={line.place}>
              {line.sample === '' ? 'Nothing in the first rows' : line.sample} · <code>{line.place}</code>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function next(recipe: Recipe, line: DraftLine, value: string): Recipe {
  const field = isFieldKey(value) ? value : null;
  if (recipe.kind === 'list') return withColumn(recipe, line.key, { field });
  return line.field && field ? withField(recipe, line.field, field) : recipe;
}
