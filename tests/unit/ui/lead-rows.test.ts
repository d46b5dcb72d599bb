import { describe, expect, it } from 'vitest';
import type { FieldState, FieldValue, LeadFields, Provenance } from '../../../lib/domain/lead/lead.ts';
import { changeCounts, fieldRows, nameOfLead, subtitleOf } from '../../../lib/ui/lead-rows.ts';
import { windowOf } from '../../../lib/ui/lead-window.ts';
import { whyOf } from '../../../lib/ui/why.ts';

const value = (text: string, over: Partial<Provenance> = {}, confidence = 90): FieldValue => ({ value: text, confidence, provenance: { origin: 'page', at: 1, pageUrl: 'https://example.com/', method: 'jsonld', ...over } });
const state = (...values: FieldValue[]): FieldState => ({ values });
const known: LeadFields = { name: state(value('Ada Example')), title: state(value('Operations Manager')), phone: state(value('+44 113 496 0182')), workEmail: state(value('ada@example.com', { origin: 'provider', providerId: 'hunter' })) };
const read: LeadFields = { name: state(value('Ada Example')), title: state(value('Head of Operations', { at: 2 }), value('Head of Operations', { method: 'meta' }, 60)), phone: state(value('+44 113 496 0182')), companyDomain: state(value('example.com', { origin: 'guess' }, 40)) };

describe('fieldRows', () => {
  const rows = fieldRows('person', known, read);
  const row = (field: string) => rows.find((r) => r.field === field);
  it('shows what the page says and what it was', () => {
    expect(row('title')).toMatchObject({ change: 'Changed', value: { value: 'Head of Operations' }, before: { value: 'Operations Manager' }, agrees: ['page header'] });
    expect(row('companyDomain')).toMatchObject({ change: 'New', label: 'Domain' });
  });
  it('keeps what only the table knows', () => {
    expect(row('workEmail')).toMatchObject({ value: { value: 'ada@example.com' } });
    expect(row('workEmail')?.change).toBeUndefined();
  });
  it('leaves unchanged values unmarked and the name to the heading', () => {
    expect(row('phone')?.change).toBeUndefined();
    expect(row('name')).toBeUndefined();
  });
  it('lets a pinned value stand', () => {
    const pinned = { ...known, title: { ...known.title, values: known.title?.values ?? [], pinned: 'Operations Manager' } };
    expect(fieldRows('person', pinned, read).find((r) => r.field === 'title')).toMatchObject({ pinned: true, value: { value: 'Operations Manager' } });
    expect(changeCounts(pinned, read)).toEqual({ changed: 0, added: 1 });
  });
  it('counts changes for the button', () => {
    expect(changeCounts(known, read)).toEqual({ changed: 1, added: 1 });
    expect(changeCounts(known, known)).toEqual({ changed: 0, added: 0 });
  });
  it('marks a conflict between strong sources', () => {
    const two = { title: state(value('Buyer'), value('Head Buyer', { origin: 'import' }, 70)) };
    expect(fieldRows('person', two, undefined)[0]).toMatchObject({ conflict: true, others: [{ value: 'Head Buyer' }] });
  });
});

describe('words about a lead', () => {
  it('finds a name for it', () => {
    expect(nameOfLead(known)).toBe('Ada Example');
    expect(nameOfLead({ workEmail: state(value('x@example.com')) })).toBe('x@example.com');
    expect(nameOfLead({})).toBe('No name');
    expect(subtitleOf('person', known)).toEqual(['Operations Manager']);
  });
  it('says only what the statements say', () => {
    const s = state(value('a', { origin: 'provider', providerId: 'hunter' }), value('a', { method: 'meta' }, 50), value('b', {}, 40));
    expect(whyOf(s, s.values[0] as FieldValue, (id) => id.toUpperCase()).map((w) => w.text)).toEqual(['HUNTER answered it', 'page header agrees', '1 other value known']);
  });
});

describe('the rows of a table', () => {
  it('are read in whole chunks that cover the screen and what comes next', () => {
    expect(windowOf(0, 20, 1_000)).toEqual([0, 128]);
    expect(windowOf(60, 70, 1_000)).toEqual([0, 192]);
    expect(windowOf(990, 999, 1_000)).toEqual([896, 1_000]);
  });
});
