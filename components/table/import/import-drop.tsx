import { FileUp } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { IMPORT_PASTE_CHARS } from '../../../lib/core/limits.ts';
import { sourceOfText, useImportDialog } from '../../../lib/ui/import/import-store.ts';
import { Icon } from '../../parts/icon.tsx';

const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;
/** Where a paste means something else: a field, the grid, an open dialog. */
const TAKEN = 'input, textarea, select, [contenteditable], [role="grid"], [role="treegrid"], [role="dialog"]';

/** Files dropped anywhere on the page, and rows pasted outside of fields and grid, open the import. */
export function ImportDrop(): ReactElement | null {
  const [isOver, setOver] = useState(false);
  const open = useImportDialog((s) => s.open);
  const isOpen = useImportDialog((s) => s.source !== null);
  useEffect(() => {
    if (isOpen) return undefined;
    const enter = (e: DragEvent): void => {
      if (!hasFiles(e)) return;
      e.preventDefault();
      setOver(true);
    };
    const leave = (e: DragEvent): void => {
      if (e.relatedTarget === null) setOver(false);
    };
    const drop = (e: DragEvent): void => {
      setOver(false);
      const file = e.dataTransfer?.files[0];
      if (!hasFiles(e)) return;
      // Else the browser would leave the page and show the file.
      e.preventDefault();
      if (file) open({ name: file.name, file });
    };
    const paste = (e: ClipboardEvent): void => {
      // Browsers paste to where text was selected last, whatever has the focus.
      if ([e.target, document.activeElement].some((at) => at instanceof Element && at.closest(TAKEN))) return;
      const file = e.clipboardData?.files[0];
      const text = e.clipboardData?.getData('text/plain') ?? '';
      if (file) open({ name: file.name, file });
      else if (text.trim().includes('\n') && text.length <= IMPORT_PASTE_CHARS) open(sourceOfText(text));
      else return;
      e.preventDefault();
    };
    const listeners = [['dragenter', enter], ['dragover', enter], ['dragleave', leave], ['drop', drop], ['paste', paste]] as const;
    for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener);
      setOver(false);
    };
  }, [open, isOpen]);
  return isOver ? (
    <div className="k-imp__over" aria-hidden="true">
      <Icon of={FileUp} />
      Drop to import
    </div>
  ) : null;
}
