import { describe, expect, it } from 'vitest';
import { proposeAll, proposeFor } from '../../../lib/domain/delivery/propose.ts';
import { fingerprintOf, mappedValues } from '../../../lib/domain/delivery/mapping.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import { checkAddress } from '../../../lib/services/destinations/address.ts';
import { createBucket } from '../../../lib/services/destinations/pace.ts';
import { redactAll } from '../../../lib/services/destinations/view.ts';
import { letters } from '../../../lib/destinations/catalogue/google-sheets.ts';

describe('an address that was typed', () => {
  it.each(['https://hooks.example.com/a', 'http://127.0.0.1:5678/webhook/x', 'http://localhost:3000/', 'https://example.com:8443/x?y=1'])('is used: %s', (text) => {
    expect(checkAddress(text, false)).toMatchObject({ ok: true, origin: new URL(text).origin });
  });
  it.each(['http://hooks.example.com/a', 'ftp://example.com', 'javascript:alert(1)', 'https://user:pass@example.com/', 'hooks.example.com', ''])('is none: %s', (text) => {
    expect(checkAddress(text, true)).toEqual({ ok: false, problem: 'bad' });
  });
  it.each(['https://192.168.1.1/hook', 'https://10.0.0.7', 'https://172.20.1.1/', 'https://169.254.169.254/latest', 'https://[fd00::1]/', 'https://[::ffff:10.0.0.1]/', 'https://router.local/', 'https://intranet/', 'https://100.64.0.1/', 'https://0x0a000001/'])('is private unless it is one\'s own: %s', (text) => {
    expect(checkAddress(text, false)).toEqual({ ok: false, problem: 'private' });
    expect(checkAddress(text, true)).toMatchObject({ ok: true });
  });
});

describe('a token bucket', () => {
  it('is empty at first, lets a burst out when it was full, then so many a second', () => {
    const bucket = createBucket({ perSecond: 10, burst: 20 }, 0);
    const goes = (at: number): boolean => bucket.waitMs(at) === 0 && (bucket.take(), true);
    expect(bucket.waitMs(0)).toBe(100);
    let [out, now] = [0, 5_000];
    while (goes(now)) out += 1;
    expect(out).toBe(20);
    for (out = 0; now < 10_000; now += 10) out += goes(now) ? 1 : 0;
    expect(out).toBe(49);
  });
});

const value = (text: string) => ({ values: [{ value: text, confidence: 90, provenance: { origin: 'page' as const, at: 1 } }] });
const lead: Lead = {
  id: 'lead-0001' as LeadId, tableId: 'table-01' as TableId, kind: 'person', keys: [], order: 1, createdAt: Date.parse('2026-01-02T03:04:05Z'), updatedAt: 1, sourceUrl: 'https://example.com/ada',
  fields: { name: value('Ada\u0000 Example\r\nLabs \ud83d'), workEmail: value('ada@example.com'), title: value('=HYPERLINK("x")') },
};

describe('a record', () => {
  it('holds what is mapped, as plain text; an empty field is not there', () => {
    const mapping = { fields: [{ to: 'n', from: { lead: 'name' } }, { to: 'e', from: { lead: 'email' } }, { to: 'id', from: { about: 'id' } }, { to: 'at', from: { about: 'added' } }, { to: 'tag', from: { text: 'Fair 2026' } }, { to: '__proto__', from: { text: 'x' } }] } as const;
    expect(mappedValues(lead, mapping, 'People')).toEqual({ n: 'Ada Example\nLabs', id: 'lead-0001', at: '2026-01-02T03:04:05.000Z', tag: 'Fair 2026' });
  });
  it('is known by its content, whatever the order of its fields', () => {
    expect(fingerprintOf({ a: '1', b: '2' }, 'a')).toBe(fingerprintOf({ b: '2', a: '1' }, 'a'));
    expect(fingerprintOf({ a: '1', b: '2' }, 'a')).not.toBe(fingerprintOf({ a: '1', b: '3' }, 'a'));
    expect(fingerprintOf({ a: '1' }, 'a')).not.toBe(fingerprintOf({ a: '1' }, undefined));
  });
});

describe('a proposal', () => {
  const table = { kind: 'person', used: new Set(['name', 'firstName', 'workEmail', 'companyName', 'x.stage']), columns: [{ key: 'x.stage', kind: 'person', name: 'Deal stage', type: 'text', createdAt: 1 }] } as const;
  it('finds the fields of a CRM by their names, a person\'s own too, and leaves what is not sure', () => {
    const fields = [{ name: 'firstname', label: 'First Name' }, { name: 'email', label: 'Email', key: true }, { name: 'company', label: 'Company name' }, { name: 'hs_x9', label: 'Deal stage' }, { name: 'zzz', label: 'Unheard of' }, { name: 'phone', label: 'Phone' }] as const;
    expect(proposeFor(fields, table)).toEqual({
      fields: [{ to: 'firstname', from: { lead: 'firstName' } }, { to: 'email', from: { lead: 'workEmail' } }, { to: 'company', from: { lead: 'companyName' } }, { to: 'hs_x9', from: { lead: 'x.stage' } }],
      upsertKey: 'email',
    });
  });
  it('counts a column that is reckoned as one that is there: no lead holds a value for it', () => {
    const loud = { key: 'x.loud', kind: 'person', name: 'Opening line', type: 'text', formula: 'UPPER({name})', createdAt: 2 } as const;
    const with_ = { ...table, columns: [...table.columns, loud, { ...loud, key: 'x.firm', kind: 'company', name: 'Of companies' } as const] };
    expect(proposeAll(with_).fields.map(({ to }) => to)).toEqual(['name', 'first_name', 'company_name', 'work_email', 'deal_stage', 'opening_line', 'source_url']);
    expect(proposeFor([{ name: 'opening_line', label: 'Opening line' }], with_).fields).toEqual([{ to: 'opening_line', from: { lead: 'x.loud' } }]);
  });
  it('gives free names in small letters, each once', () => {
    expect(proposeAll(table).fields.map(({ to }) => to)).toEqual(['name', 'first_name', 'company_name', 'work_email', 'deal_stage', 'source_url']);
  });
});

it('secrets of an address are its path, whatever is quoted of it', () => {
  const redact = redactAll({ url: 'https://hooks.slack.com/services/T000/B000/slacksecret', token: 'tok-1234567' });
  expect(redact('POST https://hooks.slack.com/services/T000/B000/slacksecret with tok-1234567')).not.toMatch(/slacksecret|tok-1234567/);
});

it('columns of a sheet have letters', () => {
  expect([0, 25, 26, 51, 52, 701].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ']);
});
