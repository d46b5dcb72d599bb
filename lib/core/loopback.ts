/** True for an http(s) address of the person's own machine, without a name or password in it. Keys and tokens may go there unencrypted, and nowhere else. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && !username && !password && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));
}
