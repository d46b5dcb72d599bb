import { Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Mapped } from '../../lib/contracts/own-provider/draft.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Select } from './fields.tsx';

/** The partner's words, and which of Kiln's each of them is. */
export function WordMap({ words, ours, name, onChange }: { readonly words: readonly Mapped[]; readonly ours: readonly string[]; readonly name: string; readonly onChange: (words: readonly Mapped[]) => void }): ReactElement {
  const set = (at: number, change: Partial<Mapped>): void => onChange(words.map((word, i) => (i === at ? { ...word, ...change } : word)));
  return (
    <div className="k-own-words">
      {words.map(({ theirs, ours: mine }, i) => (
        <div key={i} className="k-own-word">
          <span className="k-input k-mono">
            <input aria-label={`${name}: word ${i + 1} of the partner`} value={theirs} maxLength={80} spellCheck={false} autoComplete="off" onChange={(e) => set(i, { theirs: e.target.value })} />
          </span>
          <span className="k-sm k-3">is</span>
          <Select hideLabel label={`${name}: what word ${i + 1} is`} value={mine} options={ours.map((word) => [word, word] as const)} onChange={(word) => set(i, { ours: word })} />
          <IconButton small label={`Take away the word ${theirs}`} onClick={() => onChange(words.filter((_, n) => n !== i))}>
            <Icon of={X} size={14} />
          </IconButton>
        </div>
      ))}
      <Button small look="ghost" icon={<Icon of={Plus} size={14} />} onClick={() => onChange([...words, { theirs: '', ours: ours[0] ?? '' }])}>
        Add a word of the partner
      </Button>
    </div>
  );
}
