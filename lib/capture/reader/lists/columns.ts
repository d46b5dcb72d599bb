/**
 * Aligns the pieces of many records into columns: equal places first, then equal labels and kinds of value where the
 * places shift (partial tree alignment on keys instead of nodes, so linear in pieces).
 */
import { LIST_CELL_CHARS, LIST_COLUMNS } from '../../../core/limits.ts';
import type { ColumnType } from '../../../contracts/raw-list.ts';
import type { Pace } from '../pace.ts';
import { cut } from '../text.ts';
import type { Leaf } from './leaf.ts';
import { typeOf } from './types.ts';

export interface Column {
  readonly key: string;
  readonly type: ColumnType;
  readonly read: string;
  readonly cells: string[];
  /** How many records have it. */
  readonly filled: number;
  /** A record's piece that it is read from, for names and selectors. */
  readonly sample: { readonly leaf: Leaf; readonly record: number };
  readonly label: string | null;
}

const SUPPORT = 0.08;
/** "Phone: 123": a short label, a colon, and what it names. */
export const INLINE_LABEL = /^([\p{L}][\p{L}\p{N} .'’()/&-]{1,28}?)\s?[:：]\s+(\S.*)$/u;
const MANY_FROM = 3;

/** Gives way to the page between records. */
async function mapAll<A, B>(items: readonly A[], pace: Pace, make: (item: A, n: number) => B): Promise<B[]> {
  const out: B[] = [];
  for (let n = 0; n < items.length; n++) {
    out.push(make(items[n] as A, n));
    if ((n & 15) === 15 && pace.isDue()) await pace.rest();
  }
  return out;
}

/** @param records the pieces of each record, in reading order; complexity linear in pieces */
export async function alignColumns(records: readonly (readonly Leaf[])[], pace: Pace): Promise<Column[]> {
  const keyed = await splitLabels(await mapAll(records, pace, byKind), pace);
  const joined = await joinMany(keyed, pace);
  const collected = await collect(joined, pace);
  const columns = await fitTogether(collected, pace);
  const kept = columns.filter((column) => column.filled >= Math.max(2, records.length * SUPPORT) || (records.length < 12 && column.filled >= 2));
  return (await withoutNoise(kept, records.length, pace)).slice(0, LIST_COLUMNS);
}

const family = (key: string): string => key.replace(/\[\d+\]/g, '').replace(/#\d+/g, '#');

/** E-mails, phones and web addresses among pieces without a place of their own are told by what they are. */
function byKind(leaves: readonly Leaf[]): Leaf[] {
  const counts = new Map<string, number>();
  return leaves.map((leaf) => {
    if (leaf.key.startsWith('label:') || (leaf.read !== 'text' && !/@(?:mailto|tel)$/.test(leaf.key))) return leaf;
    const type = leaf.read === 'text' ? typeOf(leaf.value) : leaf.key.endsWith('@tel') ? 'phone' : 'email';
    if (type !== 'email' && type !== 'phone') return leaf;
    const key = `${family(leaf.key)}:${type}`;
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    return { ...leaf, key: n === 0 ? key : `${key}[${n}]` };
  });
}

/** "Phone: 123" in one text: where several records say so, the label names the column and leaves the value. */
async function splitLabels(records: readonly Leaf[][], pace: Pace): Promise<Leaf[][]> {
  const seen = new Map<string, number>();
  await mapAll(records, pace, (leaves) => {
    for (const label of new Set(leaves.flatMap((leaf) => (isOpen(leaf) ? [inlineLabel(leaf.value)?.[1]?.toLowerCase() ?? ''] : [])))) if (label !== '') seen.set(label, (seen.get(label) ?? 0) + 1);
  });
  const isLabel = (label: string): boolean => (seen.get(label) ?? 0) >= Math.max(2, records.length * 0.15) && !/^https?$/.test(label);
  if (![...seen.keys()].some(isLabel)) return records as Leaf[][];
  return mapAll(records, pace, (leaves) => {
    const used = new Map<string, number>();
    return leaves.map((leaf) => {
      if (!isOpen(leaf)) return leaf;
      const found = inlineLabel(leaf.value);
      const label = found?.[1] ?? '';
      if (!found || !isLabel(label.toLowerCase())) return leaf;
      const n = used.get(label) ?? 0;
      used.set(label, n + 1);
      return { ...leaf, key: `label:${label.toLowerCase()}${n === 0 ? '' : `[${n}]`}`, label, value: found[2] ?? '' };
    });
  });
}

/** A label is short: where no colon stands near the start there is none. */
function inlineLabel(value: string): RegExpExecArray | null {
  const colon = value.search(/[:：]/);
  return colon < 1 || colon > 32 ? null : INLINE_LABEL.exec(value);
}

/** A text of its own without a label so far; a whole block keeps its labels inside. */
const isOpen = (leaf: Leaf): boolean => leaf.read === 'text' && leaf.label === undefined && !leaf.key.endsWith('=');

/** Repeats inside a record (tags, several numbers) become one column with all of them, where their count varies. */
async function joinMany(records: readonly Leaf[][], pace: Pace): Promise<Leaf[][]> {
  const most = new Map<string, number[]>();
  const ordinals = new Map<string, readonly [string, number | null]>();
  const lastOrdinal = (key: string): readonly [string, number | null] => {
    let known = ordinals.get(key);
    if (!known) ordinals.set(key, (known = splitOrdinal(key)));
    return known;
  };
  await mapAll(records, pace, (leaves) => {
    const here = new Map<string, number>();
    for (const leaf of leaves) {
      const [name, n] = lastOrdinal(leaf.key);
      if (n !== null) here.set(name, Math.max(here.get(name) ?? 0, n + 1));
      else if (!here.has(name)) here.set(name, 1);
    }
    for (const [name, n] of here) {
      const known = most.get(name);
      if (known) known.push(n);
      else most.set(name, [n]);
    }
  });
  const many = new Set<string>();
  for (const [name, counts] of most) {
    const top = Math.max(...counts.slice(0, 5_000));
    if (top < MANY_FROM || counts.length < 3) continue;
    const full = counts.filter((n) => n === top).length / counts.length;
    if (full < 0.5 && /(?:^|>)(?:li|a|span|dd|p|option)[^>]*(?:@\w+|>#|:\w+)?$/.test(name)) many.add(name);
  }
  if (many.size === 0) return records as Leaf[][];
  return mapAll(records, pace, (leaves) => {
    const out: Leaf[] = [];
    const at = new Map<string, number>();
    for (const leaf of leaves) {
      const [name] = lastOrdinal(leaf.key);
      if (!many.has(name)) {
        out.push(leaf);
        continue;
      }
      const index = at.get(name);
      const first = index === undefined ? undefined : out[index];
      if (first === undefined || index === undefined) {
        at.set(name, out.length);
        out.push({ ...leaf, key: `${name}*` });
      } else out[index] = { ...first, value: cut(`${first.value}; ${leaf.value}`, LIST_CELL_CHARS) };
    }
    return out;
  });
}

/** The key without its last ordinal, and that ordinal. */
function splitOrdinal(key: string): readonly [string, number | null] {
  if (!key.includes('[') && !/#\d/.test(key)) return [key, null];
  const found = /^(.*)(?:\[(\d+)\]|#(\d+))([^[\]#]*)$/.exec(key);
  if (!found) return [key, null];
  return [`${found[1] ?? ''}${found[3] === undefined ? '' : '#'}${found[4] ?? ''}`, Number(found[2] ?? found[3])];
}

async function collect(records: readonly Leaf[][], pace: Pace): Promise<Column[]> {
  const columns = new Map<string, { key: string; read: string; cells: string[]; filled: number; place: number; sample: { leaf: Leaf; record: number }; label: string | null }>();
  await mapAll(records, pace, (leaves, r) => {
    leaves.forEach((leaf, n) => {
      let column = columns.get(leaf.key);
      if (!column) {
        if (columns.size >= LIST_COLUMNS * 12) return;
        column = { key: leaf.key, read: leaf.read, cells: Array.from({ length: records.length }, () => ''), filled: 0, place: 0, sample: { leaf, record: r }, label: leaf.label ?? null };
        columns.set(leaf.key, column);
      }
      if (column.cells[r] !== '') return;
      column.cells[r] = cut(leaf.value, LIST_CELL_CHARS);
      column.place += n;
      column.filled++;
    });
  });
  return [...columns.values()].sort((a, b) => a.place / a.filled - b.place / b.filled).map(({ place: _place, ...column }) => ({ ...column, type: columnType(column) }));
}

const INLINE_STEP = />?(?:a|span|b|strong|i|em|u|font|small|label|cite|mark|nobr|time)(?:\.[^>@#=:]*)?(?:\[\d+\])?(?=$|[>@#=:])/g;
/** The block a piece stands in, whatever inline elements are around it. */
const blockOf = (key: string): string => key.replace(/[@#=:].*$/, '').replace(INLINE_STEP, '');
/** The last steps of a place: the same thing in records that are built differently around it. */
const tailOf = (key: string): string => {
  const steps = key.replace(/\[\d+\]/g, '').split('>');
  const last = steps.at(-1) ?? '';
  const own = /^[#=]/.test(last) || /^(?:a|img)[@#]/.test(last) ? steps.slice(-2).join('>') : last;
  return /\.|^h[1-6]/.test(own) ? own : steps.length >= 3 ? steps.slice(-3).join('>') : key;
};

/** The class words a text stands in, whatever the tag: the name of one record is linked, that of the next is not. */
const wordsOf = (key: string): string => {
  const steps = key.replace(/[@#=:].*$/, '').split('>').toReversed();
  return steps.slice(0, 1).find((step) => step.includes('.'))?.replace(/^[^.]*\./, '').replace(/\[\d+\]/g, '') ?? '';
};

/** Columns that never meet in one record and stand in the same place but for what is around them are one column. */
async function fitTogether(columns: readonly Column[], pace: Pace): Promise<Column[]> {
  const out: Column[] = [];
  const places = new Map<string, number[]>();
  for (const column of [...columns].sort((a, b) => b.filled - a.filled)) {
    if (pace.isDue()) await pace.rest();
    const kind = `${column.read} ${column.type} ${column.key.endsWith('=') ? '=' : ''}`;
    const names = column.key.startsWith('label:') ? [] : [`${kind} tail ${tailOf(column.key)}`, ...(column.read === 'text' ? [`${kind} block ${blockOf(column.key)}`, ...(wordsOf(column.key) === '' ? [] : [`${kind} words ${wordsOf(column.key)}`])] : [])];
    const rival = names.flatMap((name) => places.get(name) ?? []).find((i) => areApart(out[i] as Column, column));
    if (rival !== undefined) {
      const first = out[rival] as Column;
      out[rival] = { ...first, cells: first.cells.map((cell, r) => (cell === '' ? (column.cells[r] ?? '') : cell)), filled: first.filled + column.filled };
      continue;
    }
    for (const name of names) places.set(name, [...(places.get(name) ?? []), out.length]);
    out.push(column);
  }
  const order = new Map(columns.map((column, i) => [column.key, i]));
  return out.sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
}

const areApart = (a: Column, b: Column): boolean => a.cells.every((cell, r) => cell === '' || b.cells[r] === '');

function columnType(column: { readonly key: string; readonly read: string; readonly cells: readonly string[]; readonly filled: number }): ColumnType {
  const attribute = /@([\w-]+)(?:\[\d+\])?\*?$/.exec(column.key)?.[1];
  if (attribute === 'href') return 'url';
  if (attribute === 'src') return 'image';
  if (attribute === 'mailto') return 'email';
  if (attribute === 'tel') return 'phone';
  const counts = new Map<ColumnType, number>();
  let seen = 0;
  for (const cell of column.cells) {
    if (cell === '') continue;
    const type = typeOf(cell);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (++seen >= 60) break;
  }
  for (const [type, n] of counts) if (type !== 'text' && n >= seen * 0.6) return type;
  return 'text';
}

/** Kinds of value that mean something even where all records have the same one. */
const ALWAYS_DATA: ReadonlySet<ColumnType> = new Set(['date', 'price']);

/** Constant columns, and columns that repeat another, tell a person nothing. */
async function withoutNoise(columns: readonly Column[], count: number, pace: Pace): Promise<Column[]> {
  const out: Column[] = [];
  const seen = new Map<string, Column>();
  for (const column of columns) {
    if (pace.isDue()) await pace.rest();
    const values = new Set(column.cells.filter((cell) => cell !== ''));
    if (values.size === 1 && count >= 3 && (column.filled >= count * 0.9 || column.type === 'url' || column.type === 'image') && !(ALWAYS_DATA.has(column.type) && column.label === null)) continue;
    if (column.type === 'text' && [...values].every((value) => !/[\p{L}\p{N}]/u.test(value))) continue;
    const print = fingerprint(column);
    const twin = seen.get(print) ?? out.find((other) => repeats(column, other));
    if (twin) continue;
    seen.set(print, column);
    out.push(column);
  }
  return out;
}

const fingerprint = (column: Column): string => `${column.filled}\n${column.cells.slice(0, 200).join('\n')}`;

const TWIN_SAMPLE = 20;

/** True when nearly all cells of the smaller column stand in the other one too. */
function repeats(column: Column, other: Column): boolean {
  if ((column.type === 'url') !== (other.type === 'url') || (column.type === 'image') !== (other.type === 'image') || other.filled < column.filled * 0.95) return false;
  let same = 0;
  let met = 0;
  for (let i = 0; i < column.cells.length; i++) {
    if (column.cells[i] === '') continue;
    met++;
    if (column.cells[i] === other.cells[i]) same++;
    else if (met >= TWIN_SAMPLE && same < met * 0.8) return false; // the first few tell columns apart that have nothing in common
  }
  return same >= column.filled * 0.9;
}
