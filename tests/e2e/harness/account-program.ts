/**
 * The account server as a process of its own, so that a test can kill it: `startServer` with the options in
 * KILN_TEST_SERVER (JSON), answers by IPC. `{ ask: 'link' }` is answered with a one-time sign-in link.
 */
import { startServer, type StartOptions } from '../../../server/start.ts';

const options = JSON.parse(process.env['KILN_TEST_SERVER'] ?? '{}') as StartOptions & { sandboxUrl: string };
const server = await startServer({ ...options, sandboxKeys: (providerId) => `sandbox-account-${providerId}` });

const tell = (message: object): void => void process.send?.(message);
process.on('message', (message: { ask?: string }) => {
  if (message.ask === 'link') void server.signInLink().then((link) => tell({ link }));
});
// The test that started it is gone: nobody is left to stop it.
process.once('disconnect', () => void server.close().finally(() => process.exit(0)));
process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)));
tell({ url: server.url, accountId: server.owner.accountId, userId: server.owner.userId });
