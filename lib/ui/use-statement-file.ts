import { useRef, useState } from 'react';
import { countOf } from './format.ts';
import { saveBlob } from './download.ts';
import { statementFile } from './statement-file.ts';
import { statementStore } from './statement-query.ts';
import type { Scan } from './statement-scan.ts';
import { showToast } from './toast-store.ts';

export interface StatementFileCall {
  /** From 0 to 1 while it is written, else undefined. */
  readonly share: number | undefined;
  readonly save: (scan: Scan, name: string) => Promise<void>;
  readonly stop: () => void;
}

/** Writes the lines of a scan to a CSV file and hands it to the browser. */
export function useStatementFile(nameOf: (id: string) => string): StatementFileCall {
  const [share, setShare] = useState<number>();
  const out = useRef<AbortController>(undefined);
  return {
    share,
    stop: () => out.current?.abort(),
    async save(scan, name) {
      if (out.current) return;
      const stop = new AbortController();
      out.current = stop;
      setShare(0);
      try {
        const file = await statementFile(scan, { nameOf, lines: statementStore.lines, signal: stop.signal, onProgress: setShare });
        if (!file) return;
        saveBlob(name, file);
        showToast({ kind: 'info', text: `${countOf(scan.seqs.length)} ${scan.seqs.length === 1 ? 'entry' : 'entries'} saved as ${name}` });
      } catch {
        showToast({ kind: 'bad', text: 'The file could not be written. Nothing was changed. Try again.' });
      } finally {
        out.current = undefined;
        setShare(undefined);
      }
    },
  };
}
