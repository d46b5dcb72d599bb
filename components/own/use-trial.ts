import { useEffect, useMemo, useState } from 'react';
import type { Trial, TrialReply } from '../../lib/contracts/own-provider-commands.ts';
import { toManifest } from '../../lib/contracts/own-provider/to-manifest.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { onlyOperation } from '../../lib/ui/own-edit.ts';
import type { Editing } from '../../lib/ui/own-editor-store.ts';
import { useAnswer } from '../../lib/ui/use-commands.ts';

/** The value as it was a moment ago, so that not every key pressed is a question. */
export function useSettled<T>(value: T, ms = 200): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Reads the answer of the last test call again by the form as it is now. Null while there is none, or the form is not right yet. */
export function useReread(editing: Editing): CallOutcome | null {
  const { draft, at, trial } = editing;
  const settled = useSettled(draft);
  const input = useMemo(() => {
    const replies = trial ? repliesOf(trial.answer) : [];
    if (!trial || replies.length === 0 || settled.operations[at]?.operation !== trial.operation) return null;
    const made = toManifest(onlyOperation(settled, at));
    return made.problems.length > 0 ? null : { manifest: { ...made.manifest }, operation: trial.operation, input: { ...trial.input }, replies };
  }, [settled, at, trial]);
  const { value } = useAnswer('provider.reread', input);
  return input && value && 'outcome' in value ? value.outcome : null;
}

const repliesOf = (trial: Trial): TrialReply[] => trial.exchanges.flatMap((exchange) => (exchange.reply && exchange.isLogin !== true && exchange.reply.status >= 200 ? [exchange.reply] : []));

/** The last answer as data; undefined when it is none. */
export function answerData(trial: Trial): unknown {
  const text = trial.exchanges.at(-1)?.reply?.text ?? '';
  try {
    return text.trim() === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
