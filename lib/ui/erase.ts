import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { create } from 'zustand';
import { database } from '../storage/open.ts';
import type { MetaRows } from '../storage/database.ts';
import type { EraseJob } from '../storage/erase-rows.ts';
import { countOf, plural } from './format.ts';
import { useMeta } from './queries.ts';
import { useCommand } from './use-commands.ts';

/** Leads that a person asks to erase. */
export interface EraseWish {
  readonly leadIds: readonly string[];
  /** Of the only one. */
  readonly name?: string;
  /** It has begun: they are on their way out. */
  readonly onBegun?: () => void;
}
interface EraseState {
  readonly wish: EraseWish | null;
  open(wish: EraseWish): void;
  close(): void;
}
/** What the dialog is about: what opened it is gone with its lead before the end. */
export const useEraseDialog = create<EraseState>((set) => ({ wish: null, open: (wish) => set({ wish }), close: () => set({ wish: null }) }));

/** Parts of the work that looking through the database makes: about as many as it has stores to look through. */
const LOOKS = 16;

/** How far an erasure goes at once: here and at the account; here, and at an account that takes nothing in before this browser signs in again; here alone. */
export type EraseReach = 'account' | 'account-later' | 'browser';

export interface Erasing {
  /** undefined before it was begun. */
  readonly job: EraseJob | undefined;
  readonly busy: boolean;
  /** undefined while it is looked up. */
  readonly reach: EraseReach | undefined;
  /** True when it has begun. */
  start(leadIds: readonly string[], keepAway: boolean): Promise<boolean>;
}

/** Erasing leads, and how far it is. */
export function useErasing(): Erasing {
  const [id] = useState(() => crypto.randomUUID());
  const erase = useCommand('lead.erase');
  const job = useLiveQuery(() => database.eraseJobs.get(id), [id]);
  const account = useMeta('account');
  const sync = useMeta('sync');
  const reach = account === undefined || sync === undefined ? undefined : reachOf(account, sync);
  return { job, busy: erase.busy, reach, start: async (leadIds, keepAway) => (await erase.send({ eraseId: id, leadIds: [...leadIds], keepAway })) !== null };
}

function reachOf(account: MetaRows['account'] | null, sync: MetaRows['sync'] | null): EraseReach {
  if (account === null) return 'browser';
  return sync?.state === 'refused' ? 'account-later' : 'account';
}

/** Where an erasure of this reach leaves nothing. */
export const erasedWhere = (reach: EraseReach | undefined): string => (reach === 'account' ? 'everywhere' : 'on this browser');

/** 0 to 100. */
export const erasedPercent = ({ state, done, leads, looked }: EraseJob): number => (state === 'done' ? 100 : (90 * done) / Math.max(1, leads) + Math.min(9, (10 * looked) / LOOKS));

export function erasedWords({ state, done, leads }: EraseJob): string {
  if (state === 'done') return `${plural(leads, 'lead')} erased`;
  return state === 'traces' ? 'Looking through everything else for traces' : `${countOf(done)} of ${plural(leads, 'lead')} erased`;
}
