import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';

const NOTE_CHARS = 2_000;

/** What a person wants to remember about a lead: plain text of several lines. Kept when the field is left or with Ctrl+Enter; Escape takes back what was not kept. */
export function LeadNote({ lead }: { readonly lead: Lead }): ReactElement {
  const saved = textOf(lead.fields, 'note') ?? '';
  const [text, setText] = useState<string>();
  const edit = useCommand('lead.edit');
  // Another lead is shown, or none: what was typed for this one is not lost.
  const open = useRef<string | undefined>(undefined);
  useEffect(() => void (open.current = text === undefined || text.trim() === saved ? undefined : text), [text, saved]);
  useEffect(
    () => () => {
      if (open.current !== undefined) void sendCommand('lead.edit', { leadId: lead.id, field: 'note', value: open.current });
    },
    [lead.id],
  );
  // What was kept is what the lead says now.
  useEffect(() => setText(undefined), [saved]);
  const keep = async (): Promise<void> => {
    if (text === undefined) return;
    const done = text.trim() === saved ? { activityId: null } : await edit.send({ leadId: lead.id, field: 'note', value: text });
    if (done?.activityId === null) setText(undefined);
  };
  // On the way down: the details close with Escape, too, and would take the text with them.
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === 'Escape' && text !== undefined) {
      e.preventDefault();
      setText(undefined);
    } else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      void keep();
    }
  };
  return (
    <section aria-label="Note">
      <label className="k-label">
        Note
        <textarea className="k-text" rows={Math.min(8, Math.max(2, (text ?? saved).split('\n').length))} maxLength={NOTE_CHARS} placeholder="What to remember" value={text ?? saved} onChange={(e) => setText(e.target.value)} onBlur={() => void keep()} onKeyDownCapture={onKeyDown} />
      </label>
    </section>
  );
}
