/**
 * Whether a server may call an address that somebody typed for an account. Programs on its own machine and in its own
 * network are not for guests: only public names over https, no numbers.
 */
export function mayReach(address: URL): boolean {
  const host = address.hostname.toLowerCase();
  if (address.protocol !== 'https:' || !host.includes('.')) return false;
  return !/^[\d.]+$/.test(host) && !host.startsWith('[') && !/\.(local|internal|localhost|lan|home|intranet)\.?$/.test(host);
}
