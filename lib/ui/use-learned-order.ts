import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { CommandInput, CommandOutputs } from '../contracts/commands.ts';
import { database } from '../storage/open.ts';
import { useAnswer, useCommand, type Answer } from './use-commands.ts';

const ENDED_STEP = 25;

export interface SegmentWish {
  readonly country?: string;
  readonly size?: CommandInput<'learning.explain'>['size'];
  readonly seniority?: CommandInput<'learning.explain'>['seniority'];
}

export interface LearnedOrder {
  readonly answer: Answer<CommandOutputs['learning.explain']>;
  readonly segment: SegmentWish;
  readonly setSegment: (segment: SegmentWish) => void;
  /** Fixed or learned, and the wishes; what is not named stays. */
  readonly setOrder: (wish: Omit<CommandInput<'learning.setOrder'>, 'waterfallId'>) => Promise<void>;
  readonly busy: boolean;
}

/** Why the order of a waterfall is as it is, anew whenever something has ended, a key or the waterfall has changed. */
export function useLearnedOrder(waterfallId: string): LearnedOrder {
  const [segment, setSegment] = useState<SegmentWish>({});
  const revision = useLiveQuery(async () => {
    const [runs, keys, waterfall] = await Promise.all([database.runs.toArray(), database.keys.toArray(), database.waterfalls.get(waterfallId)]);
    const ended = runs.reduce((sum, run) => sum + Object.values(run.endedTasks).reduce((n, count) => n + count, 0), 0);
    // While a run goes on, not with every task of it.
    const isMoving = runs.some((run) => run.state !== 'ended');
    return JSON.stringify([isMoving ? Math.floor(ended / ENDED_STEP) : `all ${ended}`, keys.map((k) => `${k.id} ${k.status}`), waterfall]);
  }, [waterfallId]);
  const answer = useAnswer('learning.explain', revision === undefined ? null : { waterfallId, ...segment }, revision ?? '');
  const { send, busy } = useCommand('learning.setOrder');
  return {
    answer,
    segment,
    setSegment,
    busy,
    setOrder: async (wish) => {
      await send({ waterfallId, ...wish });
    },
  };
}
