import { useState } from 'react';
import { useCommand } from './use-commands.ts';

export interface Recount {
  readonly busy: boolean;
  /** Tasks that were counted, once it is done. */
  readonly counted: number | undefined;
  recount(): Promise<void>;
}

/** Counts anew what the learned order rests on. @param done called when the figures are other ones */
export function useRecount(done: () => void): Recount {
  const { send, busy } = useCommand('learning.recount');
  const [counted, setCounted] = useState<number>();
  return {
    busy,
    counted,
    recount: async () => {
      const answer = await send({});
      if (!answer) return;
      setCounted(answer.tasks);
      done();
    },
  };
}
