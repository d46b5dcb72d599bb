import { useState, type ReactElement } from 'react';
import { isLoopback } from '../../lib/core/loopback.ts';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { testWords } from '../../lib/ui/destination-words.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';

/** Offers to read the fields that the person's account has for itself: until then only those that every account has are there. */
export function ReadFields({ target, kind, practice }: { readonly target: TargetRow; readonly kind: LeadKind; readonly practice: boolean }): ReactElement {
  const [problem, setProblem] = useState('');
  const test = useCommand('target.test');
  const read = async (): Promise<void> => {
    setProblem('');
    const origins = target.origins.filter((origin) => !isLoopback(origin));
    if (!practice && origins.length > 0 && !(await requestOrigins(origins))) return setProblem('Without the right to reach it nothing can be read.');
    const tested = await test.send({ id: target.id, kind });
    if (tested && !tested.works) setProblem(testWords(tested.because, tested.detail));
  };
  return (
    <div className="k-row">
      <span className="k-sm k-2" role="status">
        {problem === '' ? `Your own fields in ${target.name} have not been read yet.` : problem}
      </span>
      <Button small busy={test.busy} onClick={() => void read()}>
        Read them
      </Button>
    </div>
  );
}
