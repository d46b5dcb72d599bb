import { HISTORY_FIELDS, HISTORY_TEXT } from '../../core/limits.ts';
import type { LeadKey } from './custom.ts';
import type { Lead } from './lead.ts';
import { textOf } from './merge.ts';

/** What one deed changed of what a field shows. Absent = it showed nothing. */
export interface FieldChange {
  readonly field: LeadKey;
  readonly before?: string;
  readonly after?: string;
}

/** What shows otherwise after a deed, the fields in their order; bounded, and long texts cut. */
export function changesOf(before: Pick<Lead, 'fields'> | null, after: Pick<Lead, 'fields'> | null): FieldChange[] {
  const keys = [...new Set([...Object.keys(before?.fields ?? {}), ...Object.keys(after?.fields ?? {})])] as LeadKey[];
  return keys
    .flatMap((field): FieldChange[] => {
      const [was, is] = [before ? textOf(before.fields, field) : undefined, after ? textOf(after.fields, field) : undefined];
      return was === is ? [] : [{ field, ...(was === undefined ? {} : { before: was.slice(0, HISTORY_TEXT) }), ...(is === undefined ? {} : { after: is.slice(0, HISTORY_TEXT) }) }];
    })
    .slice(0, HISTORY_FIELDS);
}
