import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { idSchema } from '../../lib/contracts/account-api.ts';
import { CSV_ROWS, PRICE_FORM_BYTES, REASON_CHARS } from '../../lib/core/limits.ts';
import { decimalMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { accountFacts, operatorAccount } from '../admin/account.ts';
import { createAdminChanges } from '../admin/changes.ts';
import { reasonFor } from '../admin/notes.ts';
import { differenceOf, draftPriceBook, formOf, type PriceForm } from '../admin/price-draft.ts';
import { priceBookVersion, priceBooks } from '../ledger/price-books.ts';
import type { StoredPriceBook } from '../ledger/store.ts';
import { csvFile, type Cells } from '../pages/admin/csv.ts';
import { checkVersionPage, newVersionPage, pricesPage, versionPage, type PriceLine } from '../pages/admin/prices-view.ts';
import { operationName, providerName, type Names } from '../pages/admin/words.ts';
import { cardPage } from '../pages/frame.ts';
import { note } from '../pages/parts.ts';
import { supplierCost } from '../prices.ts';
import { newId } from '../setup.ts';
import { formField, person, type AccessTable } from './access.ts';
import type { Env, HttpDeps } from './kit.ts';
import { asked, askedNumber } from './report-query.ts';

export const priceAccess: AccessTable = {
  'GET /prices': person('admin'),
  'GET /prices.csv': person('admin'),
  'GET /prices/version': person('admin'),
  'GET /prices/new': person('admin'),
  'POST /prices/check': person('admin'),
  'POST /prices/publish': person('admin'),
};

/** The price book: read by admins, changed by those of the operator's own workspace, because it is the same for everybody on this server. */
export function priceRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { db } = deps;
  const changes = createAdminChanges(db, deps.store);
  const namesOf = (): Names => ({ members: new Map(), catalogue: deps.catalogue });
  const onlyOperator = async (c: Context<Env>): Promise<Response | null> =>
    (await operatorAccount(db)) === c.get('session').accountId ? null : c.html(cardPage(c.get('frame'), 'Only the operator publishes prices', html`<p>Prices are the same for every workspace of this server. Nothing was changed.</p><p><a href="/prices">Go to the price book</a></p>`), 403);

  async function linesOf(c: Context<Env>, book: StoredPriceBook): Promise<PriceLine[]> {
    const held = new Set((await deps.keys.list(c.get('session').accountId)).map((key) => key.providerId));
    return Object.entries(book.data).map(([key, credits]) => {
      const [operation = '', providerId = ''] = key.split('@');
      return { key, operation, providerId, credits, cost: supplierCost(key), hasKey: held.has(providerId) };
    }).sort((a, b) => Number(b.hasKey) - Number(a.hasKey) || (a.key < b.key ? -1 : 1));
  }

  app.get('/prices', async (c) => {
    const [book, history, operator] = await Promise.all([deps.store.priceBook(), priceBooks(db), operatorAccount(db)]);
    const search = asked(c, 'find', 60) ?? '';
    const names = namesOf();
    const lines = await linesOf(c, book);
    const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found = lines.filter((line) => words.every((word) => `${line.key} ${operationName(line.operation)} ${providerName(names, line.providerId)}`.toLowerCase().includes(word)));
    const done = askedNumber(c, 'done');
    const said = done !== undefined && history.some((one) => one.version === done) ? note('ok', `Version ${done} is published.`, 'It is in force from its date on and never changes.') : '';
    return c.html(pricesPage(c.get('frame'), { book, history, lines: found, count: lines.length, search, isOperator: operator === c.get('session').accountId, names, said }));
  });
  app.get('/prices.csv', async (c) => {
    const version = askedNumber(c, 'version');
    const book = version === undefined ? await deps.store.priceBook() : await priceBookVersion(db, version);
    if (book === null) return c.notFound();
    const entries = Object.entries(book.data).sort(([a], [b]) => (a < b ? -1 : 1));
    async function* rows(): AsyncGenerator<readonly Cells[]> {
      yield [['operation', 'provider', 'data credits', 'supplier takes, micro-USD']];
      for (let i = 0; i < entries.length; i += CSV_ROWS) yield entries.slice(i, i + CSV_ROWS).map(([key, u]) => [...key.split('@'), decimalMicro(micro(u)), supplierCost(key) ?? '']);
    }
    return csvFile(c, `prices-version-${book.version}.csv`, rows());
  });
  app.get('/prices/version', async (c) => {
    const version = askedNumber(c, 'n') ?? 0;
    const book = await priceBookVersion(db, version);
    const known = (await priceBooks(db)).find((one) => one.version === version);
    if (book === null || known === undefined) return c.html(cardPage(c.get('frame'), 'No such version', html`<p><a href="/prices">Go to the price book</a></p>`), 404);
    const [before, operator] = await Promise.all([priceBookVersion(db, version - 1), operatorAccount(db)]);
    return c.html(versionPage(c.get('frame'), { book, before, difference: before === null ? null : differenceOf(before, book), effectiveFrom: known.effectiveFrom, reason: operator === null ? '' : await reasonFor(db, operator, 'prices.published', `version ${version}`) }, namesOf()));
  });

  async function newest(): Promise<{ readonly book: StoredPriceBook; readonly effectiveFrom: number }> {
    const known = (await priceBooks(db))[0];
    const book = known === undefined ? null : await priceBookVersion(db, known.version);
    if (known === undefined || book === null) throw new Error('a server has a price book');
    return { book, effectiveFrom: known.effectiveFrom };
  }
  async function sent(c: Context<Env>): Promise<{ readonly form: PriceForm; readonly reason: string }> {
    const text = (name: string): Promise<string> => formField(c, name, PRICE_FORM_BYTES);
    return { form: { from: await text('from'), tiers: await text('tiers'), credit: await text('credit'), changes: await text('changes') }, reason: (await text('reason')).trim().slice(0, REASON_CHARS) };
  }
  app.get('/prices/new', async (c) => {
    const refusal = await onlyOperator(c);
    if (refusal !== null) return refusal;
    const { book } = await newest();
    return c.html(newVersionPage(c.get('frame'), { form: formOf(book), reason: '', errors: [], newest: book }));
  });
  app.post('/prices/check', async (c) => {
    const refusal = await onlyOperator(c);
    if (refusal !== null) return refusal;
    const { form, reason } = await sent(c);
    const last = await newest();
    const { now } = await accountFacts(db, c.get('session').accountId);
    const draft = draftPriceBook(form, last, deps.catalogue, now);
    if (!draft.ok) return c.html(newVersionPage(c.get('frame'), { form, reason, errors: draft.errors, newest: last.book }), 422);
    return c.html(checkVersionPage(c.get('frame'), { form, reason, errors: [], newest: last.book, id: `${newId()}.v${draft.book.version}`, book: draft.book, difference: differenceOf(last.book, draft.book) }, namesOf()));
  });
  app.post('/prices/publish', async (c) => {
    const refusal = await onlyOperator(c);
    if (refusal !== null) return refusal;
    const { accountId, userId } = c.get('session');
    const { form, reason } = await sent(c);
    const id = idSchema.safeParse(await formField(c, 'id'));
    const version = /\.v(\d{1,9})$/.exec(id.data ?? '')?.[1];
    if (!id.success || version === undefined) return c.html(cardPage(c.get('frame'), 'Nothing was published', note('bad', 'Nothing was changed.', 'The form was not as this page makes it.')), 422);
    const known = await priceBookVersion(db, Number(version) - 1);
    const before = (await priceBooks(db)).find((one) => one.version === Number(version) - 1);
    const { now } = await accountFacts(db, accountId);
    // Made again from what was typed, against the version that was compared with: what is published is what was shown.
    const draft = known === null || before === undefined ? null : draftPriceBook(form, { book: known, effectiveFrom: before.effectiveFrom }, deps.catalogue, now);
    if (draft === null || !draft.ok) return c.html(newVersionPage(c.get('frame'), { form, reason, errors: draft?.errors ?? [], newest: (await newest()).book }), 422);
    const done = await changes.publish({ accountId, actor: userId, id: id.data, reason }, draft.book, JSON.stringify(form));
    if (done === 'newer') return c.html(cardPage(c.get('frame'), 'Nothing was published', html`${note('bad', 'Another version was published meanwhile.', 'Compare with it and publish again.')}<p><a href="/prices/new">New version</a></p>`), 409);
    if (done === 'id_reused') return c.html(cardPage(c.get('frame'), 'Nothing was published', note('bad', 'This form was used for another version.', 'Compare again.')), 422);
    return c.redirect(`/prices?done=${draft.book.version}`, 303);
  });
  return app;
}
