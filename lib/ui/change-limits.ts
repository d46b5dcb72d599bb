/** Changes of the person's own limits: what they become, and how they are saved. */
import type { Cap, CapWindow, DeviceScope, SpendLimits, TableCaps } from '../domain/enrichment/caps.ts';
import type { Micro } from '../domain/ledger/amount.ts';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';

export type CapMeter = keyof Cap;

/** With one key set, or without it. */
function withKey<T extends object, K extends keyof T>(whole: T, key: K, value: T[K] | undefined): T {
  const { [key]: _old, ...rest } = whole;
  return (value === undefined ? rest : { ...rest, [key]: value }) as T;
}
const orNothing = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);
const capWith = (cap: Cap | undefined, meter: CapMeter, amount: Micro | undefined): Cap | undefined => orNothing(withKey(cap ?? {}, meter, amount));

/** With one limit of the device set; undefined = none. */
export const withCap = (limits: SpendLimits, scope: DeviceScope, meter: CapMeter, amount: Micro | undefined): SpendLimits => withKey(limits, scope, capWith(limits[scope], meter, amount));

/** With one limit of a table set; undefined = none. */
export const withTableCap = (caps: TableCaps, window: CapWindow, meter: CapMeter, amount: Micro | undefined): TableCaps => withKey(caps, window, capWith(caps[window], meter, amount));

/** With the limits of a table as these are. A table without any is not named any more. */
export function withTable(limits: SpendLimits, tableId: string, caps: TableCaps): SpendLimits {
  const { [tableId]: _caps, ...others } = limits.tables ?? {};
  return withKey(limits, 'tables', orNothing(orNothing(caps) ? { ...others, [tableId]: caps } : others));
}

/** Saves them and says so; the line offers to go back. @returns false, and the reason is shown, when they could not be saved */
export async function changeLimits(before: SpendLimits, next: SpendLimits): Promise<boolean> {
  if (JSON.stringify(next) === JSON.stringify(before)) return true;
  const saved = await sendCommand('limits.set', { limits: next });
  if (!saved.ok) {
    showToast({ kind: 'bad', text: saved.error.message });
    return false;
  }
  showToast({ kind: 'info', text: 'Limits saved', onUndo: async () => (await sendCommand('limits.set', { limits: before })).ok });
  return true;
}
