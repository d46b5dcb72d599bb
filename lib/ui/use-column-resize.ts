import { useCallback, useEffect, useState, type PointerEvent } from 'react';
import type { LeadKey } from '../domain/lead/custom.ts';
import { boundedWidth } from './column-layout.ts';
import type { Column } from './columns.ts';

interface Pull {
  readonly key: LeadKey;
  /** Where the pointer and the width were when it began. */
  readonly startX: number;
  readonly before: number;
  readonly width: number;
}

export interface ColumnResize {
  /** What is as wide now, while its edge is held. */
  readonly live: { readonly key: LeadKey; readonly width: number } | null;
  /** The handlers of the edge of a head. */
  edgeOf(column: Column): {
    readonly onPointerDown: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

/** A column is as wide as its edge is pulled; Escape gives it its width back. It is kept once, when the edge is let go. */
export function useColumnResize(onWidth: (key: LeadKey, widthPx: number) => void): ColumnResize {
  const [pull, setPull] = useState<Pull | null>(null);
  const end = useCallback(() => setPull(null), []);
  useEscape(pull !== null, end);
  return {
    live: pull,
    edgeOf: (column) => ({
      onPointerDown(e) {
        if (e.button !== 0) return;
        e.preventDefault();
        e.stopPropagation();
        e.currentTarget.setPointerCapture(e.pointerId);
        setPull({ key: column.field, startX: e.clientX, before: column.width, width: column.width });
      },
      onPointerMove(e) {
        const { clientX } = e;
        setPull((now) => now && { ...now, width: boundedWidth(now.before + clientX - now.startX) });
      },
      onPointerUp() {
        if (pull && pull.width !== pull.before) onWidth(pull.key, pull.width);
        end();
      },
      onPointerCancel: end,
    }),
  };
}

/** Calls back on Escape wherever the focus is, before anything else hears of it. */
export function useEscape(isOn: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      e.stopPropagation();
      onEscape();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [isOn, onEscape]);
}
