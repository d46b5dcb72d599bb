import type { Table as DexieTable } from 'dexie';
import type { KilnDatabase } from '../database.ts';

/** Places per record of gaps. */
export const GAP_PLACES = 4_096;
/** Leads per block: few enough that one of them is read quickly, so many that a bulk is written quickly. */
export const BLOCK_LEADS = 256;
/** Fewer leads than this are not worth a block: they get records of their own. */
export const BLOCK_LEAST = 16;

/** What a transaction has to name in which leads are read or written. */
export const leadStores = (db: KilnDatabase): DexieTable[] => [db.leads, db.leadBlocks, db.leadGaps, db.leadTables];

export const stretchOf = (place: number): number => Math.floor(place / GAP_PLACES);
