import { FIELDS } from '../lead/fields.ts';
import type { ListCapture, ListColumn } from './list.ts';
import { kindNoun } from '../lead/kind-words.ts';

const TYPE_WORDS = { text: 'Text', email: 'Email', phone: 'Phone', url: 'Link', image: 'Picture', date: 'Date', number: 'Number', price: 'Price' } as const;

const isMapped = (list: ListCapture): boolean => list.columns.some((column) => column.field === 'name' && !column.isDropped);

/** How lists, rows and columns are called, the same on the page, in the panel and in files. */
export const rowWords = {
  /** "48 people", "1 company", "12 rows" where no column names anybody. */
  count: (list: ListCapture, n = list.recordCount): string => `${n.toLocaleString('en')} ${rowWords.noun(list, n)}`,

  noun(list: ListCapture, n: number): string {
    if (!isMapped(list)) return n === 1 ? 'row' : 'rows';
    return kindNoun(list.kind, n);
  },

  /** The name that the page or the person gave; else the lead field it becomes, else what kind of value it holds, with a number where there are several. */
  column(list: ListCapture, column: ListColumn): string {
    if (column.isNamed && column.name !== '') return capital(column.name);
    if (column.field !== null) return FIELDS[column.field].label;
    if (/^\p{L}[\p{L}\s-]{2,24}$/u.test(column.name)) return capital(column.name);
    const alike = list.columns.filter((other) => other.type === column.type && other.field === null);
    return alike.length < 2 ? TYPE_WORDS[column.type] : `${TYPE_WORDS[column.type]} ${alike.indexOf(column) + 1}`;
  },
} as const;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
