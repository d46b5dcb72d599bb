import { useCallback, useEffect, useRef, useState } from 'react';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { showToast } from './toast-store.ts';
import { sendCommand } from './send-command.ts';

/** Changes that can be taken back. */
const STEPS = 100;

export interface WaterfallEditor {
  readonly draft: Waterfall;
  /** Milliseconds since 1970 of the last save from here; null before the first. */
  readonly savedAt: number | null;
  /** Changes with each save: what depends on the stored waterfall is asked anew. */
  readonly revision: number;
  readonly isSaving: boolean;
  readonly canUndo: boolean;
  /** Applies and stores a change. @param word what it was, for the toast of a change that takes something away */
  readonly change: (next: (now: Waterfall) => Waterfall, word?: string) => void;
  readonly undo: () => void;
}

/** A waterfall that is saved as it is changed. Saves follow each other; one that is refused is taken back and told. */
export function useWaterfallEditor(stored: Waterfall): WaterfallEditor {
  const [draft, setDraft] = useState(stored);
  const [past, setPast] = useState<readonly Waterfall[]>([]);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [revision, setRevision] = useState(0);
  const [saving, setSaving] = useState(0);
  const latest = useRef(stored);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const storedText = JSON.stringify(stored);
  const seen = useRef(storedText);
  /** What was saved from here and has not come back yet. */
  const mine = useRef(new Set<string>());
  useEffect(() => {
    if (storedText === seen.current) return;
    seen.current = storedText;
    if (mine.current.has(storedText)) {
      if (JSON.stringify(latest.current) === storedText) mine.current.clear();
      return;
    }
    // Changed elsewhere: another tab, a reset.
    latest.current = JSON.parse(storedText) as Waterfall;
    setDraft(latest.current);
  }, [storedText]);

  const store = useCallback((next: Waterfall, before: Waterfall): void => {
    latest.current = next;
    mine.current.add(JSON.stringify(next));
    setDraft(next);
    setSaving((n) => n + 1);
    queue.current = queue.current.then(async () => {
      const result = await sendCommand('waterfall.save', { waterfall: { ...next } });
      setSaving((n) => n - 1);
      if (result.ok) {
        setSavedAt(Date.now());
        setRevision((n) => n + 1);
        return;
      }
      showToast({ kind: 'bad', text: result.error.message });
      if (latest.current !== next) return;
      latest.current = before;
      setDraft(before);
    });
  }, []);

  const undo = useCallback((): void => {
    setPast((list) => list.slice(0, -1));
    const before = past.at(-1);
    if (before) store(before, latest.current);
  }, [past, store]);

  const change = useCallback(
    (make: (now: Waterfall) => Waterfall, word?: string): void => {
      const before = latest.current;
      const next = make(before);
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      setPast((list) => [...list, before].slice(-STEPS));
      store(next, before);
      if (word !== undefined) showToast({ kind: 'info', text: word, onUndo: async () => (store(before, latest.current), true) });
    },
    [store],
  );
  return { draft, savedAt, revision, isSaving: saving > 0, canUndo: past.length > 0, change, undo };
}
