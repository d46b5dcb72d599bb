import { describe, expect, it } from 'vitest';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { FieldValue, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { mergeFields } from '../../../lib/domain/lead/merge.ts';
import { undoChange } from '../../../lib/domain/lead/undo.ts';

const value = (text: string, at = 1): FieldValue => ({ value: text, confidence: 80, provenance: { origin: 'page', at, pageUrl: 'https://example.com/' } });
const lead = (fields: LeadFields): Lead => ({ id: 'l' as LeadId, tableId: 't' as TableId, kind: 'person', fields, keys: [], order: 1, createdAt: 1, updatedAt: 1 });

describe('taking one change back', () => {
  const before = lead({ name: { values: [value('Ada Example')] } });
  const after = { ...before, fields: mergeFields(before.fields, { title: { values: [value('Buyer')] } }) };

  it('deletes what was added and brings back what was deleted', () => {
    expect(undoChange(after, null, after, 9)).toBeNull();
    expect(undoChange(undefined, before, null, 9)).toBe(before);
  });
  it('removes the values of the change and keeps what came later', () => {
    const later = { ...after, fields: mergeFields(after.fields, { workEmail: { values: [value('ada@example.com', 5)] } }) };
    const undone = undoChange(later, before, after, 9);
    expect(undone?.fields).toEqual({ name: before.fields.name, workEmail: later.fields.workEmail });
    expect(undone?.keys).toContain('person:email:example.com:ada');
  });
  it('gives a replaced value back', () => {
    const replaced = lead({ name: { values: [value('Ada Sample', 2)] } });
    expect(undoChange(replaced, before, replaced, 9)?.fields.name?.values).toEqual(before.fields.name?.values);
  });
});
