import type { Manifest } from '../../lib/contracts/manifest.ts';
import { isOperation } from '../../lib/domain/enrichment/operation.ts';
import { priceKey } from '../../lib/domain/ledger/prices.ts';
import { chargedWhen, supplierCost } from '../prices.ts';
import { countOf, type SupplierLine } from './supplier.ts';

export interface CostLine extends SupplierLine {
  readonly asked: number;
  /** When the supplier takes money; null when its manifest is gone. */
  readonly charged: 'found' | 'call' | 'free' | null;
  /** Calls that were not sold and that the supplier bills. */
  readonly billedUnsold: number;
  /** About what those cost, micro-USD; null where no price is documented. */
  readonly costUnsold: number | null;
}
export interface SupplierCost {
  readonly lines: readonly CostLine[];
  readonly total: {
    readonly asked: number;
    readonly sold: number;
    readonly billedUnsold: number;
    readonly costUnsold: number;
    /** Billed calls at prices nobody documents. */
    readonly unknown: number;
  };
}

/** What the account pays for and cannot sell: misses where each call is billed, checks, and answers that were rejected or late. */
export function costOf(calls: readonly SupplierLine[], catalogue: ReadonlyMap<string, Manifest>): SupplierCost {
  const lines = calls.map((line) => lineOf(line, catalogue));
  const sum = (value: (line: CostLine) => number): number => lines.reduce((all, line) => all + value(line), 0);
  return {
    lines,
    total: {
      asked: sum((line) => line.asked),
      sold: sum((line) => line.calls.sold),
      billedUnsold: sum((line) => line.billedUnsold),
      costUnsold: sum((line) => line.costUnsold ?? 0),
      unknown: sum((line) => (line.costUnsold === null ? line.billedUnsold : 0)),
    },
  };
}

function lineOf(line: SupplierLine, catalogue: ReadonlyMap<string, Manifest>): CostLine {
  const manifest = catalogue.get(line.providerId);
  const charged = manifest === undefined || !isOperation(line.operation) ? null : chargedWhen(manifest, line.operation);
  const billedUnsold = charged === null || charged === 'free' ? 0 : line.calls.unsold + line.calls.check + (charged === 'call' ? line.calls.miss : 0);
  const each = isOperation(line.operation) ? supplierCost(priceKey(line.operation, line.providerId)) : null;
  return { ...line, asked: countOf(line), charged, billedUnsold, costUnsold: billedUnsold === 0 ? 0 : each === null ? null : billedUnsold * each };
}
