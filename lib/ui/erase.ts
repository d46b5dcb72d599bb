import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { create } from 'zustand';
import { database } from '../storage/open.ts';
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

export interface Erasing {
  /** undefined before it was begun. */
  readonly job: EraseJob | undefined;
  readonly busy: boolean;
  /** There is an account that is told. */
  readonly hasAccount: boolean;
  /** True when it has begun. */
  start(leadIds: readonly string[], keepAway: boolean): Promise<boolean>;
}

/** Erasing leads, and how far it is. */
export function useErasing(): Erasing {
  const [id] = useState(() => crypto.randomUUID());
  const erase = useCommand('lead.erase');
  const job = useLiveQuery(() => database.eraseJobs.get(id), [id]);
  const account = useMeta('account');
  return { job, busy: erase.busy, hasAccount: account != null, start: async (leadIds, keepAway) => (await erase.send({ eraseId: id, leadIds: [...leadIds], keepAway })) !== null };
}

/** 0 to 100. */
export const erasedPercent = ({ state, done, leads, looked }: EraseJob): number => (state === 'done' ? 100 : (90 * done) / Math.max(1, leads) + Math.min(9, (10 * looked) / LOOKS));

export function erasedWords({ state, done, leads }: EraseJob): string {
  if (state === 'done') return `${plural(leads, 'lead')} erased everywhere`;
  return state === 'traces' ? 'Looking through everything else for traces' : `${countOf(done)} of ${plural(leads, 'lead')} erased`;
}
