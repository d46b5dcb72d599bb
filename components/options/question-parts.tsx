import { Plus, X } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { QuestionDraft } from '../../lib/contracts/question-commands.ts';
import { AI_PARTS } from '../../lib/core/limits.ts';
import { PART_TYPES, PART_WORDS, partKey } from '../../lib/ui/questions.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

type Part = QuestionDraft['parts'][number];

interface PartsProps {
  readonly parts: readonly Part[];
  /** Keys of a question that has answers do not follow its words any more. */
  readonly isNew: boolean;
  readonly onChange: (parts: Part[]) => void;
}

/** The shape of the answer: one value, or several with a name each. The model cannot answer anything else. */
export function QuestionParts({ parts, isNew, onChange }: PartsProps): ReactElement {
  const label = useId();
  const set = (index: number, part: Part): void => onChange(parts.map((p, i) => (i === index ? part : p)));
  const add = (): void => onChange([...parts, { key: partKey(`value ${parts.length + 1}`, parts.map((p) => p.key)), name: '', type: 'text' }]);
  const isSingle = parts.length === 1;
  return (
    <section className="k-card k-box" aria-labelledby={label}>
      <div className="k-qn__t">
        <h2 id={label} className="k-grow">
          Answer
        </h2>
        <Button small icon={<Icon of={Plus} size={12} />} disabled={parts.length >= AI_PARTS} onClick={add}>
          Add a value
        </Button>
      </div>
      <ul className="k-qp">
        {parts.map((part, i) => (
          <PartRow
            key={part.key}
            part={part}
            number={i + 1}
            named={!isSingle}
            onChange={(next) => set(i, isNew && next.name !== part.name && !isSingle ? { ...next, key: partKey(next.name || `value ${i + 1}`, parts.filter((_, n) => n !== i).map((p) => p.key)) } : next)}
            {...(isSingle ? {} : { onRemove: () => onChange(parts.filter((_, n) => n !== i)) })}
          />
        ))}
      </ul>
      <p className="k-sm k-2">{isSingle ? 'When the data does not say, there is no answer and nothing is charged.' : 'Each value is a column. What the data does not say stays empty.'}</p>
    </section>
  );
}

interface RowProps {
  readonly part: Part;
  readonly number: number;
  readonly named: boolean;
  readonly onChange: (part: Part) => void;
  readonly onRemove?: () => void;
}

function PartRow({ part, number, named, onChange, onRemove }: RowProps): ReactElement {
  const of = named ? ` of value ${number}` : '';
  const { options: _options, ...bare } = part;
  return (
    <li>
      {named ? (
        <span className="k-input k-grow">
          <input aria-label={`Name${of}`} placeholder="Name of the column" value={part.name} maxLength={80} onChange={(e) => onChange({ ...part, name: e.target.value })} />
        </span>
      ) : null}
      <select className="k-select" aria-label={`Kind${of}`} value={part.type} onChange={(e) => onChange(e.target.value === 'choice' ? { ...bare, type: 'choice', options: [] } : { ...bare, type: e.target.value as Part['type'] })}>
        {PART_TYPES.map((type) => (
          <option key={type} value={type}>
            {PART_WORDS[type]}
          </option>
        ))}
      </select>
      {part.type === 'choice' ? <Options label={`Answers to choose from${of}`} options={part.options ?? []} onChange={(options) => onChange({ ...part, options })} /> : named ? null : <span className="k-grow" />}
      {onRemove ? (
        <IconButton small label={`Remove value ${number}`} onClick={onRemove}>
          <Icon of={X} size={14} />
        </IconButton>
      ) : null}
    </li>
  );
}

/** Typed as a list with commas; kept as it is typed until it is left. */
function Options({ label, options, onChange }: { readonly label: string; readonly options: readonly string[]; readonly onChange: (options: string[]) => void }): ReactElement {
  const [text, setText] = useState(options.join(', '));
  return (
    <span className="k-input k-grow">
      <input
        aria-label={label}
        placeholder="Small, Middle, Large"
        value={text}
        maxLength={2_000}
        onChange={(e) => {
          setText(e.target.value);
          onChange([...new Set(e.target.value.split(',').map((one) => one.trim()).filter(Boolean))]);
        }}
      />
    </span>
  );
}
