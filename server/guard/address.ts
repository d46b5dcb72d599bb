import ipaddr from 'ipaddr.js';

type Bytes = readonly number[];

/** Addresses that are public by their range and still not the internet: a cloud's door to its machines. */
const CLOUD_DOORS = new Set(['168.63.129.16']);
/** 2000::/3, the only part of IPv6 that is routed in public. */
const isGlobalUnicast = (bytes: Bytes): boolean => ((bytes[0] ?? 0) & 0xe0) === 0x20;
/** Interface ids of ISATAP carry an IPv4 address. */
const isIsatap = (bytes: Bytes): boolean => ((bytes[8] ?? 0) & 0xfd) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;

function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !CLOUD_DOORS.has(address.toString());
}

function isPublicV6(address: ipaddr.IPv6): boolean {
  const bytes: Bytes = address.toByteArray();
  if (!isGlobalUnicast(bytes) || address.range() !== 'unicast') return false;
  return !isIsatap(bytes) || isPublicV4(new ipaddr.IPv4(bytes.slice(12)));
}

/**
 * Whether an address as the operating system writes it is on the public internet. Private, loopback, link-local, carrier-grade NAT,
 * multicast, reserved, documentation, benchmark, 6to4, Teredo, NAT64, v4-mapped and v4-compatible ones are not: the last five could
 * carry any of the others inside.
 */
export function isPublicAddress(text: string): boolean {
  if (text.includes('%') || !ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  // Octal, hexadecimal and short forms are read differently by different programs.
  if (address.kind() === 'ipv4') return /^\d+\.\d+\.\d+\.\d+$/.test(text) && address.toString() === text && isPublicV4(address as ipaddr.IPv4);
  return isPublicV6(address as ipaddr.IPv6);
}
