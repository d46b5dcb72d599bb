import { chargeOutcomeSchema, type ChargeOutcome } from '../../lib/contracts/account-api.ts';
import type { FoundCharge } from '../ledger/store.ts';
import type { Vault } from '../vault/vault.ts';
import type { ChargeDetail } from './judge.ts';

export const resultLabel = (chargeId: string): string => `result|${chargeId}`;

/** What the extension hears of a charge. The amounts come from the ledger, the rest from the sealed result while it is kept. */
export async function toOutcome(vault: Vault, accountId: string, found: FoundCharge): Promise<ChargeOutcome> {
  const { charge, sealedResult, receipt, repeatedAgeMs } = found;
  const detail: ChargeDetail = sealedResult === null ? {} : (JSON.parse(await vault.open(accountId, resultLabel(charge.repeatOf ?? charge.chargeId), sealedResult)) as ChargeDetail);
  return chargeOutcomeSchema.parse({
    ...(charge.repeatOf === null ? detail : { ...detail, tookMs: 0 }),
    chargeId: charge.chargeId,
    state: charge.state,
    posted: charge.posted,
    ...(charge.code === null ? {} : { code: charge.code }),
    ...(receipt === null ? {} : { receipt }),
    ...(repeatedAgeMs === undefined ? {} : { repeatedAgeMs }),
    sandbox: charge.sandbox,
  });
}
