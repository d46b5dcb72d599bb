import { describe, expect, it } from 'vitest';
import { columnDraftSchema } from '../../../lib/contracts/view-commands.ts';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';
import { draftOf, EMPTY_FORM, formOf, keptFormula, missingIn, namesOf, shownFormula, type ColumnForm } from '../../../lib/ui/column-edit.ts';

const names = namesOf([{ key: 'name', label: 'Name' }, { key: 'workEmail', label: 'Work email' }, { key: 'x.a', label: 'Deal' }, { key: 'x.b', label: 'deal' }, { key: 'x.c', label: 'Odd {one}' }]);

describe('formulas in the dialog', () => {
  it('show names and keep keys, except where a name is not one column', () => {
    const kept = 'UPPER({name}) & "{name}" & {x.a} & {x.c} & {gone}';
    const shown = shownFormula(kept, names.labelOf);
    expect(shown).toBe('UPPER({Name}) & "{name}" & {x.a} & {x.c} & {gone}');
    expect(keptFormula(shown, names.keyOf)).toBe(kept);
    expect(keptFormula('{ WORK EMAIL } & {Deal}', names.keyOf)).toBe('{workEmail} & {Deal}');
  });
});

describe('the dialog of a column', () => {
  const forms: readonly ColumnForm[] = [
    { ...EMPTY_FORM, name: 'A', type: 'text' },
    { ...EMPTY_FORM, name: 'A', type: 'checkbox' },
    { ...EMPTY_FORM, name: 'A', type: 'currency', currency: 'usd' },
    { ...EMPTY_FORM, name: 'A', type: 'select', options: 'x\ny\nx' },
    { ...EMPTY_FORM, name: 'A', type: 'multi-select', options: 'x\n\ny' },
    { ...EMPTY_FORM, name: 'A', type: 'formula', formula: 'UPPER({Name})' },
  ];
  it.each(forms)('$type is understood by the command', (form) => {
    expect(missingIn(form)).toBeNull();
    expect(columnDraftSchema.safeParse(draftOf(form, names.keyOf)).success).toBe(true);
  });
  it.each<[Partial<CustomColumn>, Partial<ColumnForm>]>([
    [{ type: 'number', currency: 'USD' }, { type: 'currency', currency: 'USD' }],
    [{ type: 'text', options: ['a', 'b'], many: true }, { type: 'multi-select', options: 'a\nb' }],
    [{ type: 'text', options: ['Yes'], isCheck: true }, { type: 'checkbox', options: '' }],
    [{ type: 'number', formula: '{name} & 1' }, { type: 'formula', formula: '{Name} & 1' }],
    [{ type: 'date' }, { type: 'date' }],
  ])('%j opens as %j', (column, form) => {
    expect(formOf({ key: 'x.z', kind: 'person', name: 'Z', createdAt: 1, type: 'text', ...column }, names.labelOf)).toMatchObject(form);
  });
  it('says what is missing', () => {
    expect(missingIn(EMPTY_FORM)).toMatch(/name/);
    expect(missingIn({ ...EMPTY_FORM, name: 'A', type: 'currency', currency: 'Euro' })).toMatch(/three letters/);
    expect(missingIn({ ...EMPTY_FORM, name: 'A', type: 'select' })).toMatch(/choices/);
    expect(missingIn({ ...EMPTY_FORM, name: 'A', type: 'select', options: 'a, b' })).toMatch(/comma/);
    expect(missingIn({ ...EMPTY_FORM, name: 'A', type: 'formula' })).toMatch(/formula/);
  });
});
