import { useEffect, useRef } from 'react';
import { useTable } from './table-store.ts';

export interface ClipboardDeeds {
  copy(): void;
  cut(): void;
  paste(from: { readonly text: string; readonly html: string }): void;
}

/**
 * Copy, cut and paste of the browser, by key or by menu, while the grid has the focus. Browsers send these to where text was selected
 * last, so the whole document is listened to.
 * @param boxOf the element of the grid; always the same function
 */
export function useClipboard(boxOf: () => HTMLElement | null, deeds: ClipboardDeeds): void {
  const latest = useRef(deeds);
  useEffect(() => void (latest.current = deeds));
  useEffect(() => {
    const isMine = (): boolean => document.activeElement !== null && document.activeElement === boxOf() && useTable.getState().editing === null;
    const act = (e: ClipboardEvent): void => {
      if (!isMine() || e.defaultPrevented) return;
      e.preventDefault();
      if (e.type === 'copy') latest.current.copy();
      else if (e.type === 'cut') latest.current.cut();
      else latest.current.paste({ text: e.clipboardData?.getData('text/plain') ?? '', html: e.clipboardData?.getData('text/html') ?? '' });
    };
    // A command that nothing is selected for is offered only to a page that asks for it here.
    const offer = (e: Event): void => void (isMine() && e.preventDefault());
    const events = ['copy', 'cut', 'paste'] as const;
    for (const name of events) {
      document.addEventListener(name, act);
      document.addEventListener(`before${name}`, offer);
    }
    return () => {
      for (const name of events) {
        document.removeEventListener(name, act);
        document.removeEventListener(`before${name}`, offer);
      }
    };
  }, [boxOf]);
}
