import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { toDraft } from '../../../../lib/capture/picker-draft.ts';
import { Session } from '../../../../lib/capture/picker/session.ts';
import type { PickerOptions, RawPicked } from '../../../../lib/contracts/raw-picker.ts';
import { rawPickedSchema } from '../../../../lib/contracts/raw-picker.ts';
import { FIELDS, fieldsOf } from '../../../../lib/domain/lead/fields.ts';

const URL_ = 'https://www.example.com/members/2';
const documentOf = (body: string, url = URL_): Document => new JSDOM(`<!doctype html><html><head><title>Members | Example</title></head><body>${body}</body></html>`, { url }).window.document;
const options = (mode: 'list' | 'single', wanted: string[] = []): PickerOptions => ({ mode, wanted, fields: fieldsOf('person').map((key) => ({ key, label: FIELDS[key].label, type: FIELDS[key].type })) });
const one = (doc: Document, css: string, at = 0): Element => {
  const found = doc.querySelectorAll(css)[at];
  if (!found) throw new Error(`${css} is not in the test's page`);
  return found;
};
const facts = { kind: 'person' as const, date: '2026-11-25' };
const draftOf = (result: RawPicked | null) => {
  const draft = toDraft(JSON.parse(JSON.stringify(result)), facts);
  if (!draft.ok) throw new Error(draft.error);
  return draft.value;
};

const TABLE = `<table><thead><tr><th>Name</th><th>City</th><th>Email</th></tr></thead><tbody>${['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture']
  .map((name, i) => `<tr><td><a href="/p/${i}">${name}</a></td><td>${['Leeds', 'Stoke', 'York', 'Bergen'][i]}</td><td><a href="mailto:m${i}@example.com">Write</a></td></tr>`)
  .join('')}</tbody></table>`;

describe('a list', () => {
  const openTable = () => {
    const doc = documentOf(TABLE);
    const session = new Session(doc, options('list'));
    session.take(one(doc, 'tbody a', 0));
    session.take(one(doc, 'tbody a', 2));
    return { doc, session };
  };

  it('offers its columns by the heads of the table, links beside their words, and what says the same everywhere not at all', () => {
    const { session } = openTable();
    expect(session.state.picks.map((pick) => [pick.name, pick.read])).toEqual([['Name', 'text'], ['Name link', 'href'], ['City', 'text'], ['Email link', 'href']]);
    expect(session.rows().rows[1]).toEqual(['Ben Sample', 'https://www.example.com/p/1', 'Stoke', 'mailto:m1@example.com']);
  });

  it('becomes a recipe whose columns are typed and mapped', () => {
    const { recipe, preview } = draftOf(openTable().session.result());
    expect(recipe).toMatchObject({
      kind: 'list', lead: 'person', match: [{ url: 'https://example.com/members/:page' }], priority: 100, guards: [],
      proof: { verified: true, source: 'Picked on example.com on 2026-11-25' }, name: 'Members, example.com',
      rows: [{ from: 'elements', container: 'tbody', record: ':scope > tr' }], required: ['name'], expect: { minRows: 1, maxRows: 200 },
    });
    expect(recipe.kind === 'list' && recipe.columns.map(({ key, field, type }) => [key, field, type])).toEqual([
      ['name', 'name', 'text'], ['nameLink', 'profileUrl', 'url'], ['city', 'location', 'text'], ['emailLink', 'email', 'email'],
    ]);
    expect(preview).toMatchObject({ count: 4, keys: ['name', 'nameLink', 'city', 'emailLink'] });
  });

  it('toggles a column by its place, takes steps back, and says when a click is outside', () => {
    const { doc, session } = openTable();
    expect(session.take(one(doc, 'tbody td', 4)).text).toBe('City taken away.');
    expect(session.state.picks).toHaveLength(3);
    expect(session.take(one(doc, 'tbody td', 7)).text).toBe('Column City added, 4 of 4 rows have it.');
    expect(session.undo()).toBe(true);
    expect(session.state.picks).toHaveLength(3);
    expect(session.take(one(doc, 'th')).tone).toBe('bad');
    while (session.undo());
    expect(session.state).toMatchObject({ example: null, list: null, picks: [] });
  });

  it('reads text, link, picture or attribute of a place', () => {
    const doc = documentOf(`<ul>${['Ada', 'Ben', 'Cleo'].map((n, i) => `<li class="m"><a href="/${n}"><img src="/${n}.png" alt="${n} in the yard" class="face"></a>  <time datetime="2026-0${i + 1}-01" title="since">day ${i}</time></li>`).join('')}</ul>`);
    const session = new Session(doc, options('list'));
    session.take(one(doc, 'time', 0));
    session.take(one(doc, 'time', 1));
    const day = session.state.picks.find((pick) => pick.selector.includes('time'));
    if (!day) throw new Error('no column of days');
    expect(session.readsOf(day)).toEqual(['text', 'datetime', 'title']);
    session.change(day.id, { read: 'datetime' });
    const face = session.state.picks.find((pick) => pick.read === 'src');
    if (!face) throw new Error('no column of faces');
    expect(session.readsOf(face)).toEqual(['src', 'alt', 'href']);
    expect(session.readsOf({ ...face, selector: 'a', read: 'href' })).toEqual(['text', 'href', 'src']);
    session.change(face.id, { read: 'href' });
    const rows = session.rows().rows.map((row) => row.join(' '));
    expect(rows[2]).toContain('2026-03-01');
    expect(rows[2]).toContain('https://www.example.com/Cleo');
  });

  it('finds its rows again after the page has drawn itself anew', () => {
    const { doc, session } = openTable();
    const body = one(doc, 'tbody');
    body.innerHTML = `${body.innerHTML}<tr><td><a href="/p/9">Emil Testcase</a></td><td>Oslo</td><td></td></tr>`;
    expect(session.rows()).toMatchObject({ count: 5 });
    expect(session.rows().rows[4]).toEqual(['Emil Testcase', 'https://www.example.com/p/9', 'Oslo', '']);
    body.innerHTML = '';
    expect(session.rows()).toEqual({ count: 0, rows: [] });
    expect(session.result()).toBeNull();
  });

  it('of records that go on over siblings reads every sibling', () => {
    const doc = documentOf(`<div id="all">${['Ada', 'Ben', 'Cleo'].map((n, i) => `<h3>${n} Example</h3><p>Founder ${i}</p><p>Leeds ${i}</p>`).join('')}</div>`);
    const session = new Session(doc, options('list'));
    session.take(one(doc, 'h3', 0));
    session.take(one(doc, 'h3', 1));
    expect(session.rows().rows).toEqual([['Ada Example', 'Founder 0', 'Leeds 0'], ['Ben Example', 'Founder 1', 'Leeds 1'], ['Cleo Example', 'Founder 2', 'Leeds 2']]);
    expect(draftOf(session.result()).recipe).toMatchObject({ rows: [{ span: true }] });
  });

  it('is taken from one example with its like', () => {
    const doc = documentOf(TABLE);
    const session = new Session(doc, options('list'));
    session.take(one(doc, 'tbody a', 2));
    expect(session.alike()?.count).toBe(4);
    session.takeAlike();
    expect(session.rows().count).toBe(4);
  });

  it('says what is wrong with two examples', () => {
    const doc = documentOf(TABLE);
    const session = new Session(doc, options('list'));
    session.take(one(doc, 'tbody tr'));
    expect(session.take(one(doc, 'tbody a')).text).toMatch(/same entry/);
  });
});

describe('one lead', () => {
  const PERSON = '<main><h1 class="name">Ada Example</h1><p class="role">Founder</p><a class="mail" href="mailto:ada@example.com?subject=Hi">Write</a><img class="face" src="/ada.png" alt=""></main>';

  it('asks for one field after another, and takes a value for what it plainly is', () => {
    const doc = documentOf(PERSON, 'https://example.com/people/ada-example');
    const session = new Session(doc, options('single'));
    expect(session.state.field).toBe('name');
    session.take(one(doc, '.name'));
    expect(session.state.field).toBe('title');
    session.take(one(doc, '.mail'));
    session.take(one(doc, '.face'));
    session.take(one(doc, '.role'));
    expect(session.state.picks.map((pick) => [pick.field, pick.selector])).toEqual([['name', '.name'], ['workEmail', '.mail'], ['photoUrl', '.face'], ['title', '.role']].map(([field, selector]) => [field === 'workEmail' ? 'email' : field, selector]));
    const { recipe, preview } = draftOf(session.result());
    expect(recipe).toMatchObject({ kind: 'single', lead: 'person', match: [{ url: 'https://example.com/people/:slug' }], required: ['name'] });
    expect(recipe.kind === 'single' && recipe.fields.email).toEqual([{ from: 'element', selector: '.mail', read: 'href', transforms: [{ do: 'strip', text: 'mailto:' }, { do: 'part', by: '?', index: 0 }] }]);
    expect(preview.rows).toEqual([['Ada Example', 'ada@example.com', 'https://example.com/ada.png', 'Founder']]);
  });

  it('begins with the fields that are missing, and takes them at their word', () => {
    const doc = documentOf(PERSON);
    const session = new Session(doc, options('single', ['phone', 'location']));
    expect(session.state.field).toBe('phone');
    session.take(one(doc, '.role'));
    expect(session.state).toMatchObject({ field: 'location', picks: [{ field: 'phone' }] });
  });

  it('a second click takes a field away, a second place replaces the first', () => {
    const doc = documentOf(PERSON);
    const session = new Session(doc, options('single'));
    session.take(one(doc, '.name'));
    session.take(one(doc, '.name'));
    expect(session.state).toMatchObject({ picks: [], field: 'name' });
    session.take(one(doc, '.name'));
    session.chooseField('name');
    session.take(one(doc, '.role'));
    expect(session.state.picks.map((pick) => pick.selector)).toEqual(['.role']);
  });
});

describe('what comes back from a page', () => {
  const good = { mode: 'single', url: 'https://example.com/a/b', title: 't', picks: [{ name: 'Name', selector: 'h1', read: 'text', field: 'name' }], values: ['Ada'] };
  it('is parsed as hostile', () => {
    expect(rawPickedSchema.safeParse(good).success).toBe(true);
    for (const bad of [{ ...good, picks: [] }, { ...good, picks: [{ ...good.picks[0], selector: 'x'.repeat(501) }] }, { ...good, picks: [{ ...good.picks[0], field: '__proto__' }] }, { ...good, picks: [{ ...good.picks[0], read: 'on click' }] }, { ...good, extra: 1 }, { ...good, values: ['x'.repeat(2_000)] }, null, 'x', { mode: 'list' }]) {
      expect(toDraft(bad, facts)).toEqual({ ok: false, error: 'broken' });
    }
  });
  it('of a page without a domain makes no recipe', () => expect(toDraft({ ...good, url: 'http://intranet/a' }, facts)).toEqual({ ok: false, error: 'no-address' }));
  it('a guard stands in where the address alone would fit any page', () => {
    const draft = toDraft({ ...good, url: 'https://example.com/ada-example' }, facts);
    expect(draft.ok && draft.value.recipe).toMatchObject({ match: [{ url: 'https://example.com/:slug' }], guards: ['h1'] });
  });
});
