import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadId } from '../../../lib/core/ids.ts';
import { answersTo, companyWord, namingOf, onlyCompany, wordsOfCompany } from '../../../lib/domain/lead/company-name.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import { kinOf } from '../../../lib/storage/kin-of-lead.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { kinReason } from '../../../lib/ui/kin.ts';
import { listWorld, type ListWorld } from './list-world.ts';

const company = (name: string, domain?: string): Pick<Lead, 'kind' | 'fields'> => ({ kind: 'company', fields: fieldsOf({ name, ...(domain === undefined ? {} : { domain }) }) });
function fieldsOf(texts: Record<string, string>): LeadFields {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence: 80, provenance: { origin: 'page', at: 1 } }] }])) as LeadFields;
}

describe('the name of a company', () => {
  it.each([
    ['The Oak & Elm Works GmbH', 'Oak and Elm Works'], ['Müller Söhne AG', 'Muller Sohne'], ['Quiet Works, Inc.', 'quiet works'], ['Straßenbau Ost GmbH & Co. KG', 'STRASSENBAU OST'], ['O’Neil Ltd', 'ONeil Limited'],
  ])('%s answers to %s', (name, asked) => expect(answersTo(company(name), namingOf(asked))).toBe(true));
  it.each([['Oak GmbH', 'Oak Ltd'], ['Oak Works', 'Oak'], ['Oak', ''], ['Nova as', 'Nova']])('%s does not answer to %s', (name, asked) => expect(answersTo(company(name), namingOf(asked))).toBe(false));
  it('is found under the word it answers to, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (name) => {
        const [words, { word }] = [wordsOfCompany(company(name)), namingOf(name)];
        expect(words).toEqual(word.length >= 2 ? [word] : []);
        expect(words.length === 0 || answersTo(company(name), namingOf(name))).toBe(true);
        expect(word).not.toContain(' ');
        expect(companyWord(word)).toBe(companyWord(companyWord(word)));
      }),
    );
  });
  it('is one company when its records share a key, directly or by others', () => {
    const lead = (...keys: string[]): Lead => ({ ...company('Oak'), keys }) as unknown as Lead;
    expect([onlyCompany([]), onlyCompany([lead('a')])?.length, onlyCompany([lead('a'), lead('b')]), onlyCompany([lead('a'), lead('c', 'b'), lead('b', 'a')])?.length, onlyCompany([lead(), lead()])]).toEqual([null, 1, null, 3, null]);
  });
});

async function world(): Promise<{ w: ListWorld; makers: string; people: string; add(tableId: string, fields: Record<string, string>): Promise<LeadId> }> {
  const w = listWorld();
  const tableOf = async (name: string, kind: 'person' | 'company'): Promise<string> => ((made) => (made.ok ? made.value.tableId : ''))(await w.send('table.create', { name, kind }));
  return {
    w, makers: await tableOf('Makers', 'company'), people: await tableOf('People', 'person'),
    add: async (tableId, fields) => ((added) => (added.ok ? (added.value.leadId as LeadId) : ('' as LeadId)))(await w.send('lead.add', { tableId, fields })),
  };
}
const look = async (w: ListWorld, id: LeadId) => {
  const lead = await leadRows(w.db).get(id);
  if (!lead) throw new Error('gone');
  const found = await kinOf(w.db, lead);
  return { by: found.by, ids: found.kin.map((one) => one.lead.id), reason: found.kin[0] ? kinReason(found, found.kin[0].lead) : '' };
};

describe('the company of a person', () => {
  it('is found by domain, then by name where that is unknown, when only one goes by it; the reason says so', async () => {
    const { w, makers, people, add } = await world();
    const oak = await add(makers, { name: 'Oak Works GmbH', domain: 'oak.example' });
    const elm = await add(makers, { name: 'Elm Works' });
    const byDomain = await add(people, { name: 'Ada Example', companyDomain: 'oak.example', companyName: 'Elm Works' });
    const byName = await add(people, { name: 'Ben Sample', companyName: 'oak works' });
    const unknown = await add(people, { name: 'Cleo Sample', companyName: 'Elm Works', companyDomain: 'elm.example' });
    const other = await add(people, { name: 'Dana Sample', companyName: 'Oak Works', companyDomain: 'oak-works.example' });
    expect(await look(w, byDomain)).toEqual({ by: 'domain', ids: [oak], reason: 'By domain' });
    expect(await look(w, byName)).toEqual({ by: 'name', ids: [oak], reason: 'It is the only company that “oak works” can mean, the legal form and the spelling aside; the domain is not known.' });
    expect(await look(w, unknown)).toEqual({ by: 'name', ids: [elm], reason: 'It is the only company called “Elm Works”; no company here has the domain elm.example.' });
    expect((await look(w, other)).reason).toBe('It is the only company that “Oak Works” can mean, the legal form and the spelling aside, but its domain is oak.example and not oak-works.example.');
    // Another one of that name: nobody knows which is meant; until it goes, or is called otherwise.
    const second = await add(makers, { name: 'The Oak Works', domain: 'oak-two.example' });
    expect(await look(w, byName)).toMatchObject({ by: null, ids: [] });
    await w.send('lead.edit', { leadId: second, field: 'name', value: 'Ash Works' });
    expect(await look(w, byName)).toMatchObject({ ids: [oak] });
    await w.send('lead.delete', { leadIds: [oak] });
    expect(await look(w, byName)).toMatchObject({ by: null });
  });
  it('is found among companies that were added by the hundred, also those that changed since', async () => {
    const { w, makers, people, add } = await world();
    const fields = (i: number): LeadFields => fieldsOf({ name: `Maker ${i} Ltd` });
    await w.db.transaction('rw', leadStores(w.db), async () => leadWrites(w.db).append(makers as never, 'company', Array.from({ length: 700 }, (_, i) => ({ fields: fields(i), keys: identityKeys('company', fields(i)), createdAt: 1, updatedAt: 1 }))));
    const ada = await add(people, { name: 'Ada Example', companyName: 'MAKER 512 Limited' });
    const { ids: [found] } = await look(w, ada);
    expect((await leadRows(w.db).get(found ?? ''))?.order).toBe(513);
    await w.send('lead.edit', { leadId: found ?? '', field: 'name', value: 'Ash Works' });
    expect(await look(w, ada)).toMatchObject({ by: null });
    await w.send('lead.edit', { leadId: ada, field: 'companyName', value: 'Ash Works Inc' });
    expect(await look(w, ada)).toMatchObject({ by: 'name', ids: [found] });
    expect((await leadRows(w.db).namedLike('maker51', 20)).map(({ order }) => order).toSorted((a, b) => a - b)).toEqual([52, 511, 512, 514, 515, 516, 517, 518, 519, 520]);
  });
  it('is set and removed by hand, undone and done again; the company knows', async () => {
    const { w, makers, people, add } = await world();
    const oak = await add(makers, { name: 'Oak Works', domain: 'oak.example' });
    const elm = await add(makers, { name: 'Elm Works' });
    const ada = await add(people, { name: 'Ada Example', companyDomain: 'oak.example', workEmail: 'ada@oak.example' });
    const link = async (to: { companyId: string } | 'none' | 'auto') => ((done) => (done.ok ? done.value.activityId : done.error.code))(await w.send('lead.link', { leadId: ada, to }));
    expect(await look(w, oak)).toMatchObject({ by: 'domain', ids: [ada] });
    const first = await link({ companyId: elm });
    expect([await look(w, ada), await look(w, elm), await look(w, oak)]).toMatchObject([{ by: 'hand', ids: [elm] }, { by: 'hand', ids: [ada] }, { by: null, ids: [] }]);
    expect(await link({ companyId: elm })).toBeNull();
    await link('none');
    expect(await look(w, ada)).toMatchObject({ by: 'none', ids: [] });
    for (const [step, by] of [['table.undo', 'hand'], ['table.undo', 'domain'], ['table.redo', 'hand'], ['table.redo', 'none']] as const) {
      await w.send(step, { tableId: people });
      expect([step, (await look(w, ada)).by]).toEqual([step, by]);
    }
    // A later choice stays when an older one is taken back.
    await w.send('activity.undo', { activityId: first ?? '' });
    expect((await look(w, ada)).by).toBe('none');
    await link('auto');
    expect(await look(w, ada)).toMatchObject({ by: 'domain', ids: [oak] });
    expect([await link({ companyId: ada }), await link({ companyId: 'company-that-is-gone' })]).toEqual(['not_found', 'not_found']);
    expect((await w.db.activity.where('leadId').equals(ada).toArray()).map(({ title }) => title)).toContain('Ada Example: linked to Elm Works');
  });
  it('goes along when the person or the company is merged into another record, and comes back', async () => {
    const { w, makers, people, add } = await world();
    const [elm, elm2] = [await add(makers, { name: 'Elm Works' }), await add(makers, { name: 'Elm Works Ltd' })];
    const [ada, ada2] = [await add(people, { name: 'Ada Example' }), await add(people, { name: 'Ada Example', title: 'Buyer' })];
    await w.send('lead.link', { leadId: ada2, to: { companyId: elm2 } });
    await w.send('duplicate.merge', { activityId: 'merge-0001', tableId: people, groups: [{ keepId: ada, goneIds: [ada2] }] });
    await w.send('duplicate.merge', { activityId: 'merge-0002', tableId: makers, groups: [{ keepId: elm, goneIds: [elm2] }] });
    expect(await look(w, ada)).toMatchObject({ by: 'hand', ids: [elm] });
    await w.send('activity.undo', { activityId: 'merge-0002' });
    expect(await look(w, ada)).toMatchObject({ by: 'hand', ids: [elm2] });
    await w.send('activity.undo', { activityId: 'merge-0001' });
    expect([(await look(w, ada)).by, (await look(w, ada2)).by]).toEqual([null, 'hand']);
  });
});
