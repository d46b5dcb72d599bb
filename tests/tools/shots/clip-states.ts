/** States of clips, of the tabs that are read, and of a page on which nobody was found. */
import type { ClipRow } from '../../../lib/storage/clip-row.ts';
import type { TabReadRow } from '../../../lib/storage/database.ts';
import type { Shot } from './panel-states.ts';
import { MAKERS, NOW, PAGE_URL, Q3, account, capture, captureRow, companyFields, lead, personFields, state, value } from './seeds.ts';

const meta = Object.entries({ settings: { theme: 'system', currentTables: { person: Q3.id, company: MAKERS.id }, sandboxUrl: null }, account: account(), sync: { state: 'idle', at: NOW } }).map(([key, v]) => ({ key, value: v }));
const MARKDOWN = `# Head of Operations

Ada Example runs both workshops of [Example Works](https://example.com/) in Leeds and reads the pyrometer log every morning before the crew comes in.

## Figures of the year

| Month | Firings | Cracks |
| --- | --- | --- |
| May | 12 | 0 |
| June | 14 | 1 |

> The best firing is the one nobody talks about.

- Wood: ash and oak
- Crew: four people

### How to reach her

Write about visits, ash glazes and porcelain: <ada@example.com> \\<img src=x onerror=alert(1)> stays text.

\`\`\`
cone 10, 6 h
\`\`\``;
const clip = (over: Partial<ClipRow> = {}): ClipRow => ({ id: 'clip-1', pageKey: PAGE_URL, url: PAGE_URL, title: 'Ada Example, Head of Operations', byline: 'Grace Template', site: 'Example Works', published: '2026-05-12T08:00:00Z', markdown: MARKDOWN, words: 1_240, truncated: false, at: NOW - 60_000, addedBy: 'activity-clip', ...over });
const known = lead('lead-ada', Q3, personFields);
const person = { captures: [captureRow(capture('person', personFields))], leads: [known] };
const shot = (name: string, rows: Shot['rows'], over: Partial<Shot> = {}): Shot => ({ name: `clip-${name}`, page: 'sidepanel', width: 360, height: 960, rows: { meta, tables_: [Q3, MAKERS], ...rows }, ...over });

const tab = (order: number, title: string, over: Partial<TabReadRow>): TabReadRow => ({ tabId: 20 + order, url: `https://site${order}.example/team`, title, order, state: 'waiting', attempts: 0, borrowed: 0, ...over });
const ben = capture('person', { ...personFields, name: state(value('Ben Sample')), title: state(value('Buyer, Ceramics')), companyName: state(value('Oakline')), profileUrl: state(value('https://social.example/in/ben')) });
const reading = [
  tab(0, 'Ada Example', { state: 'read', attempts: 1, capture: capture('person', personFields) }),
  tab(1, 'Oakline, the people', { state: 'reading', attempts: 1 }),
  tab(2, 'Example Works', {}),
  tab(3, 'A page with a very long title that cannot fit into one line of the panel', {}),
];
const done = [
  reading[0]!,
  tab(1, 'Oakline, the people', { state: 'read', attempts: 1, capture: ben }),
  tab(2, 'Example Works', { state: 'read', attempts: 1, capture: capture('company', companyFields, { url: 'https://example.com/' }) }),
  tab(3, 'A page with a very long title that cannot fit into one line of the panel', { state: 'read', attempts: 1 }),
  tab(4, 'The yearly report', { state: 'problem', problem: 'asleep', attempts: 1 }),
  tab(5, 'Guild members', { state: 'stopped' }),
];
const nothing = { captures: [captureRow(capture('person', {}, { url: 'https://notes.example.net/draft' }))] };
const showTabs: NonNullable<Shot['press']> = (page) => page.getByRole('button', { name: 'Show', exact: true }).click();

export const clipShots: Shot[] = [
  shot('offer', { ...person }),
  shot('kept', { ...person, clips: [clip({ leadId: known.id }), clip({ id: 'clip-2', leadId: known.id, at: NOW - 400 * 86_400_000, words: 980, truncated: true })] }),
  shot('waiting', { captures: person.captures, clips: [clip()] }),
  shot('dialog', { ...person, clips: [clip({ leadId: known.id })] }, { height: 760, press: (p) => p.getByRole('button', { name: /^Clipped/ }).click() }),
  shot('nothing', nothing, { height: 760, tabUrl: 'https://notes.example.net/draft' }),
  shot('nothing-kept', { ...nothing, clips: [clip({ pageKey: 'https://notes.example.net/draft', url: 'https://notes.example.net/draft' })] }, { height: 760, width: 320, tabUrl: 'https://notes.example.net/draft' }),
  shot('by-hand', nothing, { height: 760, tabUrl: 'https://notes.example.net/draft', press: (p) => p.keyboard.press('n') }),
  shot('block', { captures: [{ ...captureRow(capture('person', personFields)), part: 'selection' }] }, { height: 760 }),
  shot('menu', person, { height: 760, press: (p) => p.getByRole('button', { name: 'More', exact: true }).click() }),
  shot('tabs-ask', nothing, { height: 760, tabUrl: 'https://notes.example.net/draft', press: (p) => p.getByRole('button', { name: /^Read the (\d+ )?open tabs/ }).click() }),
  shot('tabs-choose', nothing, {
    height: 760, tabUrl: 'https://notes.example.net/draft',
    press: async (p) => {
      await p.evaluate(() => {
        const open = ['Ada Example', 'Oakline, the people behind the wheel and the kiln', 'Example Works'].map((title, i) => ({ id: 20 + i, url: `https://site${i}.example/team`, title, active: i === 0 }));
        Object.assign(chrome.permissions, { contains: () => Promise.resolve(true), request: () => Promise.resolve(true), remove: () => Promise.resolve(true) });
        Object.assign(chrome.tabs, { query: () => Promise.resolve(open) });
      });
      await p.getByRole('button', { name: /^Read the (\d+ )?open tabs/ }).click();
      await p.getByRole('button', { name: 'Show the tabs' }).click();
      await p.getByRole('checkbox', { name: 'Read Example Works' }).click();
    },
  }),
  shot('tabs-reading', { ...person, tabReads: reading }, { height: 760, press: showTabs }),
  shot('tabs-done', { ...person, tabReads: done }, { height: 760, press: showTabs }),
  shot('tabs-strip', { ...person, tabReads: reading }, { height: 760, tabUrl: PAGE_URL }),
  shot('table', { leads: [known], clips: [clip({ leadId: known.id }), clip({ id: 'clip-2', leadId: known.id, title: '', url: 'https://news.example.org/2026/kiln', truncated: true, at: NOW - 400 * 86_400_000 })] }, { page: 'table', width: 1440, height: 900, press: (p) => p.getByRole('tab', { name: 'Lead', exact: true }).click() }),
  shot('table-none', { leads: [known] }, { page: 'table', width: 1440, height: 900, press: (p) => p.getByRole('tab', { name: 'Lead', exact: true }).click() }),
];
