import { Hono, type Context } from 'hono';
import { CSV_ROWS, STATEMENT_ENTRIES, USAGE_KEYS } from '../../lib/core/limits.ts';
import { METERS, decimalMicro, micro, type Meter } from '../../lib/domain/ledger/amount.ts';
import { accountFacts, type AccountFacts } from '../admin/account.ts';
import { DAY_MS, STEPS, dayStart, isoDay } from '../admin/days.ts';
import { entryPage, lotsOf, readEntries, seqAt, type EntryFilter } from '../admin/entries.ts';
import { foldEntries } from '../admin/fold.ts';
import { labelsOf } from '../admin/labels.ts';
import { limitLines } from '../admin/limits.ts';
import { reasonsOf } from '../admin/notes.ts';
import { statement } from '../admin/statement.ts';
import { costOf } from '../admin/supplier-cost.ts';
import { supplierCalls } from '../admin/supplier.ts';
import { USAGE_BY, notCharged, usage, usageCells, type UsageQuery } from '../admin/usage.ts';
import { budgetWarnings, limitWarnings, meterWarnings } from '../admin/warnings.ts';
import { providerBudgets } from '../ledger/provider-budgets.ts';
import { csvFile, type Cells } from '../pages/admin/csv.ts';
import { overviewPage } from '../pages/admin/overview-view.ts';
import { statementPage } from '../pages/admin/statement-view.ts';
import { suppliersPage } from '../pages/admin/suppliers-view.ts';
import { keyName, usagePage } from '../pages/admin/usage-view.ts';
import { STATEMENT_KINDS, labelKey, memberName, providerName, type Names } from '../pages/admin/words.ts';
import { isAtLeast } from '../pages/frame.ts';
import { person, type AccessTable } from './access.ts';
import type { Env, HttpDeps } from './kit.ts';
import { asked, askedNumber, askedRange, oneOf, withQuery } from './report-query.ts';

export const reportAccess: AccessTable = {
  'GET /': person('viewer'),
  'GET /usage': person('viewer'),
  'GET /usage.csv': person('viewer'),
  'GET /statement': person('viewer'),
  'GET /statement.csv': person('viewer'),
  'GET /suppliers': person('admin'),
  'GET /suppliers.csv': person('admin'),
};

const decimal = (u: number): string => decimalMicro(micro(u));

/** What happened in a workspace: read only. Who is not an admin sees what they used themselves. */
export function reportRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { db } = deps;

  interface Visit {
    readonly account: AccountFacts;
    readonly names: Names;
    readonly members: readonly { readonly id: string; readonly name: string }[];
    readonly isAdmin: boolean;
    /** Whose entries alone are shown; undefined = everybody's. */
    readonly only: string | undefined;
    readonly behind: number;
  }
  async function visitOf(c: Context<Env>): Promise<Visit> {
    const { accountId, userId, role } = c.get('session');
    const folded = await foldEntries(db, accountId);
    const [account, members, labels] = await Promise.all([accountFacts(db, accountId), deps.identity.members.names(accountId), labelsOf(db, accountId)]);
    const isAdmin = isAtLeast(role, 'admin');
    const list = [...members].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
    return { account, names: { members, catalogue: deps.catalogue, labels: new Map(labels.map(({ kind, ref, name }) => [labelKey(kind, ref), name])) }, members: list, isAdmin, only: isAdmin ? undefined : userId, behind: folded.head - folded.seq };
  }

  app.get('/', async (c) => {
    const visit = await visitOf(c);
    const { accountId } = c.get('session');
    const month = { fromDay: Math.floor(visit.account.period.startsAt / DAY_MS), toDay: Math.floor(visit.account.period.endsAt / DAY_MS) - 1 };
    const own = visit.only === undefined ? {} : { member: visit.only };
    const balances = await deps.store.balances(accountId);
    const [limits, budgets, used, byMember, free, recent, keys, devices] = await Promise.all([
      limitLines(db, visit.account),
      visit.isAdmin ? providerBudgets(db, accountId) : [],
      usage(db, accountId, { ...month, step: 'day', by: 'provider', meter: 'data_credits', ...own }, USAGE_KEYS),
      visit.isAdmin ? usage(db, accountId, { ...month, step: 'month', by: 'member', meter: 'data_credits' }, MEMBERS_SHOWN) : null,
      notCharged(db, accountId, { ...month, ...own }),
      entryPage(db, accountId, { fromDay: 0, toDay: month.toDay, ...own }, {}, RECENT),
      deps.keys.list(accountId),
      db.all('select device_id from device where account_id = ? and revoked_at is null limit 1', [accountId]),
    ]);
    return c.html(overviewPage(c.get('frame'), {
      account: visit.account, names: visit.names, balances, warnings: [...meterWarnings(balances), ...limitWarnings(limits.filter((line) => line.userId === '' || visit.only === undefined || line.userId === visit.only).map((line) => ({ ...line, name: limitName(line.userId, visit) }))), ...budgetWarnings(budgets.map((one) => ({ ...one, name: providerName(visit.names, one.providerId) })))], usage: used, byMember: byMember?.lines ?? [], notCharged: free, recent: recent.entries,
      isOwn: visit.only !== undefined, hasKeys: keys.length > 0, hasDevices: devices.length > 0,
    }));
  });

  const limitName = (limitOf: string, visit: Visit): string => (limitOf === '' ? 'The limit of the workspace' : visit.only === limitOf ? 'Your limit' : `The limit of ${memberName(visit.names, limitOf)}`);

  function usageQuery(c: Context<Env>, visit: Visit): { readonly range: ReturnType<typeof askedRange>; readonly query: UsageQuery } {
    const range = askedRange(c, visit.account);
    const member = visit.only ?? asked(c, 'member');
    const by = oneOf(asked(c, 'by'), USAGE_BY);
    const long = range.toDay - range.fromDay > LONG_DAYS;
    const step = asked(c, 'step') === undefined && long ? 'month' : oneOf(asked(c, 'step'), STEPS);
    return { range, query: { fromDay: range.fromDay, toDay: range.toDay, step, by, meter: oneOf<Meter>(asked(c, 'meter'), ['data_credits', 'actions']), ...(member === undefined ? {} : { member }) } };
  }
  app.get('/usage', async (c) => {
    const visit = await visitOf(c);
    const { accountId } = c.get('session');
    const { range, query } = usageQuery(c, visit);
    const [found, free] = await Promise.all([usage(db, accountId, query, USAGE_KEYS), notCharged(db, accountId, query)]);
    return c.html(usagePage(c.get('frame'), {
      range, query, usage: found, notCharged: free, names: visit.names, members: visit.isAdmin ? visit.members : null, behind: visit.behind,
      link: (change, path = '/usage') => withQuery(c, path, change),
    }));
  });
  app.get('/usage.csv', async (c) => {
    const visit = await visitOf(c);
    const { query } = usageQuery(c, visit);
    const cells = await usageCells(db, c.get('session').accountId, query);
    async function* rows(): AsyncGenerator<readonly Cells[]> {
      yield [['from', query.by, 'id', 'charged results', 'actions', 'data credits', 'reversed actions', 'reversed data credits']];
      for (let i = 0; i < cells.length; i += CSV_ROWS) {
        yield cells.slice(i, i + CSV_ROWS).map((cell) => [isoDay(cell.bucket), keyName(query.by, visit.names, cell.key), cell.key, cell.n, decimal(cell.actions), decimal(cell.credits), decimal(cell.reversedActions), decimal(cell.reversedCredits)]);
      }
    }
    return csvFile(c, `usage-by-${query.by}-${isoDay(query.fromDay)}-${isoDay(query.toDay)}.csv`, rows());
  });

  function entryFilter(c: Context<Env>, visit: Visit): { readonly range: ReturnType<typeof askedRange>; readonly filter: EntryFilter } {
    const range = askedRange(c, visit.account);
    const member = visit.only ?? asked(c, 'member');
    const providerId = asked(c, 'provider', 60);
    const meter = METERS.find((one) => one === asked(c, 'meter'));
    const kind = STATEMENT_KINDS.find((one) => one === asked(c, 'kind'));
    return { range, filter: { fromDay: range.fromDay, toDay: range.toDay, ...(member === undefined ? {} : { member }), ...(providerId === undefined ? {} : { providerId }), ...(meter === undefined ? {} : { meter }), ...(kind === undefined ? {} : { kind }) } };
  }
  app.get('/statement', async (c) => {
    const visit = await visitOf(c);
    const { accountId } = c.get('session');
    const { range, filter } = entryFilter(c, visit);
    const [before, after] = [askedNumber(c, 'before'), askedNumber(c, 'after')];
    const found = await statement(db, accountId, filter, { ...(before === undefined ? {} : { before }), ...(after === undefined || before !== undefined ? {} : { after }) }, STATEMENT_ENTRIES);
    const { entries } = found.page;
    const lots = await lotsOf(db, accountId, entries);
    const [reasons, providers] = await Promise.all([reasonsOf(db, accountId, entries, lots), providersUsed(accountId)]);
    return c.html(statementPage(c.get('frame'), {
      account: visit.account, range, filter, statement: found, lots, reasons, names: visit.names, providers, members: visit.isAdmin ? visit.members : null, canReverse: visit.isAdmin,
      link: (change, path = '/statement') => withQuery(c, path, change),
    }));
  });
  const providersUsed = async (accountId: string): Promise<string[]> =>
    (await db.all<{ provider_id: string }>(`select distinct provider_id from usage_day where account_id = ? and provider_id <> '' order by provider_id limit ?`, [accountId, USAGE_KEYS])).map((row) => row.provider_id);

  app.get('/statement.csv', async (c) => {
    const visit = await visitOf(c);
    const { accountId } = c.get('session');
    const { filter } = entryFilter(c, visit);
    async function* rows(): AsyncGenerator<readonly Cells[]> {
      yield [['entry', 'time', 'kind', 'code', 'member', 'provider', 'operation', 'enrichment', 'route', 'charge', 'run', 'counts', 'actions', 'data credits', 'actions left', 'data credits left', 'lots']];
      const high = await seqAt(db, accountId, dayStart(filter.toDay) + DAY_MS);
      for (let low = await seqAt(db, accountId, dayStart(filter.fromDay)); ; ) {
        const entries = await readEntries(db, accountId, filter, { low, high, order: 'asc', limit: CSV_ROWS });
        const lots = await lotsOf(db, accountId, entries);
        yield entries.map((e) => [
          e.seq, new Date(e.at).toISOString(), e.kind, e.code, e.member === '' ? '' : memberName(visit.names, e.member), e.providerId === '' ? '' : providerName(visit.names, e.providerId), e.operation, e.enrichment, e.route, e.chargeId, e.runId,
          e.counts ? 'yes' : 'no', decimal(e.actions), decimal(e.credits), decimal(e.actionsAfter), decimal(e.creditsAfter), (lots.get(e.seq) ?? []).map((part) => `${part.lotId} ${decimal(part.amount)}`).join('; '),
        ]);
        const last = entries[entries.length - 1];
        if (last === undefined || entries.length < CSV_ROWS) return;
        low = last.seq + 1;
      }
    }
    return csvFile(c, `statement-${isoDay(filter.fromDay)}-${isoDay(filter.toDay)}.csv`, rows());
  });

  async function supplierView(c: Context<Env>) {
    const visit = await visitOf(c);
    const { accountId } = c.get('session');
    const range = askedRange(c, visit.account);
    return { range, names: visit.names, cost: costOf(await supplierCalls(db, accountId, range), deps.catalogue), link: (change: Readonly<Record<string, string | undefined>>, path = '/suppliers') => withQuery(c, path, change) };
  }
  app.get('/suppliers', async (c) => c.html(suppliersPage(c.get('frame'), await supplierView(c))));
  app.get('/suppliers.csv', async (c) => {
    const view = await supplierView(c);
    async function* rows(): AsyncGenerator<readonly Cells[]> {
      yield [['provider', 'operation', 'asked', 'sold', 'no result', 'not sold', 'checks', 'failed', 'billed and not sold', 'known cost in micro-USD']];
      yield view.cost.lines.map((line) => [line.providerId, line.operation, line.asked, line.calls.sold, line.calls.miss, line.calls.unsold, line.calls.check, line.calls.failed, line.billedUnsold, line.costUnsold ?? '']);
    }
    return csvFile(c, `suppliers-${isoDay(view.range.fromDay)}-${isoDay(view.range.toDay)}.csv`, rows());
  });
  return app;
}

const RECENT = 8;
const MEMBERS_SHOWN = 8;
/** Beyond this a chart of days cannot be read. */
const LONG_DAYS = 100;
