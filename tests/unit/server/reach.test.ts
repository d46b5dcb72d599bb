import { expect, test } from 'vitest';
import { mayReach } from '../../../server/reach.ts';

test.each([
  ['https://mail.example.com/check', true], ['https://xn--bcher-kva.example', true],
  ['http://mail.example.com', false], ['http://localhost:8080', false], ['https://localhost', false], ['https://127.0.0.1', false], ['https://10.0.0.7:8443', false], ['https://0x7f.1', false], ['https://2130706433', false],
  ['https://[::1]', false], ['https://router.local', false], ['https://db.internal', false], ['https://db', false], ['https://x.localhost', false],
])('a server may reach %s: %s', (address, wanted) => {
  expect(mayReach(new URL(address))).toBe(wanted);
});
