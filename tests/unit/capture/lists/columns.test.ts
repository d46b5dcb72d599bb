import { describe, expect, it } from 'vitest';
import { bestOf, columnWith, documentOf, listsIn, members } from './support.ts';

const people = members(9);

describe('columns', () => {
  it('stay in place when optional parts are missing', async () => {
    const list = await bestOf(`<ul>${people.map((p, i) => `<li><h3>${p.name}</h3>${i % 3 === 1 ? '' : `<p>${p.role}</p>`}<p>Phone: ${p.phone}</p>${i % 2 ? `<p>${p.email}</p>` : ''}</li>`).join('')}</ul>`);
    expect(columnWith(list, people[0]!.phone)).toEqual(people.map(({ phone }) => phone));
    expect(columnWith(list, people[1]!.email, 1)).toEqual(people.map(({ email }, i) => (i % 2 ? email : '')));
    expect(list.columns.find(({ type }) => type === 'phone')).toMatchObject({ name: 'Phone', named: 'label' });
  });

  it('are told apart by labels, in any order', async () => {
    const fields = (p: (typeof people)[number]): string[] => [`<b>Email:</b> ${p.email}`, `<b>Town:</b> ${p.town}`, `<b>Job:</b> ${p.role}`];
    const list = await bestOf(people.map((p, i) => `<div class="entry"><h4>${p.name}</h4><p>${[...fields(p).slice(i % 3), ...fields(p).slice(0, i % 3)].join('<br>')}</p></div>`).join(''));
    for (const [label, key] of [['Email', 'email'], ['Town', 'town'], ['Job', 'role']] as const) {
      const at = list.columns.findIndex(({ name }) => name === label);
      expect([label, list.rows.map((row) => row.cells[at])]).toEqual([label, people.map((p) => p[key])]);
    }
  });

  it('hold lines between breaks, and an address of several lines as one', async () => {
    const list = await bestOf(people.map((p, i) => `<div class="office">${p.name}<br>${i + 1} Example Street<br>Leeds LS${i + 1} 4AB<br>Tel: ${p.phone}</div>`).join(''));
    expect(columnWith(list, people[0]!.name)).toEqual(people.map(({ name }) => name));
    expect(columnWith(list, '1 Example Street, Leeds LS1 4AB')?.[4]).toBe('5 Example Street, Leeds LS5 4AB');
  });

  it('of texts between elements and inside links are apart', async () => {
    const list = await bestOf(`<ol>${people.map((p) => `<li><a href="${p.path}">${p.name}</a>, ${p.role} <small>(${p.town})</small></li>`).join('')}</ol>`);
    expect(columnWith(list, people[0]!.name)).toEqual(people.map(({ name }) => name));
    expect(columnWith(list, `https://club.example.com${people[0]!.path}`)).toHaveLength(people.length);
  });

  it('that are constant, empty or hidden are dropped', async () => {
    const list = await bestOf(people.map((p) => `<div class="card"><h3>${p.name}</h3><span>·</span><p>${p.role}</p><div hidden>${p.town} secret</div><div style="display:none">${p.email}</div><a class="btn" href="/join">Read more</a></div>`).join(''));
    const all = list.rows.flatMap(({ cells }) => cells);
    expect(all.some((cell) => /Read more|secret|·|@|\/join/.test(cell))).toBe(false);
    expect(list.columns).toHaveLength(2);
  });

  it('of repeats inside a record are one', async () => {
    const list = await bestOf(people.map((p, i) => `<div class="card"><h3>${p.name}</h3><p>${p.role}</p><ul>${Array.from({ length: 2 + (i % 4) }, (_, n) => `<li>Skill ${i}${n}</li>`).join('')}</ul></div>`).join(''));
    expect(list.recordCount).toBe(people.length);
    expect(columnWith(list, 'Skill 00; Skill 01')?.[1]).toBe('Skill 10; Skill 11; Skill 12');
  });

  it('are typed and named by what stands in them and around them', async () => {
    const list = await bestOf(`<table><tr><th>Name</th><th>Joined</th><th>Fee</th><th>Points</th><th>Site</th></tr>${people.map((p, i) => `<tr><td>${p.name}</td><td>${i + 1} May 2021</td><td>€ ${i + 10},50</td><td>${i * 7}</td><td>www.site${i}.example.com</td></tr>`).join('')}</table>`);
    expect(list.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['Name text', 'Joined date', 'Fee price', 'Points number', 'Site url']);
  });

  it('of marked-up records are named by their properties', async () => {
    const list = await bestOf(people.map((p) => `<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">${p.name}</span> <span itemprop="jobTitle">${p.role}</span> <meta itemprop="email" content="${p.email}"></div>`).join(''));
    expect(list.columns.map(({ name }) => name)).toEqual(['Name', 'Job title', 'Email']);
    expect(columnWith(list, people[0]!.email)).toEqual(people.map(({ email }) => email));
  });
});

describe('rows', () => {
  it('have the same key wherever they are met again, and no two the same', async () => {
    const page = (from: number): Promise<Awaited<ReturnType<typeof bestOf>>> => bestOf(`<ul>${members(10, from).map((p, i) => `<li><a href="${p.path}?utm_source=list&pos=${i}">${p.name}</a><p>${p.role}</p><i>${i} views</i></li>`).join('')}</ul>`, `https://club.example.com/members?page=${from}`);
    const [one, two] = [await page(0), await page(5)];
    expect(two.id).toBe(one.id);
    expect(new Set(one.rows.map(({ key }) => key)).size).toBe(10);
    expect(two.rows.slice(0, 5).map(({ key }) => key)).toEqual(one.rows.slice(5).map(({ key }) => key));
  });

  it('of the one list asked for come alone', async () => {
    const doc = documentOf(`<ul class="a">${people.map((p) => `<li><b>${p.name}</b><p>${p.role}</p></li>`).join('')}</ul><ol class="b">${people.map((p) => `<li><i>${p.email}</i><u>${p.town}</u></li>`).join('')}</ol>`);
    const { lists } = await listsIn(doc);
    const second = lists[1]!;
    expect((await listsIn(doc, { only: second.id })).lists).toEqual([second]);
    expect((await listsIn(doc, { only: 'zzz' })).lists).toEqual([]);
  });

  it('can be found again by the selectors that are told', async () => {
    const doc = documentOf(`<div id="wrap"><div class="row"><div class="card x1"><h3>A1</h3><p>first card</p></div><div class="card x2"><h3>A2</h3><p>second card</p></div></div><div class="row"><div class="card x3"><h3>A3</h3><p>third card</p></div><div class="card"><h3>A4</h3><p>fourth card</p></div></div></div>`);
    const [list] = (await listsIn(doc)).lists;
    const records = [...doc.querySelector(list!.container)!.querySelectorAll(list!.record)];
    expect(records).toHaveLength(4);
    list!.columns.forEach((column, c) => expect(records.map((record) => record.querySelector(column.selector)?.textContent)).toEqual(list!.rows.map(({ cells }) => cells[c])));
  });
});
