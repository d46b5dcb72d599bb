/** Invented rows of twenty columns, texts and numbers, the same for everybody who is measured. */
import type { Column } from '../../../lib/files/cells.ts';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'];
const LAST = ['Example', 'Sample', 'Muster', 'Specimen', 'Placeholder'];
const TITLES = ['Buyer', 'Head of Operations', 'Founder', 'Sales Manager', 'Engineer', 'Office Manager', 'Chief Financial Officer'];
/** Scattered, so that no order is there already. */
const scattered = (n: number): number => Math.imul(n, 2_654_435_761) >>> 0;

export const COLUMNS: readonly Column[] = [
  'Name', 'First name', 'Last name', 'Title', 'Company', 'Domain', 'Email', 'Phone', 'Profile', 'Town', 'Country', 'Industry', 'Note', 'Source', 'Owner', 'Stage',
].map((label): Column => ({ label, type: 'text' })).concat(['Employees', 'Revenue', 'Score', 'Visits'].map((label): Column => ({ label, type: 'number' })));

export type BenchRow = (string | number)[];

export function rowNo(n: number): BenchRow {
  const s = scattered(n);
  const [first, last, company] = [FIRST[n % 10] ?? '', `${LAST[n % 5] ?? ''}${s.toString(36)}`, s % 5_000];
  return [
    `${first} ${last}`, first, last, TITLES[s % 7] ?? '', n % 20 === 0 ? `Works "${company}", Sons` : `Works ${company} Ltd`, `works-${company}.example.com`, `p${n}@works-${company}.example.com`, `+44113496${String(n % 10_000).padStart(4, '0')}`,
    `https://people.example.com/p/${n}`, `Town ${n % 300}`, ['GB', 'DE', 'FR', 'US'][n % 4] ?? '', `Industry ${s % 60}`, n % 10 === 0 ? `Met at the fair\nand again in ${2_000 + (n % 26)}` : `Row ${n} & more <of it>`, 'people.csv', `Owner ${n % 12}`, ['new', 'open', 'won', 'lost'][s % 4] ?? '',
    s % 10_000, s / 100, n % 100, (s >>> 8) % 1_000,
  ];
}
export const rowsOf = (count: number): BenchRow[] => Array.from({ length: count }, (_, n) => rowNo(n));
