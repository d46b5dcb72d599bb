import { DO_NOT_CONTACT_PART } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { sendCommand } from '../send-command.ts';
import { startReader, type ReadProblem } from './file-reader.ts';

export interface ListAdded {
  readonly added: number;
  readonly known: number;
  readonly left: number;
  /** Lines that are no entry. */
  readonly refused: readonly string[];
  readonly activityId: string;
}

/** Lines of the list go in parts, under one undo. */
export async function addContactLines(lines: readonly string[], from?: string): Promise<Result<ListAdded, string>> {
  const activityId = crypto.randomUUID();
  const sum = { added: 0, known: 0, left: 0, refused: [] as string[], activityId };
  for (let at = 0; at < lines.length; at += DO_NOT_CONTACT_PART) {
    const texts = lines.slice(at, at + DO_NOT_CONTACT_PART);
    const done = await sendCommand('contact.add', { activityId, texts, ...(from === undefined ? {} : { from: from.slice(0, 200) }) });
    if (!done.ok) return err(done.error.message);
    sum.added += done.value.added;
    sum.known += done.value.known;
    sum.left += done.value.left;
    sum.refused.push(...done.value.refused.map((place) => texts[place] ?? ''));
  }
  return ok(sum);
}

/** The lines of a file that names people or companies: the column that holds addresses, domains or numbers. Null when none does. */
export async function contactLines(file: Blob): Promise<Result<readonly string[] | null, ReadProblem>> {
  const reader = startReader();
  try {
    const opened = await reader.ask('open', { file });
    if (!opened.ok) return opened;
    return await reader.ask('contacts', {});
  } finally {
    reader.close();
  }
}
