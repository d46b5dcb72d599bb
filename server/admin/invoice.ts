import { roundInvoice } from '../../lib/domain/ledger/invoice.ts';

export interface ExactLine {
  readonly text: string;
  readonly microUsd: number;
}
export interface InvoiceLine extends ExactLine {
  readonly cents: number;
}
export interface Invoice {
  readonly lines: readonly InvoiceLine[];
  readonly exactMicroUsd: number;
  /** The exact sum rounded once, half to even; the lines add up to it. */
  readonly totalCents: number;
}

/** Lines with what they are for, in whole cents that add up. */
export function invoiceOf(lines: readonly ExactLine[]): Invoice {
  const rounded = roundInvoice(lines.map((line) => line.microUsd));
  return { lines: lines.map((line, i) => ({ ...line, cents: rounded.lines[i] ?? 0 })), exactMicroUsd: lines.reduce((sum, line) => sum + line.microUsd, 0), totalCents: rounded.total };
}
