import type { KeyStatus } from '../contracts/commands.ts';

/** Keys are kept apart by environment so that a practice key never meets a real provider. */
export interface KeyRow {
  readonly id: string;
  readonly providerId: string;
  readonly environment: 'live' | 'sandbox';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: ArrayBuffer;
  readonly last4: string;
  readonly status: KeyStatus;
  readonly detail?: string;
  readonly creditsLeft?: string;
  readonly checkedAt?: number;
}
