import { useState } from 'react';
import type { CommandInput, CommandOutputs } from '../contracts/commands.ts';
import type { SaveRow } from '../storage/list-rows.ts';
import { countOf } from './format.ts';
import { useSaveRow } from './list-data.ts';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';

type Wanted = Omit<CommandInput<'list.save'>, 'saveId'>;
type Saved = CommandOutputs['list.save'];

export interface ListSave {
  /** Saves rows and says in a toast what came of it. True when it ended, also when it was stopped half-way. */
  readonly save: (wanted: Wanted, tableName: string) => Promise<boolean>;
  readonly cancel: () => void;
  readonly busy: boolean;
  /** How far it is. */
  readonly row: SaveRow | undefined;
}

/** Times a background that died in the middle is asked again. */
const RETRIES = 3;

/**
 * A save of rows with its progress. The id is made here, so that asking again after the background died is the same save: it
 * goes on where it stopped, and adds nothing twice.
 */
export function useListSave(): ListSave {
  const [saveId, setSaveId] = useState<string | null>(null);
  const row = useSaveRow(saveId);
  const save = async (wanted: Wanted, tableName: string): Promise<boolean> => {
    if (saveId !== null) return false;
    const id = crypto.randomUUID();
    setSaveId(id);
    let answer = await sendCommand('list.save', { ...wanted, saveId: id });
    for (let again = 0; again < RETRIES && !answer.ok && answer.error.code === 'unreachable'; again++) answer = await sendCommand('list.save', { ...wanted, saveId: id });
    const saved = answer.ok ? answer.value : null;
    setSaveId(null);
    if (saved) showToast({ kind: 'info', text: savedWords(saved, tableName), ...(saved.activityId === null ? {} : { undo: saved.activityId }) });
    else if (!answer.ok) showToast({ kind: 'bad', text: answer.error.message });
    return saved !== null;
  };
  const cancel = (): void => {
    if (saveId !== null) void sendCommand('list.cancelSave', { saveId });
  };
  return { save, cancel, busy: saveId !== null, row: row ?? undefined };
}

/** "46 added to Guild members, 1 updated, 1 there already, 2 without a name left out" */
export function savedWords(saved: Saved, tableName: string): string {
  const parts = [
    saved.added > 0 ? `${countOf(saved.added)} added to ${tableName}` : '',
    saved.merged > 0 ? `${countOf(saved.merged)} updated${saved.added > 0 ? '' : ` in ${tableName}`}` : '',
    saved.unchanged > 0 ? `${countOf(saved.unchanged)} there already` : '',
    saved.skipped > 0 ? `${countOf(saved.skipped)} without a name left out` : '',
  ].filter(Boolean);
  const words = parts.length === 0 ? `Nothing was added to ${tableName}` : parts.join(', ');
  return saved.isCancelled ? `Stopped: ${words}` : words;
}
