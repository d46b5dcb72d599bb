import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { idSchema, meterSchema, microSchema, receiptSchema } from '../../lib/contracts/account-api.ts';

/** What the server once said of a posted charge: enough to write it down again, and nothing about a lead. */
export const receiptBodySchema = z.strictObject({
  account: idSchema,
  charge: idSchema,
  actions: microSchema,
  credits: microSchema,
  /** The lots that paid, as far as they fit: they pay again if they can. */
  lots: z.array(z.tuple([meterSchema, z.string().max(120), microSchema])).max(10),
  seq: z.int().min(1),
  epoch: z.int().min(1),
  at: z.int(),
  hash: z.string().max(80),
  book: z.int().nullable(),
  device: z.string().max(80).nullable(),
  user: z.string().max(120).nullable(),
  run: z.string().max(80),
  task: z.string().max(80),
  subject: z.string().max(100),
  enrichment: z.string().max(60),
  provider: z.string().max(60),
  operation: z.string().max(60),
  /** What it was made for, where its device has said so. */
  table: z.string().max(80).optional(),
  waterfall: z.string().max(80).optional(),
  sandbox: z.boolean(),
});
export type ReceiptBody = z.infer<typeof receiptBodySchema>;
export const RECEIPT_LOTS = 10;

/** Signs what was posted, and knows its own word again after a restore. */
export interface Receipts {
  sign(body: ReceiptBody): string;
  /** What was signed, or null when this server (with any of its keys) did not sign it. */
  read(receipt: string): ReceiptBody | null;
}

const VERSION = 'v1';

/**
 * HMAC-SHA-256 receipts: `v1.<key id>.<body>.<signature>`.
 * @param keys at least 32 bytes each; the first one signs, all of them are believed
 */
export function createReceipts(keys: readonly Buffer[]): Receipts {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [signing] = byId;
  if (signing === undefined || keys.some((key) => key.length < 32)) throw new Error('A receipt key has at least 32 bytes.');
  const [signingId, signingKey] = signing;
  const signature = (key: Buffer, signed: string): Buffer => createHmac('sha256', key).update(signed).digest();
  return {
    sign(body) {
      const signed = `${VERSION}.${signingId}.${Buffer.from(JSON.stringify(body)).toString('base64url')}`;
      return `${signed}.${signature(signingKey, signed).toString('base64url')}`;
    },
    read(receipt) {
      if (!receiptSchema.safeParse(receipt).success) return null;
      const [version, id = '', body = '', given = '', ...more] = receipt.split('.');
      const key = byId.get(id);
      if (version !== VERSION || key === undefined || more.length > 0) return null;
      const expected = signature(key, `${VERSION}.${id}.${body}`);
      const actual = Buffer.from(given, 'base64url');
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
      const parsed = receiptBodySchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return parsed.success ? parsed.data : null;
    },
  };
}

/** Names a key without giving it away. */
const keyId = (key: Buffer): string => createHash('sha256').update('kiln-receipt-key|').update(key).digest('hex').slice(0, 8);
