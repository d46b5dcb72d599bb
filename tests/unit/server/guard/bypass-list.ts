/** Ways that are known to lead a server into its own network, and how each of them must end. */
import type { GuardCode } from '../../../../server/guard/check-url.ts';

/** Refused by the text of the address alone, before any name is resolved. */
export const BAD_URLS: readonly (readonly [string, GuardCode | 'allowed'])[] = [
  // Other schemes.
  ['http://hooks.example.com/', 'scheme'], ['ftp://hooks.example.com/', 'scheme'], ['file:///etc/passwd', 'scheme'], ['gopher://127.0.0.1:25/_HELO', 'scheme'], ['data:text/plain,x', 'scheme'], ['ws://hooks.example.com/', 'scheme'],
  ['javascript:alert(1)', 'scheme'], ['blob:https://hooks.example.com/1', 'scheme'],
  // Names, passwords and confused parsers.
  ['https://user:secret@hooks.example.com/', 'credentials'], ['https://hooks.example.com@127.0.0.1/', 'credentials'], ['https://127.0.0.1:443@hooks.example.com/', 'credentials'], ['https://a@hooks.example.com/', 'credentials'],
  ['https://hooks.example.com\\@127.0.0.1/', 'allowed'], ['https://hooks.example.com#@127.0.0.1/', 'allowed'], ['https://hooks.example.com%2f@127.0.0.1/', 'credentials'],
  // Ports.
  ['https://hooks.example.com:8443/', 'port'], ['https://hooks.example.com:22/', 'port'], ['https://hooks.example.com:6379/', 'port'], ['https://hooks.example.com:80/', 'port'],
  // Numbers: dotted, short, decimal, octal, hexadecimal, mixed, with dots, in other scripts.
  ['https://127.0.0.1/', 'host'], ['https://127.1/', 'host'], ['https://127.0.1/', 'host'], ['https://2130706433/', 'host'], ['https://0x7f000001/', 'host'], ['https://0x7f.0x0.0x0.0x1/', 'host'], ['https://017700000001/', 'host'],
  ['https://0177.0.0.1/', 'host'], ['https://0177.0.0.01/', 'host'], ['https://00000177.0.0.1/', 'host'], ['https://0x7f.1/', 'host'], ['https://127.0.0.1./', 'host'], ['https://0/', 'host'], ['https://0.0.0.0/', 'host'],
  ['https://１２７.０.０.１/', 'host'], ['https://①②⑦.⓪.⓪.①/', 'host'], ['https://127。0。0。1/', 'host'], ['https://%31%32%37.0.0.1/', 'host'], ['https://127.0.0.1%2e/', 'host'],
  ['https://169.254.169.254/latest/meta-data/', 'host'], ['https://2852039166/', 'host'], ['https://0xa9fea9fe/', 'host'], ['https://0251.0376.0251.0376/', 'host'], ['https://10.0.0.7/', 'host'], ['https://192.168.1.1/', 'host'],
  ['https://172.16.0.1/', 'host'], ['https://100.64.0.1/', 'host'], ['https://1.1.1.1/', 'host'],
  // IPv6.
  ['https://[::1]/', 'host'], ['https://[::]/', 'host'], ['https://[::ffff:127.0.0.1]/', 'host'], ['https://[::ffff:7f00:1]/', 'host'], ['https://[0:0:0:0:0:ffff:127.0.0.1]/', 'host'], ['https://[64:ff9b::7f00:1]/', 'host'],
  ['https://[fd00:ec2::254]/', 'host'], ['https://[fe80::1]/', 'host'], ['https://[2606:4700::1111]/', 'host'],
  // Names of a local network.
  ['https://localhost/', 'host'], ['https://LOCALHOST/', 'host'], ['https://localhost./', 'host'], ['https://x.localhost/', 'host'], ['https://router.local/', 'host'], ['https://db.internal/', 'host'], ['https://metadata.google.internal/', 'host'],
  ['https://db/', 'host'], ['https://printer.lan/', 'host'], ['https://nas.home.arpa/', 'host'], ['https://ｌｏｃａｌｈｏｓｔ/', 'host'], ['https://1.0.0.127.in-addr.arpa/', 'host'], ['https://x.onion/', 'host'], ['https://gitlab.corp/', 'host'],
  // No addresses at all.
  ['', 'bad_url'], ['hooks.example.com', 'bad_url'], ['//hooks.example.com', 'bad_url'], ['https://', 'bad_url'], ['https://exa mple.com/', 'bad_url'], ['https://256.256.256.256/', 'bad_url'], ['https://[::1/', 'bad_url'],
  [`https://hooks.example.com/${'a'.repeat(3_000)}`, 'bad_url'],
];

/** A public name that leads here: every one is refused when it is connected to. */
export const BAD_ADDRESSES: readonly string[] = [
  '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255', '127.0.0.1', '127.255.255.254', '168.63.129.16', '169.254.0.1', '169.254.169.254', '169.254.170.2', '172.16.0.1', '172.31.255.255',
  '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::a00:1', '100::1', '2001::1', '2001:db8::1', '2001:10::1', '2002:7f00:1::', '2002:a9fe:a9fe::1',
  '3fff::1', '4000::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1', 'ff0e::1', '2606:4700::5efe:10.0.0.1', '2606:4700::200:5efe:7f00:1',
];
export const GOOD_ADDRESSES: readonly string[] = ['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.167.0.1', '2606:4700:4700::1111', '2a00:1450:4001:800::200e'];
/** No addresses as the operating system writes them. */
export const STRANGE_ADDRESSES: readonly string[] = ['', 'localhost', '127.1', '0x7f.0.0.1', '010.0.0.1', '8.8.8', '134744072', '1.1.1.1 ', '1.1.1.1:443', '[2606:4700::1]', 'fe80::1%eth0', '2606:4700::1%1', '1.1.1.1/32'];
