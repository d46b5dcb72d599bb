const FULL = 'QuotaExceededError';

/** Whether something could not be written because there is no room. An aborted transaction carries its reason inside. */
export function isDiskFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner } = error as { readonly name?: unknown; readonly inner?: unknown };
  return name === FULL || (inner !== undefined && inner !== error && isDiskFull(inner));
}
