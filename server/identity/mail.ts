import { createTransport } from 'nodemailer';
import { MAILS_PER_SWEEP, MAIL_ATTEMPTS, MAIL_RETRY_MS } from '../../lib/core/identity-limits.ts';
import type { Database } from '../sql/sql.ts';
import type { Vault } from '../vault/vault.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}
/** Hands one mail over; throws when it was not taken. */
export type MailSender = (mail: Mail) => Promise<void>;

/** Mail leaves by rows: what is to be sent is written with its reason, sent by a sweep, and tried again; then the row is gone. Bodies carry links, so they are sealed. */
export interface Outbox {
  /** False when the server has no mail service: the caller shows the link instead. */
  readonly canSend: boolean;
  put(accountId: string, mail: Mail): Promise<void>;
  sweep(): Promise<void>;
}

/** By SMTP: `smtp://user:password@host:587` or `smtps://...`. */
export function smtpSender(url: string, from: string): MailSender {
  const transport = createTransport(url);
  return async (mail) => {
    await transport.sendMail({ from, to: mail.to, subject: mail.subject, text: mail.text, disableFileAccess: true, disableUrlAccess: true });
  };
}

export function createOutbox(db: Database, vault: Vault, newId: () => string, send: MailSender | null, log: (event: string, facts: { readonly attempt: number }) => void = () => undefined): Outbox {
  return {
    canSend: send !== null,
    async put(accountId, mail) {
      const mailId = newId();
      await db.run('insert into mail_outbox (account_id, mail_id, sealed, attempts, next_at, created_at) values (?, ?, ?, 0, kiln_now(), kiln_now())', [
        accountId, mailId, await vault.seal(accountId, `mail|${mailId}`, JSON.stringify(mail)),
      ]);
    },
    async sweep() {
      if (send === null) return;
      const due = await db.all<{ account_id: string; mail_id: string; sealed: string; attempts: number }>(
        'select account_id, mail_id, sealed, attempts from mail_outbox where next_at <= (select kiln_now()) order by next_at limit ?', [MAILS_PER_SWEEP]);
      for (const row of due) {
        // The row is taken first, so that two processes do not send the same mail; who dies after that lets it be tried again later.
        const taken = await db.run('update mail_outbox set attempts = attempts + 1, next_at = kiln_now() + ? where account_id = ? and mail_id = ? and attempts = ?', [
          MAIL_RETRY_MS * 2 ** Math.min(row.attempts, 6), row.account_id, row.mail_id, row.attempts,
        ]);
        if (taken === 0) continue;
        const sent = await vault.open(row.account_id, `mail|${row.mail_id}`, row.sealed).then((text) => send(JSON.parse(text) as Mail)).then(() => true, () => false);
        if (!sent) log(row.attempts + 1 >= MAIL_ATTEMPTS ? 'mail.given_up' : 'mail.failed', { attempt: row.attempts + 1 });
        if (sent || row.attempts + 1 >= MAIL_ATTEMPTS) await db.run('delete from mail_outbox where account_id = ? and mail_id = ?', [row.account_id, row.mail_id]);
      }
    },
  };
}
