import { Dexie } from 'dexie';
import type { KilnDatabase } from '../database.ts';
import { openBlock, type LeadBlock, type OpenBlock } from './block.ts';

/** Blocks that are kept open, each some hundred kilobytes. */
const KEPT = 24;

export interface OpenBlocks {
  get(key: readonly [string, number, number]): OpenBlock | undefined;
  /** The open blocks that have all of these places, if there are such. */
  covering(tableId: string, from: number, to: number): OpenBlock[] | undefined;
  keep(block: LeadBlock): OpenBlock;
}

const known = new WeakMap<KilnDatabase, OpenBlocks>();

/** The blocks that were read last, with their parsed columns. A block never changes, so what is here is never old. */
export function openBlocksOf(db: KilnDatabase): OpenBlocks {
  const found = known.get(db);
  if (found) return found;
  const made = create();
  known.set(db, made);
  return made;
}

function create(): OpenBlocks {
  const kept = new Map<string, OpenBlock>();
  const used = (name: string, open: OpenBlock): OpenBlock => {
    kept.delete(name);
    kept.set(name, open);
    return open;
  };
  return {
    get(key) {
      const name = key.join(' ');
      const open = kept.get(name);
      return open && used(name, open);
    },
    covering(tableId, from, to) {
      const out: OpenBlock[] = [];
      for (let place = from; place <= to; ) {
        const found = [...kept].find(([, { block }]) => block.tableId === tableId && block.first <= place && place <= block.last);
        if (!found) return undefined;
        out.push(used(...found));
        place = found[1].block.last + 1;
      }
      return out;
    },
    keep(block) {
      const open = openBlock(block);
      // What a writing transaction has added may yet be taken back, and its places given to others.
      if (Dexie.currentTransaction?.mode === 'readwrite') return open;
      used(`${block.tableId} ${block.last} ${block.first}`, open);
      for (const name of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(name);
      }
      return open;
    },
  };
}
