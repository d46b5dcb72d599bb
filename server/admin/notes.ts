import { audit } from '../audit.ts';
import { first, type Sql, type Tx } from '../sql/sql.ts';
import type { Entry, LotPart } from './entries.ts';
import { selectIn } from '../sql/bulk.ts';

export interface Note {
  readonly accountId: string;
  /** Made with the form: sending a form twice does its work once. */
  readonly noteId: string;
  /** Which change, such as `grant` or `reversal`. */
  readonly kind: string;
  /** What it is about: the lot, the charge, the version. */
  readonly target: string;
  readonly actor: string;
  readonly reason: string;
  /** What exactly was asked for; the same id with other facts is refused. */
  readonly facts: string;
}

/** Writes down what an admin is about to do, with the audit entry, once. `id_reused`: the id was used for something else. */
export async function writeNote(tx: Tx, note: Note): Promise<'new' | 'known' | 'id_reused'> {
  const added = await tx.run(
    'insert into admin_note (account_id, note_id, kind, target, actor, reason, facts, at) values (?, ?, ?, ?, ?, ?, ?, kiln_now()) on conflict (account_id, note_id) do nothing',
    [note.accountId, note.noteId, note.kind, note.target, note.actor, note.reason, note.facts],
  );
  if (added === 1) {
    await audit(tx, note.accountId, { actor: note.actor, action: note.kind, target: note.target, id: `${note.accountId}/${note.noteId}` });
    return 'new';
  }
  const known = await first<{ kind: string; target: string; facts: string }>(tx, 'select kind, target, facts from admin_note where account_id = ? and note_id = ?', [note.accountId, note.noteId]);
  return known?.kind === note.kind && known.target === note.target && known.facts === note.facts ? 'known' : 'id_reused';
}

/** Reasons by the form that they came with: that of a grant or of its taking back, a reversal's charge. */
export async function reasonsOf(sql: Sql, accountId: string, entries: readonly Entry[], lots: ReadonlyMap<number, readonly LotPart[]>): Promise<ReadonlyMap<string, string>> {
  const targets = entries.flatMap((entry) => (entry.kind === 'grant' ? (lots.get(entry.seq) ?? []).map((part) => part.noteId) : entry.kind === 'reversal' ? [entry.chargeId] : []));
  const rows = await selectIn<{ note_id: string; reason: string }>(sql, `select note_id, reason from admin_note where account_id = ? and reason <> '' and note_id in {in}`, [accountId], [...new Set(targets)]);
  return new Map(rows.map((row) => [row.note_id, row.reason]));
}

/** Why something was changed, by what it was changed; the newest reason. */
export async function reasonFor(sql: Sql, accountId: string, kind: string, target: string): Promise<string> {
  return (await first<{ reason: string }>(sql, 'select reason from admin_note where account_id = ? and target = ? and kind = ? order by at desc limit 1', [accountId, target, kind]))?.reason ?? '';
}
