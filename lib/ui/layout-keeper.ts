import type { TableId } from '../core/ids.ts';
import type { ColumnLayout } from '../domain/view/layout.ts';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';
import { plainLayout } from './view-edit.ts';

const waiting = new Map<TableId, ColumnLayout>();
let isOut = false;

/** Has a table keep how its columns stand. One command at a time, and of many changes in between only the last. */
export function keepLayout(tableId: TableId, layout: ColumnLayout): void {
  waiting.set(tableId, layout);
  if (!isOut) void sendAll();
}

async function sendAll(): Promise<void> {
  isOut = true;
  for (let [next] = waiting; next; [next] = waiting) {
    waiting.delete(next[0]);
    const done = await sendCommand('layout.save', { tableId: next[0], layout: plainLayout(next[1]) });
    if (!done.ok) showToast({ kind: 'bad', text: done.error.message });
  }
  isOut = false;
}
