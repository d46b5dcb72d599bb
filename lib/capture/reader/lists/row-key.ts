/** Identity of a record across pages: the same record has the same key wherever it is met again. */
import { hash53 } from '../../../core/hash.ts';

const TRACKING = /^(?:utm_\w+|gclid|fbclid|mc_[a-z]+|ref|ref_src|source|src|trk|tracking\w*|session\w*|sid|position|pos|page|offset|start|sort|order|q|query)$/i;

/** An address without its fragment and without parts that only say where the click came from. */
export function plainUrl(url: string): string {
  const [address = ''] = url.split('#');
  const [path = '', query] = address.split('?');
  if (query === undefined) return path;
  const kept = query.split('&').filter((part) => !TRACKING.test(part.split('=')[0] ?? ''));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

/**
 * Keys of the rows of one page: the record's first link of its own, else its e-mail or phone, else all of its cells.
 * A link that several records share (a filter, a shop) is no identity.
 */
export function rowKeys(columns: readonly { readonly type: string }[], rows: readonly (readonly string[])[]): string[] {
  const ids = columns.map((column, i) => ({ i, type: column.type })).filter(({ type }) => type === 'url' || type === 'email' || type === 'phone');
  const rank = (type: string): number => (type === 'url' ? 0 : type === 'email' ? 1 : 2);
  ids.sort((a, b) => rank(a.type) - rank(b.type) || a.i - b.i);
  const counts = new Map<string, number>();
  for (const row of rows) for (const { i, type } of ids) if (row[i]) counts.set(`${i} ${told(row[i], type)}`, (counts.get(`${i} ${told(row[i], type)}`) ?? 0) + 1);
  const distinct = ids.filter(({ i, type }) => {
    const filled = rows.filter((row) => row[i]);
    return filled.length > 0 && new Set(filled.map((row) => told(row[i] as string, type))).size >= filled.length * 0.9;
  });
  return rows.map((row) => {
    for (const { i, type } of distinct) {
      const value = row[i];
      if (value && counts.get(`${i} ${told(value, type)}`) === 1) return hash53(`${type} ${told(value, type)}`);
    }
    return hash53(`row ${row.join('\u0001').replace(/\s+/g, ' ').toLowerCase()}`);
  });
}

const told = (value: string, type: string): string => (type === 'url' ? plainUrl(value) : value.toLowerCase());
