/** The signatures of "Standard Webhooks" (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, base64, prefixed with its version. */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** @param at seconds since 1970 */
export function signWebhook(secret: string, msgId: string, at: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${msgId}.${at}.${body}`).digest('base64')}`;
}
