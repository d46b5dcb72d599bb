import type { CommandError, CommandInput, CommandName, CommandResult } from '../../contracts/commands.ts';
import type { ImportProgress } from '../../contracts/import-commands.ts';
import { IMPORT_AHEAD, IMPORT_SENDS } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { FileReading, ReadProblem } from './file-reader.ts';
import type { ReaderCalls } from './messages.ts';

export interface SendDeps {
  send<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>>;
  sleep(ms: number): Promise<void>;
  readonly reading: Pick<FileReading, 'ask'>;
  onProgress(progress: ImportProgress): void;
  isCancelled(): boolean;
}
/** What stood in the way: the file, or the background; what was done until then stays, and can be undone. */
export type ImportTrouble = { readonly read: ReadProblem } | { readonly command: CommandError };
export interface ImportEnd {
  readonly progress: ImportProgress;
  /** The file has more rows than one import takes. */
  readonly isCut: boolean;
  readonly trouble?: ImportTrouble;
}

const FIRST_PAUSE_MS = 200;

/**
 * Moves a file into the table, part by part: while one is written the next is on its way and the one after it is read. A background that
 * died takes nothing with it: the part is sent again, and it knows by the number whether it was done, and whether it is its turn.
 */
export async function sendParts(deps: SendDeps, start: CommandInput<'import.begin'>, reading: ReaderCalls['start']['in']): Promise<Result<ImportEnd, ImportTrouble>> {
  const began = await patiently(deps, 'import.begin', start);
  if (!began.ok) return err({ command: began.error });
  let progress = began.value;
  const ended = async (how: 'done' | 'cancelled' | 'stopped', more: Partial<ImportEnd> = {}): Promise<Result<ImportEnd, ImportTrouble>> => {
    const end = await patiently(deps, 'import.end', { importId: start.importId, how });
    if (end.ok) progress = end.value;
    deps.onProgress(progress);
    return ok({ progress, isCut: false, ...more });
  };
  const ready = await deps.reading.ask('start', reading);
  if (!ready.ok) return ended('stopped', { trouble: { read: ready.error } });
  const under: { readonly input: CommandInput<'import.rows'>; readonly sent: Promise<CommandResult<'import.rows'>> }[] = [];
  /** Waits until no more than so many parts are under way; what ended the import, if something did. */
  const settled = async (most: number): Promise<Result<ImportEnd, ImportTrouble> | null> => {
    for (let first; under.length > most && (first = under.shift()); ) {
      const { input, sent } = first;
      let done = await sent;
      // It came before the one whose turn it was, which is done by now.
      if (done.ok && done.value.state === 'running' && done.value.next <= input.n) done = await patiently(deps, 'import.rows', input);
      if (done.ok) deps.onProgress((progress = done.value));
      // Undone or cancelled from elsewhere, or the table is gone; or nobody answers any more.
      if (done.ok && progress.state === 'running') continue;
      await Promise.all(under.map((one) => one.sent));
      return done.ok ? ok({ progress, isCut: false }) : ended('stopped', { trouble: { command: done.error } });
    }
    return null;
  };
  let reading1 = deps.reading.ask('next', {});
  for (let n = progress.next; ; ) {
    const part = await reading1;
    if (!part.ok) return (await settled(0)) ?? ended('stopped', { trouble: { read: part.error } });
    const { rows, aside, lastAt, isLast, isCut = false } = part.value;
    if (!isLast) reading1 = deps.reading.ask('next', {});
    const end = await settled(IMPORT_AHEAD - 1);
    if (end) return end;
    if (deps.isCancelled()) return (await settled(0)) ?? ended('cancelled');
    if (rows.length > 0 || aside.length > 0) {
      const input = { importId: start.importId, n: n++, lastAt, rows: [...rows], aside: [...aside] };
      under.push({ input, sent: patiently(deps, 'import.rows', input) });
    }
    if (isLast) return (await settled(0)) ?? ended('done', { isCut });
  }
}

/** Commands of an import can be sent again: what was done is not done twice. */
async function patiently<N extends 'import.begin' | 'import.rows' | 'import.end'>(deps: SendDeps, name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
  let result = await deps.send(name, input);
  for (let i = 1; i < IMPORT_SENDS && !result.ok && result.error.code === 'unreachable'; i++) {
    await deps.sleep(FIRST_PAUSE_MS * 2 ** i);
    result = await deps.send(name, input);
  }
  return result;
}
