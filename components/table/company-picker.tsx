import { Building2 } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { useCompaniesLike } from '../../lib/ui/kin.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

const NAME_CHARS = 120;

interface CompanyPickerProps {
  readonly onChoose: (company: Lead) => void;
  readonly onLeave: () => void;
}

/** A company of the tables by the beginning of its name: arrows go through what is found, Enter takes one, Escape leaves it. */
export function CompanyPicker({ onChoose, onLeave }: CompanyPickerProps): ReactElement {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const answer = useCompaniesLike(text);
  // While the next answer is on its way the last one stays.
  const [last, setLast] = useState<readonly Lead[]>([]);
  useEffect(() => {
    if (answer) setLast(answer);
  }, [answer]);
  const found = answer ?? last;
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => input.current?.focus(), []);
  const current = Math.min(at, found.length - 1);
  // On the way down: the details close with Escape, too.
  const onKeyDown = (e: KeyboardEvent): void => {
    const chosen = found[current];
    if (e.key === 'ArrowDown') setAt(Math.min(current + 1, found.length - 1));
    else if (e.key === 'ArrowUp') setAt(Math.max(0, current - 1));
    else if (e.key === 'Enter' && chosen) onChoose(chosen);
    else if (e.key === 'Escape') {
      e.stopPropagation();
      onLeave();
    } else return;
    e.preventDefault();
  };
  return (
    <div className="k-stack">
      <label className="k-label">
        Name of the company
        <span className="k-input">
          <input
            ref={input}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={list}
            aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
            autoComplete="off"
            maxLength={NAME_CHARS}
            value={text}
            onChange={(e) => {
              setText(e.target.value);
              setAt(0);
            }}
            onKeyDownCapture={onKeyDown}
          />
        </span>
      </label>
      <div id={list} role="listbox" aria-label="Companies" hidden={found.length === 0}>
        {found.map((company, i) => (
          <button type="button" key={company.id} id={`${list}-${i}`} role="option" tabIndex={-1} aria-selected={i === current} className={`k-nav k-kin__option ${i === current ? 'on' : ''}`} onMouseDown={(e) => e.preventDefault()} onClick={() => onChoose(company)}>
            <Icon of={Building2} size={14} />
            <span className="k-grow k-trunc k-val" dir="auto">{nameOfLead(company.fields)}</span>
            <span className="k-xs k-3 k-trunc">{textOf(company.fields, 'domain') ?? ''}</span>
          </button>
        ))}
      </div>
      <p className="k-kin__do k-sm">
        <span className="k-3 k-grow" role="status">{text.trim() !== '' && answer?.length === 0 ? 'No company of your tables begins like this.' : ''}</span>
        <LinkButton onClick={onLeave}>Cancel</LinkButton>
      </p>
    </div>
  );
}
