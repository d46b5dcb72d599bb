import { FIELDS, isFieldKey, type FieldKey, type FieldType, type LeadKind } from './fields.ts';

/** The key of a column that a person made: `x.` and an id. Its values stand beside the other fields of a lead and are treated like them. */
export type CustomKey = `x.${string}`;
/** Whatever a lead can hold a value for. */
export type LeadKey = FieldKey | CustomKey;

/** Something for each of the keys that are there. */
export type ByLeadKey<T> = { readonly [K in FieldKey]?: T } & { readonly [key: CustomKey]: T };
export type MutableByLeadKey<T> = { [K in FieldKey]?: T } & { [key: CustomKey]: T };

const CUSTOM = /^x\.[0-9A-Za-z][0-9A-Za-z._-]{0,119}$/;
export const isCustomKey = (key: string): key is CustomKey => CUSTOM.test(key);
export const isLeadKey = (key: string): key is LeadKey => isFieldKey(key) || isCustomKey(key);

/** What a column of a person's own is called and holds. The definition is a row; the values are in the leads. */
export interface CustomColumn {
  readonly key: CustomKey;
  readonly kind: LeadKind;
  readonly name: string;
  readonly type: Extract<FieldType, 'text' | 'number' | 'date' | 'email' | 'url'>;
  /** The only texts it can hold, where there are such. */
  readonly options?: readonly string[];
  /** Several of the options at the same time, `MANY_SEPARATOR` between them. */
  readonly many?: true;
  /** A box to tick: `Yes`, or nothing. */
  readonly isCheck?: true;
  /** ISO 4217 code of an amount of money, such as `EUR`. */
  readonly currency?: string;
  /** Reckoned from other columns whenever it is looked at, see lib/formula; a lead holds no value for it. */
  readonly formula?: string;
  /** The AI question whose answers stand in it. */
  readonly questionId?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export const MANY_SEPARATOR = ', ';
/** What stands in a box that is ticked. */
export const CHECKED = 'Yes';

/** The name of a column; a column that is gone is called by what it was. */
export const labelOf = (key: LeadKey, columns: readonly Pick<CustomColumn, 'key' | 'name'>[] = []): string =>
  isFieldKey(key) ? FIELDS[key].label : (columns.find((c) => c.key === key)?.name ?? 'A column that is gone');

export const typeOf = (key: LeadKey, columns: readonly Pick<CustomColumn, 'key' | 'type'>[] = []): FieldType =>
  isFieldKey(key) ? FIELDS[key].type : (columns.find((c) => c.key === key)?.type ?? 'text');
