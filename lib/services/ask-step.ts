import type { StepResult } from '../domain/enrichment/advance.ts';
import { inputOf } from '../domain/enrichment/input.ts';
import { askAccount } from './ask-account.ts';
import { askHere } from './ask-here.ts';
import type { Deps } from './deps.ts';
import type { Asked } from './question.ts';

/** Does the one call of a claimed step and says what came of it. Network here, no transaction. */
export async function askStep(deps: Deps, asked: Asked): Promise<StepResult> {
  const { step, lead } = asked;
  if (!step.providerId || !step.operation || !step.route) return { kind: 'refused', skip: 'no-key' };
  const mayBeBought = step.route === 'account' && step.attempts > 1;
  if ((asked.stopping || !lead) && !mayBeBought) return { kind: 'refused', skip: 'stopped' };
  const input = step.source === 'pattern' ? { email: step.value ?? '' } : lead ? inputOf(lead) : {};
  return step.route === 'account' ? askAccount(deps, asked, input) : askHere(deps, asked, input);
}
