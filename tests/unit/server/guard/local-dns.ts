/** A small DNS server on this machine: answers A and AAAA from a zone whose answers can change from question to question. */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';

/** Addresses of a name at the n-th question (from 0). */
export type Zone = Readonly<Record<string, (n: number) => readonly string[]>>;

export interface LocalDns {
  /** As the guard wants it: every address of a name, IPv4 and IPv6. */
  resolve(hostname: string): Promise<{ address: string; family: number }[]>;
  readonly asked: string[];
  close(): void;
}

const TYPES = { A: 1, AAAA: 28 } as const;

export async function startDns(zone: Zone): Promise<LocalDns> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  const counts = new Map<string, number>();
  socket.on('message', (message, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
      labels.push(message.subarray(at + 1, at + 1 + length).toString('ascii'));
      at += 1 + length;
    }
    const name = labels.join('.').toLowerCase();
    const type = message.readUInt16BE(at + 1);
    const question = message.subarray(12, at + 5);
    const key = `${name} ${type}`;
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    asked.push(key);
    const addresses = (zone[name]?.(n) ?? []).map((text) => ipaddr.parse(text)).filter((a) => (type === TYPES.A ? a.kind() === 'ipv4' : a.kind() === 'ipv6'));
    const header = Buffer.alloc(12);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(zone[name] === undefined ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const answers = addresses.map((a) => {
      const bytes = Buffer.from(a.toByteArray());
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(bytes.length, 10);
      return Buffer.concat([record, bytes]);
    });
    socket.send(Buffer.concat([header, question, ...answers]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const none = (error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENODATA' || error.code === 'ENOTFOUND') return [];
    throw error;
  };
  return {
    asked,
    async resolve(hostname) {
      const [v4, v6] = await Promise.all([resolver.resolve4(hostname).catch(none), resolver.resolve6(hostname).catch(none)]);
      return [...v4.map((address) => ({ address, family: 4 })), ...v6.map((address) => ({ address, family: 6 }))];
    },
    close: () => socket.close(),
  };
}
