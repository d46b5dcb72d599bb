/** "$0.054", "$74.42": at least two decimals, more only while they carry something below ten cents. */
export function formatMicroUsd(microUsd: number): string {
  const whole = Math.floor(microUsd / 1_000_000);
  const fraction = String(microUsd % 1_000_000).padStart(6, '0');
  const digits = microUsd < 1_000_000 ? fraction.replace(/0+$/, '').slice(0, 4).padEnd(2, '0') : fraction.slice(0, 2);
  return `$${new Intl.NumberFormat('en').format(whole)}.${digits}`;
}
