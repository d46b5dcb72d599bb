import { JSDOM } from 'jsdom';
import { readLists, type ListsOptions } from '../../../../lib/capture/reader/lists/index.ts';
import { rawListsSchema, type RawList, type RawLists } from '../../../../lib/contracts/raw-list.ts';

export const PAGE = 'https://club.example.com/members?page=1';

export const documentOf = (body: string, url = PAGE): Document => new JSDOM(`<!doctype html><html><head><title>Page</title></head><body>${body}</body></html>`, { url }).window.document;

/** Reads and checks that the answer keeps its contract. */
export async function listsIn(doc: Document, options: ListsOptions = {}): Promise<RawLists> {
  let clock = 0;
  return rawListsSchema.parse(await readLists(doc, options, { now: () => clock++ / 1_000, pause: () => Promise.resolve() }));
}

export async function bestOf(body: string, url = PAGE): Promise<RawList> {
  const { lists } = await listsIn(documentOf(body, url));
  const best = lists[0];
  if (!best) throw new Error('no list was found');
  return best;
}

/** Cells of the column that holds this value in the row given; null when no column does. */
export function columnWith(list: RawList, value: string, row = 0): string[] | null {
  const at = list.rows[row]?.cells.indexOf(value) ?? -1;
  return at < 0 ? null : list.rows.map((cells) => cells.cells[at] ?? '');
}

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June', 'Kofi', 'Lena', 'Milo', 'Nora', 'Otis'];
const LAST = ['Example', 'Sample', 'Muster', 'Probe', 'Specimen', 'Draft', 'Mockley'];
const ROLES = ['Head of Operations', 'Buyer', 'Studio Lead', 'Founder', 'Supply Manager', 'Kiln Technician'];
const TOWNS = ['Leeds', 'York', 'Bergen', 'Ghent', 'Aarhus'];

export interface Member {
  readonly name: string;
  readonly role: string;
  readonly town: string;
  readonly email: string;
  readonly phone: string;
  readonly path: string;
}
export const members = (count: number, from = 0): Member[] =>
  Array.from({ length: count }, (_, i) => i + from).map((i) => ({
    name: `${FIRST[i % FIRST.length]} ${LAST[(i * 3 + Math.floor(i / FIRST.length)) % LAST.length]}${i >= FIRST.length * LAST.length ? ` ${i}` : ''}`,
    role: ROLES[i % ROLES.length] ?? '',
    town: TOWNS[(i * 2) % TOWNS.length] ?? '',
    email: `m${i}@example.com`,
    phone: `+44 20 7946 ${String(1_000 + i)}`,
    path: `/members/${i}`,
  }));

export const NAV = '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About the club</a></li><li><a href="/members">Members</a></li><li><a href="/events">Events and fairs</a></li><li><a href="/contact">Contact</a></li></ul></nav></header>';
export const FOOTER = '<footer><div class="cols"><ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li><li><a href="/terms">Terms of use</a></li><li><a href="/jobs">Jobs</a></li></ul></div></footer>';
