import { isIP } from 'node:net';
import { z } from 'zod';

/** Id of unpacked development builds; it follows from the public key in the build's manifest. */
export const DEVELOPMENT_EXTENSION_ID = 'ffgniocfhmjkpgcecibmgkimdfmlpjfj';

const flag = z.stringbool().default(false);
const envSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().optional(),
  KILN_DATA: z.string().min(1).default('./kiln-data'),
  KILN_KEK: z.string().optional(),
  KILN_RECEIPT_KEYS: z.string().optional(),
  KILN_PUBLIC_URL: z.url().optional(),
  KILN_SANDBOX_URL: z.url().optional(),
  KILN_EXTENSION_IDS: z.string().optional(),
  KILN_TRUST_PROXY: flag,
  KILN_ALLOW_TARGETS: z.string().optional(),
  KILN_BACKUP_DIR: z.string().min(1).optional(),
  KILN_METRICS_TOKEN: z.string().min(16).optional(),
  KILN_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  KILN_MAIL_FROM: z.string().min(3).max(200).optional(),
  KILN_WORKSPACE: z.string().min(1).max(100).default('My workspace'),
  KILN_OWNER_EMAIL: z.email().default('owner@kiln.example'),
  KILN_OWNER_NAME: z.string().min(1).max(100).default('Owner'),
});

export interface ServerOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly host: string;
  /** PostgreSQL; absent = SQLite in the data folder. */
  readonly databaseUrl?: string;
  /** Folder of the database and the key file; `:memory:` keeps nothing. */
  readonly dataDir: string;
  readonly kek?: string;
  /** Keys that sign receipts, base64, the first one signs; absent = a file in the data folder. */
  readonly receiptKeys?: string;
  readonly publicUrl?: string;
  readonly sandboxUrl?: string;
  readonly extensionIds: readonly string[];
  readonly trustProxy: boolean;
  /** Exact origins inside one's own network that webhooks and typed provider addresses may lead to; none when absent. */
  readonly allowedTargets?: readonly string[];
  /** Gets a backup every hour, the newest 48 of them, when it is given. */
  readonly backupDir?: string;
  /** Lets a collector read /metrics from elsewhere; without it only this machine can. */
  readonly metricsToken?: string;
  /** How mail leaves; without it invitations and sign-in links are copied by hand. */
  readonly smtp?: { readonly url: string; readonly from: string };
  readonly owner: { readonly workspace: string; readonly email: string; readonly name: string };
}

/** Options from the environment. Throws with a sentence that names the variable. */
export function optionsFromEnv(env: Readonly<Record<string, string | undefined>>): ServerOptions {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join('.') ?? 'The environment'}: ${issue?.message ?? 'not understood'}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.KILN_DATA,
    extensionIds: (e.KILN_EXTENSION_IDS ?? DEVELOPMENT_EXTENSION_ID).split(',').map((id) => id.trim()).filter((id) => id !== ''),
    trustProxy: e.KILN_TRUST_PROXY,
    owner: { workspace: e.KILN_WORKSPACE, email: e.KILN_OWNER_EMAIL, name: e.KILN_OWNER_NAME },
    ...(e.KILN_ALLOW_TARGETS === undefined ? {} : { allowedTargets: originsOf(e.KILN_ALLOW_TARGETS) }),
    ...(e.KILN_BACKUP_DIR === undefined ? {} : { backupDir: e.KILN_BACKUP_DIR }),
    ...(e.KILN_METRICS_TOKEN === undefined ? {} : { metricsToken: e.KILN_METRICS_TOKEN }),
    ...(e.DATABASE_URL === undefined ? {} : { databaseUrl: e.DATABASE_URL }),
    ...(e.KILN_RECEIPT_KEYS === undefined ? {} : { receiptKeys: e.KILN_RECEIPT_KEYS }),
    ...(e.KILN_KEK === undefined ? {} : { kek: e.KILN_KEK }),
    ...(e.KILN_SMTP_URL === undefined ? {} : { smtp: { url: e.KILN_SMTP_URL, from: e.KILN_MAIL_FROM ?? `Kiln <${e.KILN_OWNER_EMAIL}>` } }),
    ...(e.KILN_PUBLIC_URL === undefined ? {} : { publicUrl: e.KILN_PUBLIC_URL.replace(/\/+$/, '') }),
    ...(e.KILN_SANDBOX_URL === undefined ? {} : { sandboxUrl: e.KILN_SANDBOX_URL.replace(/\/+$/, '') }),
  };
}

function originsOf(text: string): string[] {
  return text.split(',').map((one) => one.trim()).filter((one) => one !== '').map((one) => {
    const origin = URL.canParse(one) ? new URL(one).origin : 'null';
    if (origin === 'null' || origin !== one.replace(/\/$/, '').toLowerCase()) throw new Error(`KILN_ALLOW_TARGETS: "${one}" is not an origin such as https://hooks.internal:8443`);
    return origin;
  });
}

/** The address a browser on this machine can open. */
export function localUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${isIP(shown) === 6 ? `[${shown}]` : shown}:${port}`;
}
