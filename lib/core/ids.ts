/**
 * Identifiers. All are UUIDv7 strings (RFC 9562) or derived from one, made and stored before anything is sent,
 * so that doing a thing twice is a key conflict and not a second charge.
 */
declare const brand: unique symbol;
export type Brand<T, B extends string> = T & { readonly [brand]: B };

export type LeadId = Brand<string, 'LeadId'>;
export type TableId = Brand<string, 'TableId'>;
export type RunId = Brand<string, 'RunId'>;
export type TaskId = Brand<string, 'TaskId'>;
export type FollowId = Brand<string, 'FollowId'>;
/** One provider call of one task; equals the id of the charge that pays for it. */
export type ChargeId = Brand<string, 'ChargeId'>;

/**
 * UUIDv7 from a clock reading and 16 random bytes (pure: the caller owns clock and randomness).
 * @param nowMs milliseconds since 1970, 48 bits are used
 * @param random 16 bytes; bytes 6 to 15 carry the randomness
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const b = new Uint8Array(16);
  b.set(random.subarray(0, 16));
  let t = Math.max(0, Math.floor(nowMs));
  for (let i = 5; i >= 0; i--) {
    b[i] = t % 256;
    t = Math.floor(t / 256);
  }
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x70;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The charge of the `index`-th step of a task: derived, so a repeat of the step finds the same charge. */
export const chargeIdOf = (task: TaskId, index: number): ChargeId => `${task}.${index}` as ChargeId;
