import { Hono, type Context } from 'hono';
import { idSchema } from '../../lib/contracts/account-api.ts';
import { AUDIT_ENTRIES, CSV_ROWS, GRANT_MICRO, PROVIDER_LIMIT_MICRO_USD, REPEAT_WINDOWS_MS } from '../../lib/core/limits.ts';
import { METERS, micro } from '../../lib/domain/ledger/amount.ts';
import { isOperation } from '../../lib/domain/enrichment/operation.ts';
import { accountFacts } from '../admin/account.ts';
import { createAdminChanges, type LimitWish } from '../admin/changes.ts';
import { auditLines, type AuditFilter, type AuditPlace } from '../admin/audit.ts';
import { isoDay } from '../admin/days.ts';
import { budgetLines } from '../admin/provider-limits.ts';
import { limitLines } from '../admin/limits.ts';
import { readAmount } from '../pages/admin/amounts.ts';
import { AUDIT_AREAS, actorName, auditPage } from '../pages/admin/audit-view.ts';
import type { BudgetForm } from '../pages/admin/budget-view.ts';
import { csvFile, type Cells } from '../pages/admin/csv.ts';
import { checkNote, keysPage, type KeyLine } from '../pages/admin/keys-view.ts';
import { SPANS, SPAN_WORDS, WHOLE, limitsPage, type LimitForm } from '../pages/admin/limits-view.ts';
import { METER_WORDS, providerName, type Names } from '../pages/admin/words.ts';
import type { Html } from '../pages/frame.ts';
import { note } from '../pages/parts.ts';
import { newId } from '../setup.ts';
import { formField, person, type AccessTable } from './access.ts';
import type { Env, HttpDeps } from './kit.ts';
import { asked, askedRange, withQuery } from './report-query.ts';

export const manageAccess: AccessTable = {
  'GET /keys': person('admin'),
  'POST /keys': person('admin'),
  'POST /keys/check': person('admin'),
  'POST /keys/remove': person('admin'),
  'POST /keys/limit': person('admin'),
  'POST /keys/limit/remove': person('admin'),
  'GET /limits': person('admin'),
  'POST /limits': person('admin'),
  'POST /limits/remove': person('admin'),
  'POST /limits/repeats': person('admin'),
  'GET /audit': person('admin'),
  'GET /audit.csv': person('admin'),
};
const KEY_CHARS = 4_000;
const USED_FORM = 'This form was used for another limit. Choose once more.';

/** Provider keys, limits and the audit of a workspace: its admins only. */
export function manageRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { db } = deps;
  const changes = createAdminChanges(db, deps.store);
  const namesOf = async (c: Context<Env>): Promise<Names> => ({ members: await deps.identity.members.names(c.get('session').accountId), catalogue: deps.catalogue });
  const listOf = (names: Names) => [...names.members].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));

  async function keys(c: Context<Env>, said: Html | string, wrong?: { readonly error: string; readonly chosen: string } | { readonly limit: BudgetForm }): Promise<Response> {
    const { accountId } = c.get('session');
    const [stored, book, names] = await Promise.all([deps.keys.list(accountId), deps.store.priceBook(), namesOf(c)]);
    const budgets = await budgetLines(db, { accountId, providerIds: stored.map((key) => key.providerId), book, catalogue: deps.catalogue });
    const budget = { budgets, names, id: newId(), newId, form: wrong !== undefined && 'limit' in wrong ? wrong.limit : { provider: '', amount: '' } };
    const lines = stored.map((key): KeyLine => {
      const operations = Object.keys(deps.catalogue.get(key.providerId)?.operations ?? {}).filter(isOperation);
      const priced = operations.filter((operation) => Object.hasOwn(book.data, `${operation}@${key.providerId}`));
      return { ...key, priced: priced.map((operation) => ({ operation, credits: book.data[`${operation}@${key.providerId}`] ?? 0 })), unpriced: operations.filter((operation) => !priced.includes(operation)) };
    });
    const providers = [...deps.catalogue.values()].filter((manifest) => manifest.auth.kind !== 'none').map((manifest) => ({ id: manifest.id, name: manifest.name, label: manifest.key?.label ?? 'Key', help: manifest.key?.helpUrl ?? null })).sort((a, b) => a.name.localeCompare(b.name));
    return c.html(keysPage(c.get('frame'), { keys: lines, providers, names, said, budget, ...(wrong !== undefined && 'error' in wrong ? wrong : {}) }), wrong === undefined ? 200 : 422);
  }
  const providerOf = async (c: Context<Env>): Promise<string | null> => {
    const id = await formField(c, 'provider', 60);
    return deps.providerIds.has(id) ? id : null;
  };
  app.get('/keys', async (c) => {
    const names = await namesOf(c);
    const [stored, removed] = [asked(c, 'stored', 60), asked(c, 'removed', 60)];
    if (stored !== undefined && deps.providerIds.has(stored)) return keys(c, note('ok', `The key of ${providerName(names, stored)} is stored.`, 'Test it, so that the first question does not find out.'));
    if (removed !== undefined && deps.providerIds.has(removed)) return keys(c, note('ok', `The key of ${providerName(names, removed)} is removed.`));
    const limit = asked(c, 'limit');
    return keys(c, limit === undefined ? '' : note('ok', limit === 'removed' ? 'The limit is removed.' : 'The limit is set.', 'It holds from now on, in every process of this server.'));
  });
  app.post('/keys', async (c) => {
    const { accountId, userId } = c.get('session');
    const [providerId, key] = [await providerOf(c), (await formField(c, 'key', KEY_CHARS)).trim()];
    if (providerId === null || key === '') return keys(c, '', { error: providerId === null ? 'Choose a provider.' : 'A key is needed.', chosen: providerId ?? '' });
    await deps.keys.set(accountId, providerId, key, userId);
    return c.redirect(`/keys?stored=${encodeURIComponent(providerId)}`, 303);
  });
  app.post('/keys/check', async (c) => {
    const { accountId } = c.get('session');
    const providerId = await providerOf(c);
    const key = providerId === null ? null : await deps.keys.reveal(accountId, providerId);
    if (providerId === null || key === null) return keys(c, note('warn', 'There is no such key.', 'Nothing was tested.'));
    const outcome = await deps.engine.checkKey(providerId, key, { signal: c.req.raw.signal, ...(deps.sandboxUrl === undefined ? {} : { sandboxUrl: deps.sandboxUrl }) });
    return keys(c, checkNote(providerName(await namesOf(c), providerId), outcome));
  });
  app.post('/keys/remove', async (c) => {
    const { accountId, userId } = c.get('session');
    const providerId = await providerOf(c);
    if (providerId !== null && (await deps.keys.remove(accountId, providerId, userId))) return c.redirect(`/keys?removed=${encodeURIComponent(providerId)}`, 303);
    return c.redirect('/keys', 303);
  });
  /** Sets or (null) removes what a provider may be paid a day. */
  async function limitProvider(c: Context<Env>, limit: number | null, form: BudgetForm): Promise<Response> {
    const { accountId, userId } = c.get('session');
    const [id, providerId] = [idSchema.safeParse(await formField(c, 'id')), await providerOf(c)];
    if (!id.success || providerId === null) return keys(c, '', { limit: { ...form, error: 'Choose a provider.' } });
    const name = providerName(await namesOf(c), providerId);
    if ((await changes.setProviderLimit({ accountId, actor: userId, id: id.data, reason: '' }, { providerId, name, limit })) === 'id_reused') return keys(c, '', { limit: { ...form, error: USED_FORM } });
    return c.redirect(`/keys?limit=${limit === null ? 'removed' : 'set'}`, 303);
  }
  app.post('/keys/limit', async (c) => {
    const form: BudgetForm = { provider: await formField(c, 'provider', 60), amount: await formField(c, 'amount') };
    const limit = readAmount(form.amount);
    if (limit === null || limit > PROVIDER_LIMIT_MICRO_USD) return keys(c, '', { limit: { ...form, error: 'An amount of money, such as 20 or 2.50. With 0 nothing that costs is asked.' } });
    return limitProvider(c, limit, form);
  });
  app.post('/keys/limit/remove', async (c) => limitProvider(c, null, { provider: await formField(c, 'provider', 60), amount: '' }));

  async function limits(c: Context<Env>, said: Html | string, wrong?: { readonly form: LimitForm; readonly error: string }): Promise<Response> {
    const account = await accountFacts(db, c.get('session').accountId);
    const [lines, names] = await Promise.all([limitLines(db, account), namesOf(c)]);
    return c.html(limitsPage(c.get('frame'), { lines, members: listOf(names), names, repeatMs: account.repeatMs, form: wrong?.form ?? { who: WHOLE, meter: 'data_credits', span: 'day', amount: '' }, id: newId(), newId, said, ...(wrong === undefined ? {} : { error: wrong.error }) }), wrong === undefined ? 200 : 422);
  }
  /** Whose limit a form is about; null when it is nobody's here. */
  async function limitOf(c: Context<Env>): Promise<(Omit<LimitWish, 'limit'> & { readonly id: string }) | null> {
    const { accountId } = c.get('session');
    const who = await formField(c, 'who', 80);
    const members = await deps.identity.members.names(accountId);
    const id = idSchema.safeParse(await formField(c, 'id'));
    const [meterText, spanText] = [await formField(c, 'meter'), await formField(c, 'span')];
    const meter = METERS.find((one) => one === meterText);
    const span = SPANS.find((one) => one === spanText);
    const userId = who === WHOLE ? '' : who;
    if (!id.success || meter === undefined || span === undefined) return null;
    const isKnown = userId === '' || members.has(userId) || (await limitLines(db, await accountFacts(db, accountId))).some((line) => line.userId === userId);
    return isKnown ? { userId, meter, span, text: `${userId === '' ? 'Workspace' : userId}, ${METER_WORDS[meter]} ${SPAN_WORDS[span]}`, id: id.data } : null;
  }
  app.get('/limits', (c) => limits(c, asked(c, 'done') === undefined ? '' : note('ok', { removed: 'The limit is removed.', repeats: 'The time is set.' }[asked(c, 'done') ?? ''] ?? 'The limit is set.', 'It holds from now on.')));
  app.post('/limits', async (c) => {
    const { accountId, userId } = c.get('session');
    const form: LimitForm = { who: await formField(c, 'who', 80), meter: await formField(c, 'meter'), span: await formField(c, 'span'), amount: await formField(c, 'amount') };
    const [wish, amount] = [await limitOf(c), readAmount(form.amount)];
    if (wish === null || amount === null || amount > GRANT_MICRO) return limits(c, '', { form, error: wish === null ? 'Choose somebody of this workspace, a meter and a time.' : 'An amount, such as 500. With 0 nothing may be used.' });
    const { id, ...cap } = wish;
    if ((await changes.setLimit({ accountId, actor: userId, id, reason: '' }, { ...cap, limit: micro(amount) })) === 'id_reused') return limits(c, '', { form, error: USED_FORM });
    return c.redirect('/limits?done=set', 303);
  });
  app.post('/limits/remove', async (c) => {
    const { accountId, userId } = c.get('session');
    const wish = await limitOf(c);
    if (wish === null) return c.redirect('/limits', 303);
    const { id, ...cap } = wish;
    if ((await changes.setLimit({ accountId, actor: userId, id, reason: '' }, { ...cap, limit: null })) === 'id_reused') return limits(c, note('bad', 'Nothing was changed.', USED_FORM));
    return c.redirect('/limits?done=removed', 303);
  });

  app.post('/limits/repeats', async (c) => {
    const { accountId, userId } = c.get('session');
    const id = idSchema.safeParse(await formField(c, 'id'));
    const text = await formField(c, 'ms');
    const ms = REPEAT_WINDOWS_MS.find((one) => String(one) === text);
    if (!id.success || ms === undefined) return limits(c, note('bad', 'Nothing was changed.', 'Choose one of the times.'));
    if ((await changes.setRepeatWindow({ accountId, actor: userId, id: id.data, reason: '' }, ms)) === 'id_reused') return limits(c, note('bad', 'Nothing was changed.', USED_FORM));
    return c.redirect('/limits?done=repeats', 303);
  });

  async function auditFilter(c: Context<Env>) {
    const account = await accountFacts(db, c.get('session').accountId);
    const range = askedRange(c, account);
    const [actor, area] = [asked(c, 'actor', 80), AUDIT_AREAS.find((one) => one === asked(c, 'area', 30))];
    const filter: AuditFilter = { fromDay: range.fromDay, toDay: range.toDay, ...(actor === undefined ? {} : { actor }), ...(area === undefined ? {} : { area }) };
    return { range, filter };
  }
  app.get('/audit', async (c) => {
    const { accountId } = c.get('session');
    const [{ range, filter }, names] = [await auditFilter(c), await namesOf(c)];
    const before = readPlace(asked(c, 'before', 200));
    const lines = await auditLines(db, accountId, filter, before, AUDIT_ENTRIES + 1);
    const shown = lines.slice(0, AUDIT_ENTRIES);
    const last = shown[shown.length - 1];
    const link = (change: Readonly<Record<string, string | undefined>>, path = '/audit') => withQuery(c, path, change);
    const older = lines.length > AUDIT_ENTRIES && last !== undefined ? link({ before: `${last.at} ${last.id}` }) : null;
    return c.html(auditPage(c.get('frame'), { range, filter, lines: shown, older, isFirst: before === null, members: listOf(names), names, link }));
  });
  app.get('/audit.csv', async (c) => {
    const { accountId } = c.get('session');
    const [{ filter }, names] = [await auditFilter(c), await namesOf(c)];
    async function* rows(): AsyncGenerator<readonly Cells[]> {
      yield [['time', 'who', 'actor id', 'what', 'about', 'reason']];
      for (let before: AuditPlace | null = null; ; ) {
        const lines = await auditLines(db, accountId, filter, before, CSV_ROWS);
        yield lines.map((line) => [new Date(line.at).toISOString(), actorName(names, line.actor), line.actor, line.action, line.target, line.reason]);
        const last = lines[lines.length - 1];
        if (last === undefined || lines.length < CSV_ROWS) return;
        before = { at: last.at, id: last.id };
      }
    }
    return csvFile(c, `audit-${isoDay(filter.fromDay)}-${isoDay(filter.toDay)}.csv`, rows());
  });
  return app;
}

function readPlace(text: string | undefined): AuditPlace | null {
  const match = /^(\d{1,15}) (\S{1,180})$/.exec(text ?? '');
  return match?.[1] === undefined || match[2] === undefined ? null : { at: Number(match[1]), id: match[2] };
}
