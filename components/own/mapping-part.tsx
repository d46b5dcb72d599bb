import { X } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { OperationDraft, PickDraft } from '../../lib/contracts/own-provider/draft.ts';
import { pathTo } from '../../lib/contracts/own-provider/answer-path.ts';
import type { Target } from '../../lib/contracts/own-provider/suggest.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { FIELD_WORDS } from '../../lib/domain/lead/field-words.ts';
import { targetName, withTarget } from '../../lib/ui/own-edit.ts';
import type { Editing } from '../../lib/ui/own-editor-store.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { AnswerTree, stepsKey, type Clicked } from './answer-tree.tsx';
import { Clickable } from './clicked-value.tsx';
import { Part, Problems } from './fields.tsx';
import { answerData } from './use-trial.ts';
import { WordMap } from './word-map.tsx';

interface MappingProps {
  readonly editing: Editing;
  readonly operation: OperationDraft;
  readonly outcome: CallOutcome | null;
  readonly problems: (place: string, value: string) => readonly PlacedProblem[];
  readonly onChange: (change: Partial<OperationDraft>) => void;
}

const VERDICTS = ['valid', 'catch-all', 'invalid', 'unknown'] as const;

/** What is taken from an answer: click a value, say what it is. */
export function MappingPart({ editing, operation, outcome, problems, onChange }: MappingProps): ReactElement {
  const [picked, setPicked] = useState<Clicked | null>(null);
  const trial = editing.trial?.operation === operation.operation ? editing.trial.answer : null;
  const data = useMemo(() => (trial ? answerData(trial) : undefined), [trial]);
  const mapped = mappedOf(operation);
  const used = useMemo(() => usedIn(data, mappedOf(operation)), [data, operation]);
  const reply = trial?.exchanges.at(-1)?.reply;
  return (
    <Part title="Answer" about="Click a value of the answer, then say what it is, or what such an answer means.">
      {data === undefined ? (
        trial ? (
          <pre className="k-own-pre">{reply?.text === '' || !reply ? 'The answer has no body.' : reply.text.slice(0, 4_000)}</pre>
        ) : (
          <p className="k-sm k-2">Make a test call first: its answer stands here.</p>
        )
      ) : (
        <AnswerTree value={data} picked={picked} used={used} onPick={setPicked} />
      )}
      {trial ? <Clickable key={picked ? stepsKey(picked.steps) : ''} clicked={picked} reply={reply} operation={operation} onChange={onChange} onDone={() => setPicked(null)} /> : null}
      {mapped.length > 0 ? (
        <ul className="k-own-maps" aria-label="What is taken">
          {mapped.map(([target, pick]) => (
            <MapRow key={target} target={target} pick={pick} read={valueOf(outcome, target)} problems={problems(target === 'verdict' || target === 'confidence' ? target : `field ${target}`, 'x')} onChange={(next) => onChange(withTarget(operation, target, next))} />
          ))}
        </ul>
      ) : null}
      <Problems of={problems('fields', mapped.length > 0 ? 'x' : '')} />
      {mapped.some(([target]) => target === 'verdict') ? null : <Problems of={problems('verdict', '')} />}
    </Part>
  );
}

function mappedOf(operation: OperationDraft): readonly (readonly [Target, PickDraft])[] {
  return [
    ...operation.fields.map(({ field, pick }) => [field, pick] as const),
    ...(operation.verdict ? [['verdict', operation.verdict] as const] : []),
    ...(operation.confidence ? [['confidence', operation.confidence] as const] : []),
  ];
}

const valueOf = (outcome: CallOutcome | null, target: Target): string | undefined => {
  if (outcome?.kind !== 'hit') return undefined;
  if (target === 'verdict') return outcome.answer.verdict;
  return target === 'confidence' ? outcome.answer.confidence?.toString() : outcome.answer.fields[target];
};

/** Values of the answer that are mapped, by their place: only those that a path names exactly. */
function usedIn(data: unknown, mapped: readonly (readonly [Target, PickDraft])[]): ReadonlyMap<string, string> {
  const names = new Map(mapped.flatMap(([target, pick]) => (pick.kind === 'path' ? [[pick.path, targetName(target)] as const] : [])));
  const found = new Map<string, string>();
  const look = (value: unknown, steps: (string | number)[]): void => {
    if (steps.length > 12 || found.size >= names.size) return;
    const path = pathTo(steps);
    const name = path === null ? undefined : names.get(path);
    if (name !== undefined) found.set(stepsKey(steps), name);
    if (Array.isArray(value)) value.slice(0, 60).forEach((one, i) => look(one, [...steps, i]));
    else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value).slice(0, 200)) look(one, [...steps, key]);
  };
  look(data, []);
  return found;
}

function MapRow({ target, pick, read, problems, onChange }: { readonly target: Target; readonly pick: PickDraft; readonly read: string | undefined; readonly problems: readonly PlacedProblem[]; readonly onChange: (pick: PickDraft | null) => void }): ReactElement {
  const ours = target === 'verdict' ? VERDICTS : target === 'confidence' ? undefined : FIELD_WORDS[target];
  const more = pick.kind === 'path' ? Object.keys(pick.rest).filter((key) => key !== 'otherwise') : [];
  return (
    <li>
      <div className="k-own-map">
        <b>{targetName(target)}</b>
        {pick.kind === 'path' ? (
          <span className="k-input k-mono">
            <input aria-label={`Place of ${targetName(target)}`} value={pick.path} maxLength={200} spellCheck={false} autoComplete="off" onChange={(e) => onChange({ ...pick, path: e.target.value })} />
          </span>
        ) : (
          <span className="k-sm k-2">Taken from several places, as in the manifest</span>
        )}
        <IconButton small label={`Do not take ${targetName(target)}`} onClick={() => onChange(null)}>
          <Icon of={X} size={14} />
        </IconButton>
      </div>
      {read === undefined ? null : <p className="k-sm k-ok">Reads “{read}”</p>}
      {more.length > 0 ? <p className="k-sm k-3">{more.includes('by') ? 'All of them, joined. ' : ''}{more.includes('times') ? 'A share of 1, as a percentage. ' : ''}{more.some((key) => key !== 'by' && key !== 'times') ? 'More is said in the manifest.' : ''}</p> : null}
      {pick.kind === 'path' && ours ? <WordMap words={pick.map} ours={ours} name={targetName(target)} onChange={(map) => onChange({ ...pick, map, rest: { ...pick.rest, otherwise: pick.rest['otherwise'] ?? ours.at(-1) } })} /> : null}
      <Problems of={problems} />
    </li>
  );
}
