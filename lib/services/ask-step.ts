import { isOwnProvider } from '../contracts/own-provider/draft.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import { isFreeMailDomain } from '../capture/free-mail.ts';
import { isBlocked } from '../domain/contact/do-not-contact.ts';
import { firstQuestion } from '../domain/enrichment/find-first.ts';
import { inputOf } from '../domain/enrichment/input.ts';
import { askAccount } from './ask-account.ts';
import { askHere } from './ask-here.ts';
import { askQuestion } from './ask-question.ts';
import { isOwnSource } from '../providers/own-source.ts';
import type { Deps } from './deps.ts';
import type { OperationInput } from '../domain/enrichment/operation.ts';
import type { SkipReason } from '../domain/enrichment/run.ts';
import type { Asked } from './question.ts';

/** Looked at again before the call: the right to read a site may have been taken back since the run was planned. */
async function refusalOf(deps: Deps, providerId: string, input: OperationInput): Promise<SkipReason | null> {
  const source = deps.catalogue.get(providerId);
  if (!isOwnSource(source)) return null;
  const { sandboxUrl } = await deps.store.meta.settings();
  return (await source.refusals(sandboxUrl))(input);
}

/** Does the one call of a claimed step and says what came of it. Network here, no transaction. */
export async function askStep(deps: Deps, asked: Asked): Promise<StepResult> {
  const { step, lead } = asked;
  if (!step.providerId || !step.operation || !step.route) return { kind: 'refused', skip: 'no-key' };
  const mayBeBought = step.route === 'account' && step.attempts > 1;
  if ((asked.stopping || !lead) && !mayBeBought) return { kind: 'refused', skip: 'stopped' };
  // Put on the list since it was planned; what may have been bought already is fetched all the same.
  if (lead && !mayBeBought && isBlocked(lead, await deps.store.doNotContact.lookup())) return { kind: 'refused', skip: 'do-not-contact' };
  // Deleted since it was planned: the person has said that nobody is to be asked there.
  if (isOwnProvider(step.providerId) && !deps.catalogue.has(step.providerId)) return { kind: 'refused', skip: 'unavailable' };
  if (asked.waterfall.question) return askQuestion(deps, asked, asked.waterfall.question);
  const input = step.source === 'pattern' ? { email: step.value ?? '' } : lead ? inputOf(lead) : {};
  const refusal = await refusalOf(deps, step.providerId, input);
  if (refusal) return { kind: 'refused', skip: refusal };
  if (!step.finds) return step.route === 'account' ? askAccount(deps, asked, input) : askHere(deps, asked, input);
  const part: Asked = { ...asked, waterfall: firstQuestion(asked.waterfall, step.operation) };
  if (step.route === 'account') return askAccount(deps, part, input);
  const found = await askHere(deps, part, input);
  // A mail service is nobody's company: an address asked for there would be somebody else's.
  const isUseless = found.kind === 'accepted' && found.answer.fields.domain !== undefined && isFreeMailDomain(found.answer.fields.domain);
  return isUseless ? { kind: 'no-result', tookMs: found.tookMs, sandbox: found.sandbox } : found;
}
