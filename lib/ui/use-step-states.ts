import { useMemo } from 'react';
import type { OperationName } from '../domain/enrichment/operation.ts';
import type { WaterfallStep } from '../domain/enrichment/waterfall.ts';
import { priceOfOperation } from './provider-cards.ts';
import { useKeys, useMeta } from './queries.ts';
import type { Catalogue } from './use-commands.ts';
import type { StepState } from './waterfall-edit.ts';

export interface StepStates {
  /** How an operation would be paid now. */
  ofOperation(providerId: string, operation: OperationName): StepState;
  ofStep(step: WaterfallStep): StepState;
}

/** How each step would be paid, by keys, account and catalogue as they are; live. */
export function useStepStates(catalogue: Catalogue): StepStates {
  const keys = useKeys();
  const account = useMeta('account');
  const settings = useMeta('settings');
  return useMemo(() => {
    const environment = settings?.sandboxUrl ? 'sandbox' : 'live';
    const own = new Set((keys ?? []).filter((k) => k.environment === environment && k.status !== 'rejected' && k.status !== 'empty').map((k) => k.providerId));
    const offers = new Map(catalogue.providers.map((p) => [p.id, p]));
    const ofOperation = (providerId: string, operation: OperationName): StepState => {
      const provider = offers.get(providerId);
      if (!provider?.operations.some((o) => o.name === operation)) return { kind: 'gone' };
      // An account that is itself a sandbox has play money of its own; nobody else pays for practice.
      if (environment === 'sandbox' && account?.sandbox !== true) return { kind: 'practice' };
      if (own.has(providerId)) return { kind: 'own' };
      if (!provider.needsKey) return { kind: 'free' };
      const price = priceOfOperation(account?.priceBook, providerId, operation);
      if (price !== undefined) return { kind: 'account', price };
      return { kind: environment === 'sandbox' ? 'practice' : 'no-key' };
    };
    return { ofOperation, ofStep: (step) => (step.source === 'pattern' ? { kind: 'free' } : ofOperation(step.providerId, step.operation)) };
  }, [keys, account, settings, catalogue.providers]);
}
