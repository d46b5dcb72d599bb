import { describe, expect, it } from 'vitest';
import { bestOf, columnWith, documentOf, FOOTER, listsIn, members, NAV } from './support.ts';

const people = members(12);
const names = people.map(({ name }) => name);

/** The list holds just these people, name by name. */
async function expectPeople(body: string, want = people): Promise<Awaited<ReturnType<typeof bestOf>>> {
  const list = await bestOf(`${NAV}${body}${FOOTER}`);
  expect(list.recordCount).toBe(want.length);
  expect(columnWith(list, want[0]!.name)).toEqual(want.map(({ name }) => name));
  return list;
}

describe('records are found as', () => {
  it('cards in a list', async () => {
    const list = await expectPeople(`<main><h1>Members</h1><ul class="cards">${people.map((p, i) => `<li class="card ${i === 0 ? 'first active' : i % 2 ? 'odd' : 'even'}"><img src="/img/${i}.jpg" alt=""><h3><a href="${p.path}">${p.name}</a></h3><p class="role">${p.role}</p><a href="mailto:${p.email}">Write</a></li>`).join('')}</ul></main>`);
    expect(columnWith(list, people[0]!.email)).toEqual(people.map(({ email }) => email));
    expect(columnWith(list, 'https://club.example.com/members/0')?.[11]).toBe('https://club.example.com/members/11');
    expect(list.columns.map(({ type }) => type)).toContain('image');
    expect(list.columns.some(({ name }) => name === 'Role')).toBe(true);
    expect(list.heading).toBe('Members');
  });

  it('rows of a table with a header, row groups and a caption', async () => {
    const list = await expectPeople(`<main><table><caption>Members</caption><thead><tr><th>Name</th><th>Job</th><th>Phone</th></tr></thead><tbody>${people.slice(0, 6).map(row).join('')}</tbody><tbody>${people.slice(6).map(row).join('')}</tbody></table></main>`);
    expect(list.columns.map(({ name }) => name)).toEqual(['Name', 'Job', 'Phone']);
    expect(list.columns[2]).toMatchObject({ type: 'phone', named: 'header' });
    function row(p: (typeof people)[number]): string {
      return `<tr><td>${p.name}</td><td>${p.role}</td><td>${p.phone}</td></tr>`;
    }
  });

  it('rows under a header of plain cells', async () => {
    const list = await expectPeople(`<table><tr><td>Member</td><td>Job</td><td>Mail</td></tr>${people.map((p) => `<tr><td><a href="${p.path}">${p.name}</a></td><td>${p.role}</td><td>${p.email}</td></tr>`).join('')}</table>`);
    expect(list.columns.filter(({ named }) => named === 'header').map(({ name }) => name)).toEqual(expect.arrayContaining(['Job', 'Mail']));
  });

  it('rows that share a cell over several rows', async () => {
    const list = await expectPeople(`<table><tr><th>Town</th><th>Name</th><th>Mail</th></tr>${people.map((p, i) => `<tr>${i % 3 === 0 ? `<td rowspan="3">Region ${i / 3}</td>` : ''}<td>${p.name}</td><td>${p.email}</td></tr>`).join('')}</table>`);
    expect(columnWith(list, 'Region 0')).toEqual(people.map((_, i) => `Region ${Math.floor(i / 3)}`));
  });

  it('rows of a table inside a layout table', async () => {
    await expectPeople(`<table><tr><td class="menu"><a href="/a">A</a><br><a href="/b">B</a></td><td><table>${people.map((p) => `<tr><td>${p.name}</td><td>${p.role}</td><td>${p.town}</td></tr>`).join('')}</table></td></tr></table>`);
  });

  it('two rows each', async () => {
    const list = await expectPeople(`<table>${people.map((p, i) => `<tr class="thing"><td>${i + 1}.</td><td><a href="${p.path}">${p.name}</a></td></tr><tr><td></td><td class="sub"><span class="role">${p.role}</span> in <b>${p.town}</b></td></tr><tr class="spacer"></tr>`).join('')}</table>`);
    expect(columnWith(list, people[0]!.role)).toEqual(people.map(({ role }) => role));
  });

  it('siblings without an element of their own', async () => {
    const list = await expectPeople(`<div id="content">${people.map((p) => `<h3>${p.name}</h3><p class="role">${p.role}</p><p><a href="mailto:${p.email}">${p.email}</a></p>`).join('')}</div>`);
    expect(columnWith(list, people[3]!.email, 3)).toEqual(people.map(({ email }) => email));
  });

  it('terms and their descriptions', async () => {
    await expectPeople(`<dl>${people.map((p) => `<dt>${p.name}</dt><dd>${p.role}</dd><dd>${p.town}</dd>`).join('')}</dl>`);
  });

  it('cards in rows of a grid', async () => {
    const rows = [0, 4, 8].map((from) => `<div class="row">${people.slice(from, from + 4).map((p) => `<div class="col"><h4>${p.name}</h4><p>${p.role}</p><p>${p.town}</p></div>`).join('')}</div>`);
    await expectPeople(`<main>${rows.join('')}</main>`);
  });

  it('cells of a layout table', async () => {
    const rows = [0, 3, 6, 9].map((from) => `<tr>${people.slice(from, from + 3).map((p) => `<td><img src="/img${p.path}.jpg"><br><b>${p.name}</b><br><i>${p.role}</i><br><a href="mailto:${p.email}">${p.email}</a></td>`).join('')}</tr>`);
    await expectPeople(`<table>${rows.join('')}</table>`);
  });

  it('cards in groups under headings', async () => {
    const groups = [people.slice(0, 5), people.slice(5, 6), people.slice(6)].map((group, i) => `<section class="group"><h2>Team ${i}</h2><div class="people">${group.map((p) => `<article class="person"><h3>${p.name}</h3><p>${p.role}</p></article>`).join('')}</div></section>`);
    const list = await expectPeople(`<main>${groups.join('')}</main>`);
    const group = list.columns.findIndex(({ name }) => name === 'Group');
    expect(list.rows.map((row) => row.cells[group])).toEqual(people.map((_, i) => (i < 5 ? 'Team 0' : i < 6 ? 'Team 1' : 'Team 2')));
  });

  it('rows of tables under dates, one table for each date', async () => {
    const tables = [0, 4, 8].map((from) => `<div class="day"><h3>${from / 4 + 1} May 2026</h3><table><thead><tr><th>Name</th><th>Town</th></tr></thead><tbody>${people.slice(from, from + 4).map((p) => `<tr><td><a href="${p.path}">${p.name}</a></td><td>${p.town}</td></tr>`).join('')}</tbody></table></div>`);
    const list = await expectPeople(`<main>${tables.join('')}</main>`);
    expect(list.columns.map(({ name }) => name)).toContain('Group');
  });

  it('cards with advertisements and lines between them', async () => {
    const list = await expectPeople(`<ul class="list">${people.map((p, i) => `<li class="result"><h3><a href="${p.path}">${p.name}</a></h3><span class="town">${p.town}</span><p>${p.role}</p></li>${i % 4 === 3 ? '<li class="ad"><iframe src="https://ads.example/"></iframe><p>Sponsored</p></li><li><hr></li>' : ''}`).join('')}</ul>`);
    expect(list.rows.flatMap((row) => row.cells)).not.toContain('Sponsored');
  });

  it('cards that are one link each', async () => {
    await expectPeople(`<main>${people.map((p) => `<a class="tile" href="${p.path}"><img src="/img${p.path}.jpg" alt="${p.name}"><span class="name">${p.name}</span><span class="role">${p.role}</span></a>`).join('')}</main>`);
  });

  it('records in open shadow roots', async () => {
    const doc = documentOf('<div id="host"></div>');
    const root = doc.querySelector('#host')!.attachShadow({ mode: 'open' });
    const list = doc.createElement('ul');
    list.append(...people.map((p) => {
      const li = doc.createElement('li');
      li.append(Object.assign(doc.createElement('b'), { textContent: p.name }), Object.assign(doc.createElement('p'), { textContent: p.role }));
      return li;
    }));
    root.append(list);
    const { lists } = await listsIn(doc);
    expect(columnWith(lists[0]!, names[0]!)).toEqual(names);
  });
});

describe('several lists', () => {
  it('are all offered, the one with the most to say first', async () => {
    const events = Array.from({ length: 6 }, (_, i) => `<li class="event"><b>Open day ${i}</b><time datetime="2026-05-0${i + 1}">${i + 1} May 2026</time></li>`);
    const { lists } = await listsIn(documentOf(`<main><ul class="people">${people.map((p) => `<li class="person"><h3>${p.name}</h3><p>${p.role}</p><p>${p.email}</p></li>`).join('')}</ul><ul class="events">${events.join('')}</ul></main>`));
    expect(lists.length).toBeGreaterThanOrEqual(2);
    expect(columnWith(lists[0]!, names[0]!)).toEqual(names);
    expect(lists.some((list) => columnWith(list, 'Open day 0')?.length === 6)).toBe(true);
    expect(lists.map(({ score }) => score)).toEqual(lists.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('of nothing but links beside a real one come after it', async () => {
    const cloud = `<div class="tags">${Array.from({ length: 60 }, (_, i) => `<a href="/tag/${i}">Topic number ${i}</a> `).join('')}</div>`;
    const menu = `<div class="mega-menu">${Array.from({ length: 8 }, (_, i) => `<div class="column"><h4>Section ${i}</h4><ul>${Array.from({ length: 9 }, (_, n) => `<li><a href="/s/${i}/${n}">Product line ${i}.${n}</a></li>`).join('')}</ul></div>`).join('')}</div>`;
    const calendar = `<table class="calendar"><tr><th>Mo</th><th>Tu</th><th>We</th><th>Th</th><th>Fr</th><th>Sa</th><th>Su</th></tr>${Array.from({ length: 5 }, (_, w) => `<tr>${Array.from({ length: 7 }, (_, d) => `<td>${w * 7 + d + 1}</td>`).join('')}</tr>`).join('')}</table>`;
    const list = await bestOf(`${menu}${cloud}${calendar}<main><div>${people.map((p) => `<div class="m"><strong>${p.name}</strong><em>${p.role}</em></div>`).join('')}</div></main>${FOOTER}`);
    expect(columnWith(list, names[0]!)).toEqual(names);
  });

  it('are none where nothing repeats', async () => {
    for (const body of ['', '<p>One sentence.</p>', '<h1>Ada Example</h1><p>Head of Operations</p><p>Leeds</p>']) expect((await listsIn(documentOf(body))).lists).toEqual([]);
  });
});
