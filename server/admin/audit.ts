import type { Sql, SqlValue } from '../sql/sql.ts';
import { DAY_MS, dayStart } from './days.ts';
import { selectIn } from '../sql/bulk.ts';

export interface AuditFilter {
  readonly fromDay: number;
  readonly toDay: number;
  readonly actor?: string;
  /** The part of an action before its dot: `grant`, `member`. */
  readonly area?: string;
}
export interface AuditLine {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
}
/** Where a page begins: the line before it. */
export interface AuditPlace {
  readonly at: number;
  readonly id: string;
}

/** Who did what, newest first. */
export async function auditLines(sql: Sql, accountId: string, filter: AuditFilter, before: AuditPlace | null, limit: number): Promise<AuditLine[]> {
  const where = [
    { text: 'account_id = ? and at >= ? and at < ?', params: [accountId, dayStart(filter.fromDay), dayStart(filter.toDay) + DAY_MS] as SqlValue[] },
    ...(filter.actor === undefined ? [] : [{ text: 'actor = ?', params: [filter.actor] }]),
    // Between the dot and the character after it: a prefix that an index can use and that no pattern character disturbs.
    ...(filter.area === undefined ? [] : [{ text: 'action >= ? and action < ?', params: [`${filter.area}.`, `${filter.area}/`] }]),
    ...(before === null ? [] : [{ text: '(at < ? or (at = ? and audit_id < ?))', params: [before.at, before.at, before.id] }]),
  ];
  const rows = await sql.all<{ audit_id: string; at: number; actor: string; action: string; target: string }>(
    `select audit_id, at, actor, action, target from audit where ${where.map((part) => part.text).join(' and ')} order by at desc, audit_id desc limit ?`,
    [...where.flatMap((part) => part.params), limit],
  );
  const noteIds = rows.filter((row) => row.audit_id.startsWith(`${accountId}/`)).map((row) => row.audit_id.slice(accountId.length + 1));
  const notes = new Map((await selectIn<{ note_id: string; reason: string }>(sql, 'select note_id, reason from admin_note where account_id = ? and note_id in {in}', [accountId], noteIds)).map((row) => [`${accountId}/${row.note_id}`, row.reason]));
  return rows.map((row) => ({ id: row.audit_id, at: row.at, actor: row.actor, action: row.action, target: row.target, reason: notes.get(row.audit_id) ?? '' }));
}
