import type { LedgerStore } from '../ledger/store.ts';
import type { Metrics } from './metrics.ts';

/** The same ledger; what became of each push, charge and supplier call is counted on the way out. */
export function countedStore(store: LedgerStore, metrics: Metrics): LedgerStore {
  return {
    ...store,
    async push(input) {
      const result = await store.push(input);
      metrics.count('kiln_pushes_total', { answer: result.kind });
      if (result.kind === 'ok') for (const { status } of result.response.results) metrics.count('kiln_ops_total', { status });
      return result;
    },
    async reserve(input) {
      const result = await store.reserve(input);
      if (result.kind === 'created' && result.charge.state === 'rejected') metrics.count('kiln_charges_total', { state: 'rejected' });
      if (result.kind === 'created' && result.charge.repeatOf !== null) metrics.count('kiln_charges_total', { state: 'repeated' });
      if (result.kind === 'id_reused') metrics.count('kiln_charges_total', { state: 'id_reused' });
      return result;
    },
    async resolve(accountId, chargeId, resolution, claimedIn) {
      const result = await store.resolve(accountId, chargeId, resolution, claimedIn);
      metrics.count('kiln_charges_total', { state: result.applied ? result.charge.state : result.waits === true ? 'waiting' : 'too_late' });
      return result;
    },
    async abandon(due, resolution) {
      const applied = await store.abandon(due, resolution);
      if (applied) metrics.count('kiln_charges_total', { state: resolution.kind === 'void' ? 'voided' : 'expired' });
      return applied;
    },
    async logSupplierCall(call) {
      await store.logSupplierCall(call);
      metrics.count('kiln_supplier_calls_total', { outcome: call.outcome });
      if (!call.delivered) metrics.count('kiln_provider_duplicate_cost_total');
    },
  };
}
