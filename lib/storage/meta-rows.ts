import type { Balance, LimitState, PriceBook, PullResponse } from '../contracts/account-api.ts';
import type { Comparison } from '../contracts/account-view-commands.ts';
import type { LeaseUse } from '../domain/ledger/lease-size.ts';
import type { SpendLimits } from '../domain/enrichment/caps.ts';
import type { LeadKind } from '../domain/lead/fields.ts';

/** The single rows: settings, what the account said last, what this device is. */
export interface MetaRows {
  /** `durableN`: operations up to this one are in a backup of the server and need not be kept. */
  device: {
    deviceId: string; nextN: number; ackedN: number; durableN: number; cursor: number; ledgerEpoch: number;
    /** How far the operations were acknowledged at moments of the server's clock, oldest first. */
    marks?: readonly { readonly n: number; readonly at: number }[];
  };
  settings: {
    theme: 'system' | 'light' | 'dark';
    currentTables: Partial<Record<LeadKind, string>>;
    sandboxUrl: string | null;
    /** `false` = single letters do nothing (WCAG 2.1.4: speech input and slips of the hand press them unasked). */
    letterKeys?: boolean;
    /** `false` = the account does not learn what tables and waterfalls are called. */
    tellNames?: boolean;
  };
  /** What the server said last; a cache, never the truth. */
  account: {
    serverUrl: string;
    serverName: string;
    sandbox: boolean;
    member: PullResponse['member'];
    plan: PullResponse['plan'];
    balances: Balance[];
    priceBook: PriceBook;
    syncedAt: number;
    /** Caps of the workspace and of this member. */
    limits: LimitState[];
    /** Events up to this one are in the balances. */
    atSeq: number;
    /** Add it to the clock of this device to get the server's. */
    clockOffsetMs: number;
  };
  /** What this device may spend without asking: how it is used, and why there is none when there is none. */
  allowance: {
    use: LeaseUse;
    /** Last time something was reserved or spent. */
    usedAt: number;
    /** The account is short: what is not needed should come back. */
    recall: boolean;
    /** The account said no; it is not asked again before `until`. */
    denied?: { code: string; at: number; until: number };
    /** Work waits because nothing is left here and the account does not answer. */
    waiting?: { since: number };
  };
  /** A sign-in under way: the panel shows the code. */
  signIn: { serverUrl: string; server: { name: string; sandbox: boolean; ledgerEpoch: number }; userCode: string; verificationUri: string; expiresAt: number; state: 'waiting' | 'denied' | 'expired' | 'failed'; message?: string };
  /**
   * `salt` goes into the hashes of erased leads on the do-not-contact list, and is made with the first of them; erasures were taken from the
   * account's feed `feed` up to `feedSeq`. `owed`: an account has yet to be told of the erased leads after this id, of all when it is empty.
   */
  erasing: { salt?: string; feed?: string; feedSeq?: number; owed?: string };
  /** Hash of the names of tables and waterfalls that the account was told last. */
  toldNames: { of: string };
  /** Notices that were put away, with the end of their window. */
  notices: Record<string, number>;
  /** What the person takes for granted where prices are compared. */
  comparison: Comparison;
  /** The person's own limits on what runs may take. */
  limits: SpendLimits;
  /** `failures` in a row, and before when it is not tried again by itself. */
  sync: { state: 'idle' | 'syncing' | 'offline' | 'refused'; at: number; message?: string; failures?: number; nextAt?: number };
}
export interface MetaRow<K extends keyof MetaRows = keyof MetaRows> {
  readonly key: K;
  readonly value: MetaRows[K];
}
