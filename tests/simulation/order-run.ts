/** One life of a learned order against fixed ones, and the figures over many seeds. */
import { chosenOrder, createArranger, type ArrangeWorld } from '../../lib/domain/learning/arrange.ts';
import { fitModel } from '../../lib/domain/learning/model.ts';
import { expect, type Expected } from '../../lib/domain/learning/order.ts';
import { segmentOf } from '../../lib/domain/learning/segment.ts';
import { createTries } from '../../lib/domain/learning/tries.ts';
import { ask, costOf, Evidence, leadOf, rngOf, stepOf, taskOf, type Partner, type Scenario, type SimLead } from './order-world.ts';

export const POLICIES = ['as shipped', 'cheapest first', 'best hit first', 'random'] as const;
export type Policy = (typeof POLICIES)[number];
export interface Life {
  /** Money per accepted answer over the whole life, micro-USD. */
  readonly learned: number;
  readonly fixed: Readonly<Record<Policy, number>>;
  readonly oracle: number;
  readonly coverage: number;
  /** Money per answer above the oracle's, run by run. */
  readonly regret: readonly number[];
  /** Part of the answers of all partners together that the learned order kept, over the second half of the life. */
  readonly kept: number;
  /** Second half of the life: answers and money as foretold before each run, against what came of it (1 = as foretold). */
  readonly foretold: { readonly found: number; readonly money: number };
  /** What trying was expected to cost, as a share of what was expected to be spent; the highest of all runs. */
  readonly triedMost: number;
  /** What trying really cost: money of the life with tries against the best orders of the same beliefs, as a share. */
  readonly triedReally: number;
}

/** @param runs runs of `leads` leads each; what a run finds is known to the next */
export function live(scenario: Scenario, seed: number, { runs, leads, tryShare, keepShare = 1 }: { readonly runs: number; readonly leads: number; readonly tryShare: number; readonly keepShare?: number }): Life {
  const rng = rngOf(seed);
  const chance = rngOf(seed + 1_000_003);
  const times = rngOf(seed + 2_000_003);
  const evidence = new Evidence();
  const sums = new Map<string, number>();
  const addTo = (name: string, value: number): void => void sums.set(name, (sums.get(name) ?? 0) + value);
  const regret: number[] = [];
  let triedMost = 0;
  const late = { found: 0, all: 0, money: 0, foretoldFound: 0, foretoldMoney: 0 };
  let found = 0;
  const oracles = oraclesOf(scenario);
  for (let run = 0; run < runs; run++) {
    const model = fitModel([...evidence.cells.values()], run * 86_400_000);
    const tries = createTries(tryShare, () => chance.next());
    const world = { model, costOf: (step: { readonly providerId?: string }) => costOf(partnerOf(scenario, step.providerId)) };
    const trying = createArranger({ ...world, tries });
    const best = createArranger(world);
    let foundHere = 0;
    let more = 0;
    for (let i = 0; i < leads; i++) {
      const lead = leadOf(scenario, rng, run * leads + i);
      const steps = scenario.partners.map(stepOf);
      const order = trying({ learning: { keepShare } }, steps, segmentOf(lead.lead)).filter((s) => s.skip === undefined).map((s) => partnerOf(scenario, s.providerId));
      const result = ask(lead, order);
      evidence.add(taskOf(lead, result, (run + 1) * 86_400_000, times), lead.lead);
      addTo('learned', result.moneyMicroUsd);
      addTo('untried', ask(lead, best({ learning: { keepShare } }, steps, segmentOf(lead.lead)).filter((s) => s.skip === undefined).map((s) => partnerOf(scenario, s.providerId))).moneyMicroUsd);
      for (const policy of POLICIES) addTo(policy, ask(lead, fixedOrder(policy, scenario, chance)).moneyMicroUsd);
      const oracle = ask(lead, oracles.get(lead.country) ?? scenario.partners).moneyMicroUsd;
      addTo('oracle', oracle);
      more += result.moneyMicroUsd - oracle;
      foundHere += result.found ? 1 : 0;
      if (run * 2 < runs) continue;
      late.found += result.found ? 1 : 0;
      late.money += result.moneyMicroUsd;
      const told = foretell(world, lead, order, keepShare);
      late.foretoldFound += told.coverage;
      late.foretoldMoney += told.moneyMicroUsd;
      late.all += ask(lead, scenario.partners).found ? 1 : 0;
    }
    found += foundHere;
    regret.push(more / Math.max(1, foundHere));
    triedMost = Math.max(triedMost, tries.spent.expected > 0 ? tries.spent.extra / tries.spent.expected : 0);
  }
  const per = (name: string): number => (sums.get(name) ?? 0) / Math.max(1, found);
  return {
    kept: late.found / Math.max(1, late.all), foretold: { found: late.foretoldFound / Math.max(1, late.found), money: late.foretoldMoney / Math.max(1, late.money) }, learned: per('learned'), oracle: per('oracle'), coverage: found / (runs * leads), regret, triedMost,
    fixed: { 'as shipped': per('as shipped'), 'cheapest first': per('cheapest first'), 'best hit first': per('best hit first'), random: per('random') },
    triedReally: ((sums.get('learned') ?? 0) - (sums.get('untried') ?? 0)) / Math.max(1, sums.get('untried') ?? 1),
  };
}

/** What the order that a lead is asked in is expected to give and to take, before it is asked. */
function foretell(world: Pick<ArrangeWorld, 'model' | 'costOf'>, lead: SimLead, order: readonly Partner[], keepShare: number): Pick<Expected, 'coverage' | 'moneyMicroUsd'> {
  const { choices, joint } = chosenOrder(world, { learning: { keepShare } }, order.map(stepOf), segmentOf(lead.lead));
  return expect(choices, joint);
}

const partnerOf = (scenario: Scenario, id: string | undefined): Partner => {
  const partner = scenario.partners.find((p) => p.id === id);
  if (!partner) throw new Error(`no partner ${id}`);
  return partner;
};
const priceOf = (p: Partner): number => costOf(p).perCall + costOf(p).perHit + costOf(p).perAccepted;
const meanRate = (p: Partner, scenario: Scenario): number => scenario.countries.reduce((sum, c) => sum + (p.rates[c] ?? p.rates.other ?? 0), 0);

function fixedOrder(policy: Policy, scenario: Scenario, chance: { next(): number }): readonly Partner[] {
  switch (policy) {
    case 'as shipped':
      return scenario.partners;
    case 'cheapest first':
      return scenario.partners.toSorted((a, b) => priceOf(a) - priceOf(b));
    case 'best hit first':
      return scenario.partners.toSorted((a, b) => meanRate(b, scenario) - meanRate(a, scenario));
    case 'random':
      return scenario.partners.map((p) => ({ p, at: chance.next() })).sort((a, b) => a.at - b.at).map(({ p }) => p);
  }
}

const ORACLE_LEADS = 2_000;

const oracleOrders = new Map<Scenario, Map<string, readonly Partner[]>>();
function oraclesOf(scenario: Scenario): Map<string, readonly Partner[]> {
  const known = oracleOrders.get(scenario) ?? new Map(scenario.countries.map((country) => [country, oracleOrder(scenario, country)]));
  oracleOrders.set(scenario, known);
  return known;
}

/**
 * The best of all orders for a country, on leads of their own: nobody can know more than that. Exact, over sets instead of
 * orders: what a partner costs after a set has missed does not depend on the order of the set (Bellman, as for the travelling salesman of Held and Karp).
 */
function oracleOrder(scenario: Scenario, country: string): readonly Partner[] {
  const rng = rngOf(77);
  const { partners } = scenario;
  const leads = Array.from({ length: ORACLE_LEADS }, (_, n) => leadOf({ ...scenario, countries: [country] }, rng, n)).map((lead) => ({
    answeredBy: partners.reduce((set, p, i) => (lead.fates.get(p.id) === 'accepted' ? set | (1 << i) : set), 0),
    money: partners.map((p) => ask(lead, [p]).moneyMicroUsd),
  }));
  const best: { readonly money: number; readonly order: readonly number[] }[] = [{ money: 0, order: [] }];
  for (let set = 1; set < 1 << partners.length; set++) {
    best[set] = partners
      .map((_, i) => i)
      .filter((i) => set & (1 << i))
      .map((i) => {
        const before = set & ~(1 << i);
        const known = best[before] ?? { money: Infinity, order: [] };
        return { money: known.money + leads.reduce((sum, l) => sum + (l.answeredBy & before ? 0 : (l.money[i] ?? 0)), 0), order: [...known.order, i] };
      })
      .reduce((a, b) => (b.money < a.money ? b : a));
  }
  return (best.at(-1)?.order ?? []).flatMap((i) => partners[i] ?? []);
}

/** Mean with its 95 % interval over seeds (Student's t, close enough from ten seeds on). */
export function interval(values: readonly number[]): { readonly mean: number; readonly low: number; readonly high: number } {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, n - 1);
  const half = (1.96 + 2.6 / Math.max(1, n - 1)) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}
