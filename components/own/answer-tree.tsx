import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Steps } from '../../lib/contracts/own-provider/answer-path.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

/** Children of one place that are shown, and how deep the tree is open at first. */
const SHOWN = 60;
const OPEN = 3;
const TEXT = 160;

export interface Clicked {
  readonly steps: Steps;
  readonly value: unknown;
}
interface TreeProps {
  readonly value: unknown;
  readonly picked: Clicked | null;
  readonly onPick: (clicked: Clicked) => void;
  /** What is used already, by its steps as text. */
  readonly used: ReadonlyMap<string, string>;
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null && Object.keys(value).length > 0;
export const stepsKey = (steps: Steps): string => JSON.stringify(steps);

/** An answer as a tree of text: every value is a button. Nothing of it is ever markup. */
export function AnswerTree(props: TreeProps): ReactElement {
  return (
    <ul className="k-tree" aria-label="The answer">
      {isBranch(props.value) ? <Children {...props} at={[]} /> : <Leaf {...props} name="answer" at={[]} />}
    </ul>
  );
}

function Children({ value, at, ...rest }: TreeProps & { readonly at: Steps }): ReactElement {
  const entries = Array.isArray(value) ? value.map((one: unknown, i) => [i, one] as const) : Object.entries(value as object);
  return (
    <>
      {entries.slice(0, SHOWN).map(([name, one]) => (isBranch(one) ? <Branch key={name} {...rest} name={String(name)} value={one} at={[...at, name]} /> : <Leaf key={name} {...rest} name={String(name)} value={one} at={[...at, name]} />))}
      {entries.length > SHOWN ? <li className="k-sm k-3">and {entries.length - SHOWN} more</li> : null}
    </>
  );
}

function Branch({ name, value, at, ...rest }: TreeProps & { readonly name: string; readonly at: Steps }): ReactElement {
  const [open, setOpen] = useState(at.length <= OPEN);
  const isPicked = rest.picked !== null && stepsKey(rest.picked.steps) === stepsKey(at);
  return (
    <li>
      <div className="k-tree__r">
        <IconButton small label={`${open ? 'Close' : 'Open'} ${name}`} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size={14} />
        </IconButton>
        <button type="button" className={`k-tree__v ${isPicked ? 'is-on' : ''}`} aria-pressed={isPicked} onClick={() => rest.onPick({ steps: at, value })}>
          <span className="k-tree__k">{`${name}: `}</span>
          <span className="k-3">{Array.isArray(value) ? `list of ${value.length}` : 'object'}</span>
        </button>
      </div>
      {open ? (
        <ul>
          <Children {...rest} value={value} at={at} />
        </ul>
      ) : null}
    </li>
  );
}

function Leaf({ name, value, at, picked, onPick, used }: TreeProps & { readonly name: string; readonly at: Steps }): ReactElement {
  const isPicked = picked !== null && stepsKey(picked.steps) === stepsKey(at);
  const use = used.get(stepsKey(at));
  return (
    <li>
      <button type="button" className={`k-tree__v k-tree__v--leaf ${isPicked ? 'is-on' : ''}`} aria-pressed={isPicked} onClick={() => onPick({ steps: at, value })}>
        <span className="k-tree__k">{`${name}: `}</span>
        <span className={typeof value === 'string' ? '' : 'k-2'}>{leafText(value)}</span>
        {use ? <span className="k-tag">{use}</span> : null}
      </button>
    </li>
  );
}

/** A value as a person reads it in JSON, cut. */
export function leafText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > TEXT ? `${text.slice(0, TEXT)}…` : text;
}
