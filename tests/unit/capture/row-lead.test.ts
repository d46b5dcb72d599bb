import { describe, expect, it } from 'vitest';
import { rowLead, withIdentity } from '../../../lib/capture/row-lead.ts';
import type { FieldKey, LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { ListCapture } from '../../../lib/domain/list/list.ts';
import { AT, bestOf } from './support.ts';

const PAGE = { pageUrl: 'https://directory.example.com/members', at: AT };
const list = (kind: LeadKind, fields: readonly (FieldKey | null)[], ...rows: string[][]): ListCapture => ({
  id: 'a', kind, score: 1, recordCount: rows.length, container: '', record: '', heading: '', next: null,
  columns: fields.map((field, i) => ({ key: `c${i}`, name: '', type: 'text', field, isDropped: false })),
  rows: rows.map((cells, i) => ({ key: `r${i}`, cells })),
});
const lead = (made: ListCapture) => rowLead(made, made.rows[0]!, PAGE);

describe('the lead of a row', () => {
  it('has the parts of the name, and the work address where its domain bears the company', () => {
    const fields = lead(list('person', ['name', 'companyName', 'email'], ['Dr. Ada Example', 'Oakline Ltd', 'ada@oakline.example']));
    expect(bestOf(fields)).toEqual({ name: 'Ada Example', companyName: 'Oakline Ltd', workEmail: 'ada@oakline.example', companyDomain: 'oakline.example', firstName: 'Ada', lastName: 'Example', prefix: 'Dr.' });
    expect(fields.workEmail?.values[0]?.provenance).toMatchObject({ origin: 'page', method: 'list' });
  });

  it('keeps an address of a free mail host, of a function, or of somebody else as it is', () => {
    for (const email of ['ada@gmail.com', 'info@oakline.example', 'ada@mossfield.example']) expect(lead(list('person', ['name', 'companyName', 'email'], ['Ada Example', 'Oakline Ltd', email]))).toMatchObject({ email: { values: [{ value: email }] } });
  });

  it('has the domain of the website, unless that is the directory itself or a platform', () => {
    const domainOf = (website: string) => lead(list('company', ['name', 'website'], ['Oakline Ltd', website])).domain?.values[0]?.value;
    expect([domainOf('https://www.oakline.example/about'), domainOf('https://directory.example.com/oakline'), domainOf('https://medium.com/oakline')]).toEqual(['oakline.example', undefined, undefined]);
  });

  it('is found again by identity, of which columns that are left out are no part', () => {
    const made = list('person', ['name', 'email', 'phone'], ['Ada Example', 'ada@oakline.example', '+44 20 7946 0001']);
    expect(withIdentity(made, PAGE).rows[0]?.identity).toEqual(['person:email:oakline.example:ada']);
    expect(withIdentity({ ...made, columns: made.columns.map((c) => ({ ...c, isDropped: true })) }, PAGE).rows[0]?.identity).toEqual([]);
  });
});
