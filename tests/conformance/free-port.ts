/** Ports for servers that a test stops and starts again on the same address. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves (32768 and up on Linux): none of those that ask for any port gets this one while it is let go of. */
const [FIRST, COUNT] = [20_000, 12_000];

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const probe = createServer();
    const isFree = once(probe, 'listening').then(() => true, () => false);
    probe.listen(port, '127.0.0.1');
    if (!(await isFree)) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
