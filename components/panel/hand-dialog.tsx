import { useState, type ReactElement } from 'react';
import type { FieldKey, LeadKind } from '../../lib/domain/lead/fields.ts';
import { FIELDS } from '../../lib/domain/lead/fields.ts';
import { useMeta, useTables } from '../../lib/ui/queries.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';

const KINDS = [
  { value: 'person', label: 'Person' },
  { value: 'company', label: 'Company' },
] as const;
const ASKED: Readonly<Record<LeadKind, readonly FieldKey[]>> = { person: ['name', 'title', 'companyName', 'email'], company: ['name', 'domain', 'email', 'phone'] };
const FIRST_TABLE = { person: 'People', company: 'Companies' } as const;

/** Adds somebody whom no reading has found; the page that is open is where the lead comes from, and its clips go with it. */
export function HandDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }): ReactElement {
  const [kind, setKind] = useState<LeadKind>('person');
  const [texts, setTexts] = useState<Partial<Record<FieldKey, string>>>({});
  const settings = useMeta('settings');
  const tables = useTables();
  const add = useCommand('lead.add');
  const create = useCommand('table.create');
  const fitting = (tables ?? []).filter((table) => table.kind === kind);
  const table = fitting.find((one) => one.id === settings?.currentTables[kind]) ?? fitting[0];
  const filled = ASKED[kind].flatMap((field) => (texts[field]?.trim() ? [[field, texts[field]?.trim() ?? ''] as const] : []));
  const submit = async (): Promise<void> => {
    const tableId = table?.id ?? (await create.send({ name: FIRST_TABLE[kind], kind }))?.tableId;
    if (tableId === undefined) return;
    const saved = await add.send({ tableId, fields: Object.fromEntries(filled), ...(/^https?:/.test(url) ? { pageUrl: url.slice(0, 2_000) } : {}) });
    if (!saved) return;
    const name = table?.name ?? FIRST_TABLE[kind];
    const words = { added: `Added to ${name}`, merged: `Changes saved to ${name}`, unchanged: `Already in ${name}, nothing new` }[saved.outcome];
    showToast({ kind: 'info', text: words, ...(saved.activityId === null ? {} : { undo: saved.activityId }) });
    onClose();
  };
  return (
    <FormDialog
      title="Add a lead by hand"
      action={`Add ${kind === 'person' ? 'person' : 'company'}`}
      ready={filled.length > 0}
      busy={add.busy || create.busy}
      aside={`To ${table?.name ?? `a new table, ${FIRST_TABLE[kind]}`}`}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <RadioBar label="Kind of lead" options={KINDS} value={kind} onChange={setKind} />
      {ASKED[kind].map((field) => (
        <label className="k-label" key={field}>
          {FIELDS[field].label}
          <span className="k-input">
            <input value={texts[field] ?? ''} maxLength={2_000} autoComplete="off" onChange={(e) => setTexts({ ...texts, [field]: e.target.value })} />
          </span>
        </label>
      ))}
    </FormDialog>
  );
}
