import { includes } from '../../../lib/core/ranges.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { openBlock, type LeadBlock } from '../../../lib/storage/leads/block.ts';
import { stretchOf } from '../../../lib/storage/leads/stores.ts';
import type { LeadGapRow, LeadTableRow } from '../../../lib/storage/leads/table-rows.ts';

/** The leads as the stores hold them: records of their own before the rows of blocks, without what is in a gap or a deleted table. */
export async function readLeads(rows: <T>(store: string) => Promise<T[]>): Promise<Lead[]> {
  const [own, blocks, gaps, tables] = await Promise.all([rows<Lead>('leads'), rows<LeadBlock>('leadBlocks'), rows<LeadGapRow>('leadGaps'), rows<LeadTableRow>('leadTables')]);
  const removed = new Set<string>(tables.flatMap(({ tableId, removedBy }) => (removedBy === undefined ? [] : [tableId])));
  const isGone = ({ tableId, order }: Lead): boolean => gaps.some((row) => row.tableId === tableId && row.stretch === stretchOf(order) && includes(row.gone, order));
  const added = blocks.flatMap((block) => Array.from({ length: block.last - block.first + 1 }, (_, row) => openBlock(block).lead(row))).filter((lead) => !isGone(lead));
  const byPlace = new Map([...added, ...own].map((lead) => [`${lead.tableId} ${lead.order}`, lead]));
  return [...byPlace.values()].filter((lead) => !removed.has(lead.tableId)).sort((a, b) => (a.tableId < b.tableId ? -1 : a.tableId > b.tableId ? 1 : a.order - b.order));
}
