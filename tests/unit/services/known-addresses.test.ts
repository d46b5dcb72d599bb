import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { PATTERN_PEOPLE } from '../../../lib/core/own-source-limits.ts';
import { planTask, stepsOf } from '../../../lib/domain/enrichment/plan.ts';
import { receiptOf } from '../../../lib/domain/enrichment/receipt.ts';
import type { Task } from '../../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { FieldValue, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { NOTHING } from '../../../lib/domain/ledger/amount.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { knownAddresses } from '../../../lib/services/known-addresses.ts';
import { planContext } from '../../../lib/services/plan-context.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { stepViews } from '../../../lib/ui/steps.ts';

const NOW = 1_800_000_000_000;
let n = 0;
const value = (text: string, over: Partial<FieldValue['provenance']> = {}, confidence = 80): FieldValue => ({ value: text, confidence, provenance: { origin: 'page', at: NOW, ...over } });
function lead(name: string, email: FieldValue | undefined, companyDomain = 'example.com'): Lead {
  const fields: LeadFields = { name: { values: [value(name)] }, companyDomain: { values: [value(companyDomain)] }, ...(email ? { workEmail: { values: [email] } } : {}) };
  return { id: `lead-${++n}` as Lead['id'], tableId: 't' as Lead['tableId'], kind: 'person', fields, keys: identityKeys('person', fields), order: n, createdAt: 1, updatedAt: 1 };
}
const AT = new Set(['example.com']);
const knownOf = (people: readonly Lead[], isPractice = false) => (knownAddresses(people, AT, isPractice).get('example.com') ?? []).flatMap((k) => k.forms);

describe('known addresses', () => {
  it('are those of people with a name, at that domain, that are sure enough', () => {
    expect(
      knownOf([
        lead('Ben Sample', value('ben.sample@example.com')),
        lead('Cleo Muster', value('cmuster@other.example')),
        lead('Dara', value('dara@example.com')),
        lead('Emil Testcase', value('et@example.com', {}, 30)),
        lead('Farah Demo', undefined),
      ]),
    ).toEqual(['first.last']);
  });
  it('are no guesses of Kiln\'s own unless the mailbox was seen to exist: a host that takes any address would prove every guess', () => {
    const guess = (confidence: number): Lead => lead('Ben Sample', value('bsample@example.com', { origin: 'provider', operation: 'verify-email' }, confidence));
    expect([knownOf([guess(70)]), knownOf([guess(96)])]).toEqual([[], ['flast']]);
  });
  it('of practice count in practice only', () => {
    const practice = [lead('Ben Sample', value('bsample@example.com', { sandbox: true }))];
    expect([knownOf(practice), knownOf(practice, true)]).toEqual([[], ['flast']]);
  });
  it('are bounded', () => {
    expect(knownOf(Array.from({ length: PATTERN_PEOPLE + 50 }, (_, i) => lead('Ben Sample', value(`ben.sample+${i}@example.com`)))).length).toBe(PATTERN_PEOPLE);
  });
});

const WATERFALL: Waterfall = { id: 'w', name: 'w', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], steps: [{ source: 'pattern' }], verifier: { providerIds: ['checker'], strategy: 'balanced' }, stopAfterSameRejected: 2, freshnessDays: 30 };

describe('a plan', () => {
  async function planned(people: readonly Lead[], asked: Lead) {
    const db = new KilnDatabase(`known-${Math.random()}`);
    await db.leads.bulkAdd([...people, asked]);
    const deps = { store: createStore(db), now: () => NOW, online: () => true, engine: { missingInput: () => null }, catalogue: new Map([['checker', { id: 'checker', auth: { kind: 'none' }, operations: { 'verify-email': {} } }]]) } as unknown as Deps;
    const plan = planTask(WATERFALL, asked, await planContext(deps, WATERFALL, [asked]));
    db.close();
    return plan.steps;
  }
  const asked = (): Lead => {
    const made = lead('Ada Example', undefined);
    return { ...made, fields: { ...made.fields, firstName: { values: [value('Ada')] }, lastName: { values: [value('Example')] } } };
  };
  const people = [lead('Ben Sample', value('bsample@example.com')), lead('Cleo Muster', value('cmuster@example.com')), lead('Dara Fixture', value('dfixture@example.com')), lead('Emil Testcase', value('emil.testcase@example.com.other.example')), lead('Gus Stub', value('gus.stub@aexample.com'))];

  it('guesses as the people of the own tables are called there, and says so in the step and on the receipt', async () => {
    const steps = await planned(people, asked());
    expect(steps.map((s) => [s.guess, s.basis])).toEqual([['aexample@example.com', { form: 'flast', known: 3, domain: 'example.com' }], ['ada.example@example.com', undefined]]);
    const rows = stepsOf('t1' as Task['id'], steps).map((s, i) => (i === 0 ? { ...s, state: 'accepted' as const } : s));
    const task: Task = { id: 't1' as Task['id'], runId: 'r' as Task['runId'], leadId: asked().id, enrichment: 'work-email', state: 'found', steps: rows, createdAt: 1, notBefore: 0, held: NOTHING, charged: NOTHING };
    expect(stepViews(task, (id) => id)[0]?.text).toBe('aexample@example.com · from 3 known addresses at example.com: flast');
    expect(receiptOf(task).lines[0]?.basis).toEqual({ form: 'flast', known: 3, domain: 'example.com' });
  });
  it('guesses by general figures where nobody is known', async () => {
    expect((await planned([], asked())).map((s) => s.guess)).toEqual(['ada.example@example.com', 'ada@example.com', 'aexample@example.com']);
  });
  it('does not take the asked lead\'s own address for proof', async () => {
    const own = lead('Ada Example', value('ada@example.com', {}, 60));
    expect((await planned([], own)).every((s) => s.basis === undefined)).toBe(true);
  });
});
