import type { ReactElement } from 'react';
import { useTabReads } from '../../lib/ui/clips.ts';
import { TabChoice } from './tab-choice.tsx';
import { TabReads } from './tab-reads.tsx';

/** Reading several open tabs: choosing them, how far it is, and what came of it. */
export function TabsDialog({ onClose }: { readonly onClose: () => void }): ReactElement | null {
  const rows = useTabReads();
  if (rows === undefined) return null;
  return rows.length === 0 ? <TabChoice onClose={onClose} /> : <TabReads rows={rows} onClose={onClose} />;
}
