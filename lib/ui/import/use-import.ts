import { useCallback, useEffect, useRef, useState } from 'react';
import type { Proposal } from '../../capture/import/propose.ts';
import type { ImportProgress } from '../../contracts/import-commands.ts';
import { withTarget, type ColumnTarget, type ImportPolicy } from '../../domain/import/import.ts';
import type { CustomColumn } from '../../domain/lead/custom.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import { sendCommand } from '../send-command.ts';
import { startReader, type FileReading, type ReadProblem } from './file-reader.ts';
import { holding } from './import-queries.ts';
import type { ImportSource } from './import-store.ts';
import type { FileFacts, ShownRow } from './messages.ts';
import { sendParts, type ImportEnd, type ImportTrouble } from './send-parts.ts';

export interface Mapped {
  readonly name: string;
  readonly facts: FileFacts;
  readonly sheet: number;
  readonly proposal: Proposal;
  /** A few values of each column. */
  readonly samples: readonly (readonly string[])[];
}
export type ImportStage =
  | { readonly kind: 'choose'; readonly problem?: ReadProblem; readonly name?: string }
  | { readonly kind: 'opening'; readonly name: string }
  | { readonly kind: 'map'; readonly mapped: Mapped }
  | { readonly kind: 'running'; readonly mapped: Mapped; readonly progress: ImportProgress | null; readonly isCancelling: boolean }
  | { readonly kind: 'ended'; readonly importId: string; readonly name: string; readonly headers: readonly string[]; readonly end: ImportEnd }
  | { readonly kind: 'refused'; readonly mapped: Mapped; readonly trouble: ImportTrouble };

export interface ImportTarget {
  readonly table: { readonly tableId: string } | { readonly name: string; readonly kind: LeadKind };
  readonly policy: ImportPolicy;
}

export interface ImportFlow {
  readonly stage: ImportStage;
  /** Rows of the file without its head, once they are counted. */
  readonly total: number | null;
  readonly preview: readonly ShownRow[];
  take(source: ImportSource): void;
  /** Proposes anew: another kind of lead, another sheet, a first row that is or is no head. */
  reread(change: { readonly kind?: LeadKind; readonly sheet?: number; readonly hasHeader?: boolean }): void;
  setTarget(index: number, target: ColumnTarget): void;
  start(target: ImportTarget): void;
  cancel(): void;
}

const newId = (): string => crypto.randomUUID();

/** One import from the choice of a file to its report. The file is read by a worker of its own; closing the page ends it. */
export function useImport(own: readonly CustomColumn[] | undefined): ImportFlow {
  const [stage, setStage] = useState<ImportStage>({ kind: 'choose' });
  /** Head included. */
  const [total, setTotal] = useState<number | null>(null);
  const [preview, setPreview] = useState<readonly ShownRow[]>([]);
  const reading = useRef<FileReading | null>(null);
  const cancelled = useRef(false);
  const seed = useRef('');
  const columns = useRef(own);
  useEffect(() => {
    columns.current = own;
  }, [own]);
  useEffect(() => () => reading.current?.close(), []);

  const propose = useCallback(async (reader: FileReading, name: string, facts: FileFacts, sheet: number, said: { kind?: LeadKind; hasHeader?: boolean }): Promise<void> => {
    const found = await reader.ask('propose', { sheet, own: columns.current ?? [], seed: seed.current, ...said });
    if (reading.current !== reader) return;
    if (!found.ok) return setStage({ kind: 'choose', problem: found.error, name });
    const { samples, ...proposal } = found.value;
    setStage({ kind: 'map', mapped: { name, facts, sheet, proposal, samples } });
  }, []);

  const count = useCallback(async (reader: FileReading, sheet: number): Promise<void> => {
    setTotal(null);
    const counted = await reader.ask('count', { sheet });
    if (reading.current === reader && counted.ok) setTotal(counted.value.rows);
  }, []);

  const take = useCallback(({ name, file }: ImportSource): void => {
    reading.current?.close();
    const reader = startReader();
    reading.current = reader;
    seed.current = newId().replaceAll('-', '');
    setPreview([]);
    setStage({ kind: 'opening', name });
    void reader.ask('open', { file }).then(async (opened) => {
      if (reading.current !== reader) return;
      if (!opened.ok) return setStage({ kind: 'choose', problem: opened.error, name });
      await propose(reader, name, opened.value, 0, {});
      await count(reader, 0);
    });
  }, [propose, count]);

  const mapped = 'mapped' in stage ? stage.mapped : null;
  const proposal = mapped?.proposal;
  const sheet = mapped?.sheet ?? 0;
  const isMapping = stage.kind === 'map';
  useEffect(() => {
    const reader = reading.current;
    if (!reader || !proposal || !isMapping) return undefined;
    let isOld = false;
    void reader.ask('preview', { sheet, hasHeader: proposal.hasHeader, mapping: proposal }).then((shown) => {
      if (!isOld && shown.ok) setPreview(shown.value);
    });
    return () => {
      isOld = true;
    };
  }, [proposal, sheet, isMapping]);

  const reread: ImportFlow['reread'] = (change) => {
    const reader = reading.current;
    if (!reader || !mapped) return;
    const next = change.sheet ?? mapped.sheet;
    const kind = change.kind ?? (change.sheet === undefined ? mapped.proposal.kind : undefined);
    const hasHeader = change.hasHeader ?? (change.sheet === undefined ? mapped.proposal.hasHeader : undefined);
    void propose(reader, mapped.name, mapped.facts, next, { ...(kind ? { kind } : {}), ...(hasHeader === undefined ? {} : { hasHeader }) });
    if (next !== mapped.sheet) void count(reader, next);
  };

  const start = ({ table, policy }: ImportTarget): void => {
    const reader = reading.current;
    if (!reader || !mapped) return;
    const importId = newId();
    cancelled.current = false;
    const { columns: all, hasHeader } = mapped.proposal;
    const headers = all.map(({ header }) => header.slice(0, 200));
    const made = all.flatMap(({ target }) => (target.kind === 'new' ? [{ key: target.key, name: target.name, type: target.type }] : []));
    setStage({ kind: 'running', mapped, progress: null, isCancelling: false });
    const onProgress = (progress: ImportProgress): void => setStage((s) => (s.kind === 'running' ? { ...s, progress } : s));
    const deps = { send: sendCommand, sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)), reading: reader, onProgress, isCancelled: () => cancelled.current };
    void holding(importId, async () => {
      const end = await sendParts(deps, { importId, fileName: mapped.name.slice(0, 200), table, policy, headers, columns: made }, { sheet: mapped.sheet, hasHeader, mapping: mapped.proposal });
      setStage(end.ok ? { kind: 'ended', importId, name: mapped.name, headers, end: end.value } : { kind: 'refused', mapped, trouble: end.error });
      reader.close();
    });
  };

  return {
    stage, preview, take, reread, start,
    total: total === null || !proposal ? null : Math.max(0, total - (proposal.hasHeader ? 1 : 0)),
    setTarget: (index, target) => setStage((s) => (s.kind === 'map' ? { ...s, mapped: { ...s.mapped, proposal: { ...s.mapped.proposal, columns: withTarget(s.mapped.proposal.columns, index, target) } } } : s)),
    cancel: () => {
      cancelled.current = true;
      setStage((s) => (s.kind === 'running' ? { ...s, isCancelling: true } : s));
    },
  };
}
