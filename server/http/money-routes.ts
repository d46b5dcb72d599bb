import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { GRANT_MICRO, REASON_CHARS } from '../../lib/core/limits.ts';
import { idSchema } from '../../lib/contracts/account-api.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import { isGivenByHand } from '../../lib/domain/ledger/lots.ts';
import { accountFacts, plans, waitingPlan, type AccountFacts } from '../admin/account.ts';
import { createAdminChanges, type By, type GrantSource, type GrantWish } from '../admin/changes.ts';
import { dayStart, readDay } from '../admin/days.ts';
import { givenLots, lotLine, openLots, taking, topUpsBetween } from '../admin/lots.ts';
import { actionsPaid, monthInvoice, premiumOf, topUpPrice } from '../admin/plan-money.ts';
import { priceBooksAt } from '../ledger/price-books.ts';
import { newId } from '../setup.ts';
import { amountText, readAmount, withUnit } from '../pages/admin/amounts.ts';
import { checkGrantPage, grantsPage, reversalPage, type GrantErrors, type GrantForm } from '../pages/admin/grants-view.ts';
import { planPage } from '../pages/admin/plan-view.ts';
import { checkTakeBackPage, takeBackPage, type TakeBackErrors, type TakeBackForm } from '../pages/admin/take-back-view.ts';
import type { Names } from '../pages/admin/words.ts';
import { cardPage, type Html } from '../pages/frame.ts';
import { note } from '../pages/parts.ts';
import { formField, person, type AccessTable } from './access.ts';
import { notTaken } from './admin-routes.ts';
import type { Env, HttpDeps } from './kit.ts';
import { asked, oneOf } from './report-query.ts';

export const moneyAccess: AccessTable = {
  'GET /plan': person('admin'),
  'POST /plan': person('admin'),
  'GET /grants': person('admin'),
  'GET /grants/check': person('admin'),
  'POST /grants': person('admin'),
  'GET /grants/take-back': person('admin'),
  'GET /grants/take-back/check': person('admin'),
  'POST /grants/take-back': person('admin'),
  'GET /reversals/new': person('admin'),
  'POST /reversals': person('admin'),
};

/** Ids of lots that the ledger makes itself are longer than those of forms. */
const LOT_ID_CHARS = 200;
const YEAR_MS = 365 * 86_400_000;

/** Plan, grants and reversals of a workspace: its admins only. What a form asks for is shown first and then done once, by its id. */
export function moneyRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { db } = deps;
  const changes = createAdminChanges(db, deps.store);
  const namesOf = async (c: Context<Env>): Promise<Names> => ({ members: await deps.identity.members.names(c.get('session').accountId), catalogue: deps.catalogue });
  const topUpsOf = ({ accountId, period }: AccountFacts) => topUpsBetween(db, accountId, period.startsAt, period.endsAt);
  const by = async (c: Context<Env>): Promise<By | null> => {
    const id = idSchema.safeParse(await formField(c, 'id'));
    const { accountId, userId } = c.get('session');
    return id.success ? { accountId, actor: userId, id: id.data, reason: (await formField(c, 'reason')).trim().slice(0, REASON_CHARS) } : null;
  };
  const again = (c: Context<Env>, title: string, text: string, back: string): Response | Promise<Response> =>
    c.html(cardPage(c.get('frame'), title, html`${note('bad', 'Nothing was changed.', text)}<p><a href="${back}">Go back</a></p>`), 422);

  app.get('/plan', async (c) => {
    const { accountId } = c.get('session');
    const account = await accountFacts(db, accountId);
    const [known, waiting, book, balances, topUps] = await Promise.all([plans(db), waitingPlan(db, accountId), deps.store.priceBook(), deps.store.balances(accountId), topUpsOf(account)]);
    const [monthBook = book, ...topUpBooks] = await priceBooksAt(db, [account.period.startsAt, ...topUps.map((one) => one.at)]);
    const invoice = monthInvoice(account.plan, monthBook, topUps.map((one, i) => ({ ...one, book: topUpBooks[i] ?? monthBook })));
    const shown = known.some((plan) => plan.planId === account.plan.planId) ? known.map((plan) => (plan.planId === account.plan.planId ? account.plan : plan)) : [account.plan, ...known];
    return c.html(planPage(c.get('frame'), { account, plans: shown, book, balances, invoice, invoiceBook: monthBook.version, waiting, newId, said: planSaid(asked(c, 'done'), account) }));
  });
  app.post('/plan', async (c) => {
    const who = await by(c);
    const planId = await formField(c, 'plan', 60);
    const plan = (await plans(db)).find((one) => one.planId === planId);
    if (who === null || plan === undefined) return again(c, 'The plan stays', 'This server has no such plan.', '/plan');
    const done = await changes.changePlan(who, plan);
    if (done === 'id_reused' || done === 'unknown_plan') return again(c, 'The plan stays', 'This form was used for another plan. Choose again.', '/plan');
    return c.redirect(`/plan?done=${done === 'waiting' ? 'waiting' : 'changed'}`, 303);
  });

  async function grants(c: Context<Env>, form: GrantForm, errors: GrantErrors, said: Html | string): Promise<Response> {
    const { accountId } = c.get('session');
    const [open, given, book, names] = await Promise.all([openLots(db, accountId), givenLots(db, accountId), deps.store.priceBook(), namesOf(c)]);
    return c.html(grantsPage(c.get('frame'), { form, errors, open, given, creditMicroUsd: book.creditMicroUsd, premium: premiumOf(book), names, said }), Object.keys(errors).length > 0 ? 422 : 200);
  }
  app.get('/grants', async (c) => {
    const { accountId } = c.get('session');
    const done = asked(c, 'done');
    const lot = done === undefined ? undefined : (await givenLots(db, accountId)).find((one) => one.lotId === done);
    if (lot !== undefined) return grants(c, EMPTY_GRANT, {}, note('ok', `${withUnit(lot.meter, lot.amount)} added.`, 'The entry is in the statement.'));
    const taken = asked(c, 'taken');
    const back = taken === undefined ? null : await taking(db, accountId, taken);
    return grants(c, EMPTY_GRANT, {}, back === null ? '' : note('ok', `${withUnit(back.meter, back.amount)} taken back.`, 'The entry is in the statement.'));
  });
  app.get('/grants/check', async (c) => {
    const { accountId } = c.get('session');
    const form: GrantForm = { meter: asked(c, 'meter') ?? '', source: asked(c, 'source') ?? '', amount: asked(c, 'amount') ?? '', expires: asked(c, 'expires') ?? '', reason: (asked(c, 'reason', REASON_CHARS) ?? '') };
    const account = await accountFacts(db, accountId);
    const read = readGrant(form, account.now);
    if ('errors' in read) return grants(c, form, read.errors, '');
    const balance = (await deps.store.balances(accountId)).find((one) => one.meter === read.wish.meter);
    const book = await deps.store.priceBook();
    const price = read.wish.source === 'topup' ? topUpPrice(book, read.wish, actionsPaid(account.plan, await topUpsOf(account))) : null;
    return c.html(checkGrantPage(c.get('frame'), { ...read.wish, id: newId(), reason: form.reason, price, premium: premiumOf(book), available: balance?.available ?? 0, deficit: balance?.deficit ?? 0 }));
  });
  app.post('/grants', async (c) => {
    const who = await by(c);
    const account = await accountFacts(db, c.get('session').accountId);
    const expires = await formField(c, 'expires');
    const form: GrantForm = { meter: await formField(c, 'meter'), source: await formField(c, 'source'), amount: await formField(c, 'amount'), expires: '', reason: who?.reason ?? '' };
    const read = readGrant(form, account.now);
    const expiresAt = expires === 'never' ? null : /^\d{1,15}$/.test(expires) ? Number(expires) : Number.NaN;
    if (who === null || 'errors' in read || Number.isNaN(expiresAt)) return again(c, 'Nothing was added', 'The form was not as this page makes it. Fill it in once more.', '/grants');
    const done = await changes.grant(who, { ...read.wish, expiresAt });
    if (done === 'id_reused' || done === 'reserved_id') return again(c, 'Nothing was added', 'This form was used for another amount. Fill it in once more.', '/grants');
    return c.redirect(`/grants?done=${who.id}`, 303);
  });

  const noLot = (c: Context<Env>): Response | Promise<Response> => c.html(cardPage(c.get('frame'), 'No such lot', html`<p>This workspace has no lot of this id.</p><p><a href="/grants">Go to the grants</a></p>`), 404);
  app.get('/grants/take-back', async (c) => {
    const lot = await lotLine(db, c.get('session').accountId, asked(c, 'lot', LOT_ID_CHARS) ?? '');
    return lot === null ? noLot(c) : c.html(takeBackPage(c.get('frame'), lot, { amount: amountText(lot.available), reason: '' }, {}, await namesOf(c)));
  });
  app.get('/grants/take-back/check', async (c) => {
    const { accountId } = c.get('session');
    const lot = await lotLine(db, accountId, asked(c, 'lot', LOT_ID_CHARS) ?? '');
    if (lot === null) return noLot(c);
    const shown: TakeBackForm = { amount: asked(c, 'amount') ?? '', reason: asked(c, 'reason', REASON_CHARS) ?? '' };
    const amount = readAmount(shown.amount);
    const errors: TakeBackErrors = {
      ...(amount === null || amount < 1 ? { amount: 'An amount above 0, such as 500 or 2.5.' } : amount > lot.available ? { amount: `Only ${amountText(lot.available)} are free.` } : {}),
      ...(shown.reason.trim() === '' ? { reason: 'A reason is needed: it is kept with the entry.' } : {}),
    };
    if (amount === null || Object.keys(errors).length > 0 || !isGivenByHand(lot.source)) return c.html(takeBackPage(c.get('frame'), lot, shown, errors, await namesOf(c)), 422);
    const balance = (await deps.store.balances(accountId)).find((one) => one.meter === lot.meter);
    return c.html(checkTakeBackPage(c.get('frame'), { id: newId(), lot, amount, reason: shown.reason.trim(), available: balance?.available ?? 0 }, await namesOf(c)));
  });
  app.post('/grants/take-back', async (c) => {
    const who = await by(c);
    const lotId = await formField(c, 'lot', LOT_ID_CHARS);
    const amount = readAmount(await formField(c, 'amount'));
    if (who === null || who.reason === '' || amount === null || amount < 1) return again(c, 'Nothing was taken back', 'The form was not as this page makes it. Fill it in once more.', '/grants');
    const done = await changes.takeBack(who, { lotId, amount: micro(amount) });
    if (done.kind !== 'applied' && done.kind !== 'exists') return again(c, 'Nothing was taken back', notTaken(done), `/grants/take-back?lot=${encodeURIComponent(lotId)}`);
    return c.redirect(`/grants?taken=${who.id}`, 303);
  });

  app.get('/reversals/new', async (c) => {
    const charge = await deps.store.charge(c.get('session').accountId, asked(c, 'charge', 80) ?? '');
    if (charge === null) return c.html(cardPage(c.get('frame'), 'No such charge', html`<p>This workspace has no charge of this id.</p><p><a href="/statement">Go to the statement</a></p>`), 404);
    return c.html(reversalPage(c.get('frame'), { charge: charge.charge, id: newId(), reason: '' }, await namesOf(c)));
  });
  app.post('/reversals', async (c) => {
    const who = await by(c);
    const chargeId = await formField(c, 'charge', 80);
    const found = who === null ? null : await deps.store.charge(who.accountId, chargeId);
    if (who === null || found === null) return again(c, 'Nothing was reversed', 'The form was not as this page makes it.', '/statement');
    if (who.reason === '') return c.html(reversalPage(c.get('frame'), { charge: found.charge, id: who.id, reason: '', error: 'A reason is needed: it is kept with the entry.' }, await namesOf(c)), 422);
    const done = await changes.reverse(who, chargeId);
    if (done === 'not_reversible') return again(c, 'Nothing was reversed', 'This charge was reversed before, or was never posted.', '/statement');
    if (done === 'id_reused' || done === 'not_found') return again(c, 'Nothing was reversed', 'This form was used for something else. Open the charge again.', '/statement');
    return c.redirect('/statement?kind=reversal', 303);
  });
  return app;
}

function planSaid(done: string | undefined, account: AccountFacts): Html | string {
  if (done === 'changed') return note('ok', `The plan is ${account.plan.name}.`, 'What the rest of this month brings on top is in the statement.');
  return done === 'waiting' ? note('ok', 'The change waits for the end of the month.', 'Until then everything stays as it is.') : '';
}

const EMPTY_GRANT: GrantForm = { meter: 'data_credits', source: 'topup', amount: '', expires: '', reason: '' };

/** What a form asks for, or what is wrong with it. */
function readGrant(form: GrantForm, now: number): { readonly wish: GrantWish } | { readonly errors: GrantErrors } {
  const source: GrantSource = oneOf(form.source, ['topup', 'promo', 'adjust']);
  const amount = readAmount(form.amount);
  const day = form.expires === '' ? null : readDay(form.expires);
  // To the end of the day that is named.
  const expiresAt = day !== null ? dayStart(day + 1) : source === 'topup' ? now + YEAR_MS : null;
  const errors: GrantErrors = {
    ...(amount === null || amount < 1 ? { amount: 'An amount above 0, such as 500 or 2.5.' } : amount > GRANT_MICRO ? { amount: `At most ${amountText(GRANT_MICRO)} at once.` } : {}),
    ...(form.expires !== '' && (day === null || dayStart(day + 1) <= now) ? { expires: 'A day that is not over yet, or nothing.' } : {}),
    ...(source === 'adjust' && form.reason.trim() === '' ? { reason: 'An adjustment needs a reason.' } : {}),
  };
  return Object.keys(errors).length > 0 || amount === null ? { errors } : { wish: { meter: oneOf(form.meter, ['data_credits', 'actions']), source, amount, expiresAt } };
}
