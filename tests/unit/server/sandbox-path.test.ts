/** The whole path on real parts: server, gateway, engine, manifests, and the practice sandbox over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { ChargeOutcome, ChargeRequest } from '../../../lib/contracts/account-api.ts';
import type { OperationName } from '../../../lib/domain/enrichment/operation.ts';
import { loadCatalogue } from '../../../server/catalogue.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';
import { startSandbox, type Sandbox } from '../../../server/sandbox/sandbox.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { chargeRequest } from './world.ts';

let sandbox: Sandbox;
let server: RunningServer;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: false,
    owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, sandboxUrl: sandbox.url, sandboxKeys: (id) => `sandbox-account-${id}`,
  });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

const submit = async (change: Partial<ChargeRequest>): Promise<ChargeOutcome> => {
  const price = FIRST_PRICE_BOOK.data[`${change.operation ?? 'find-work-email'}@${change.providerId ?? 'hunter'}`] ?? 0;
  const outcome = await server.gateway.submit(server.owner, chargeRequest({ max: { actions: UNIT, credits: price }, ...change }));
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};
const ADA = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', domain: 'example-works.example', companyDomain: 'example-works.example' };

describe('the first price book', () => {
  it('prices exactly what the account can buy', async () => {
    const catalogue = await loadCatalogue();
    const priced = Object.keys(FIRST_PRICE_BOOK.data);
    const sellers = new Set(priced.map((key) => key.split('@')[1] ?? ''));
    const offered = [...sellers].flatMap((id) => Object.keys(catalogue.get(id)?.operations ?? {}).map((operation) => `${operation}@${id}`));
    expect([...priced].sort()).toEqual(offered.sort());
  });
});

describe('the account buys from the sandbox', () => {
  it.each(['hunter', 'prospeo', 'findymail', 'apollo', 'people-data-labs'])('a work address from %s', async (providerId) => {
    const outcome = await submit({ providerId, input: ADA });
    expect(outcome).toMatchObject({ state: 'posted', sandbox: true, posted: { actions: UNIT, credits: FIRST_PRICE_BOOK.data[`find-work-email@${providerId}`] } });
    expect(outcome.answer?.fields.workEmail).toMatch(/@example-works\.example$/);
  });

  it.each<[OperationName, string, ChargeRequest['input']]>([
    ['enrich-company', 'hunter', { domain: 'example-works.example' }],
    ['enrich-person', 'people-data-labs', ADA],
    ['verify-email', 'zerobounce', { email: 'ada_example@example-works.example' }],
  ])('%s from %s', async (operation, providerId, input) => {
    expect(await submit({ operation, providerId, input })).toMatchObject({ state: 'posted', sandbox: true });
  });

  it('gives a wrong address back unpaid after the verifier said no', async () => {
    const ida = { ...ADA, name: 'Ida Invalid', firstName: 'Ida', lastName: 'Invalid' };
    const outcome = await submit({ providerId: 'hunter', input: ida, accept: { strategy: 'balanced', verifierIds: ['zerobounce'] } });
    expect(outcome).toMatchObject({ state: 'voided', code: 'rejected_by_verifier', posted: { actions: 0, credits: 0 }, verdict: 'invalid' });
    expect(outcome.maskedValue).toMatch(/^i•••@/);
  });

  it('takes nothing for a person nobody knows', async () => {
    expect(await submit({ input: { ...ADA, name: 'Nil Nobody', firstName: 'Nil', lastName: 'Nobody' } })).toMatchObject({ state: 'voided', code: 'no_result' });
  });

  it('adds up, and asked nobody twice for the same', async () => {
    const balances = await server.store.balances(server.owner.accountId);
    for (const balance of balances) expect(balance).toMatchObject({ held: 0, deficit: 0, granted: balance.available + balance.spent });
    expect(sandbox.boughtTwice()).toEqual([]);
  });
});
