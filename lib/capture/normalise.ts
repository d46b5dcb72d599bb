import { rawCaptureSchema, type RawCapture } from '../contracts/raw-capture.ts';
import type { Recipe, SingleRecipe } from '../contracts/recipe.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import type { Candidate } from './candidates.ts';
import { decideKind } from './kind.ts';
import { mergeCandidates, type MergeContext } from './merge-candidates.ts';
import { readPageFacts, type Page } from './page.ts';
import { finishPerson } from './person-details.ts';
import { recipeCandidates } from './recipe-values.ts';
import { entityCandidates } from './schema-org.ts';
import { subjectOf, type Subject } from './subjects.ts';
import { interpret } from './told/interpret.ts';
import { companyNames, companyText } from './text-company.ts';
import { personNames, personText } from './text-person.ts';
import { keptUrl } from './urls.ts';

/**
 * Turns what the injected reader handed back into a capture: checked, decided (person or company), merged, normalised.
 * @param raw hostile; anything but a RawCapture is `broken`
 * @param at milliseconds since 1970
 * @param recipes those the reader was called with
 */
export function toCapture(raw: unknown, tab: { readonly url: string; readonly title: string }, at: number, recipes: Recipe | readonly Recipe[] = []): Result<Capture, 'broken' | 'pdf'> {
  const parsed = rawCaptureSchema.safeParse(raw);
  if (!parsed.success) return err('broken');
  if (parsed.data.contentType === 'application/pdf') return err('pdf');
  const page = { url: keptUrl(tab.url), title: tab.title };
  const facts = readPageFacts(interpret(parsed.data), page);
  const recipe = usedRecipe(parsed.data, Array.isArray(recipes) ? recipes : [recipes as Recipe]);
  const told = recipe && parsed.data.recipe ? recipeCandidates(recipe, parsed.data.recipe, page.url) : { candidates: [], missing: [] };
  const person = subjectOf(facts, 'person');
  const company = subjectOf(facts, 'company');
  const decision = decideKind(facts, person, company, recipe?.lead);
  const fieldsFor = (kind: LeadKind): LeadFields => {
    const context: MergeContext = { kind, pageUrl: page.url, country: facts.country, at, ...(recipe ? { recipeId: recipe.id } : {}) };
    const own = recipe?.lead === kind ? told.candidates : [];
    return kind === 'person' ? personFields(facts, person, own, decision.kind === 'person', context) : companyFields(facts, company, own, context);
  };
  return ok({
    url: page.url,
    title: facts.title.slice(0, 500),
    kind: decision.kind,
    kindReasons: decision.reasons,
    kindScores: decision.scores,
    fields: fieldsFor(decision.kind),
    otherFields: fieldsFor(decision.kind === 'person' ? 'company' : 'person'),
    ...(recipe ? { recipeId: recipe.id } : {}),
    recipeMissing: told.missing,
    truncated: parsed.data.truncated,
    stats: { elements: parsed.data.elements, tookMs: Math.round(parsed.data.tookMs) },
  });
}

/** Confidence of a number in the text that words or a link say is one. */
const LABELLED = 58;

function usedRecipe(raw: RawCapture, recipes: readonly Recipe[]): SingleRecipe | undefined {
  return raw.recipe?.applies ? recipes.find((recipe): recipe is SingleRecipe => recipe.kind === 'single' && recipe.id === raw.recipe?.id) : undefined;
}

const bestName = (candidates: readonly Candidate[], context: MergeContext): string => mergeCandidates(candidates.filter((c) => c.field === 'name'), context).name?.values[0]?.value ?? '';

function personFields(page: Page, subject: Subject | null, own: readonly Candidate[], isSubject: boolean, context: MergeContext): LeadFields {
  const known = [...own, ...(subject ? entityCandidates(page.graph, 'person', subject) : []), ...personNames(page)];
  const name = bestName(known, context);
  if (name === '') return {}; // nobody is named: contact points of the site are not a person's
  return finishPerson(page, [...known, ...withoutStrayPhones(page, known, personText(page, name))], name, isSubject, context);
}

function companyFields(page: Page, subject: Subject | null, own: readonly Candidate[], context: MergeContext): LeadFields {
  const known = [...own, ...(subject ? entityCandidates(page.graph, 'company', subject) : []), ...companyNames(page)];
  const name = bestName(known, context);
  return mergeCandidates([...known, ...withoutStrayPhones(page, known, companyText(page, name))], context);
}

/** On the site of others whose data names the subject's telephone, further numbers count only when words say that they are one. */
function withoutStrayPhones(page: Page, known: readonly Candidate[], told: readonly Candidate[]): Candidate[] {
  if (page.isOwnSite || !known.some((candidate) => candidate.field === 'phone')) return [...told];
  return told.filter((candidate) => candidate.field !== 'phone' || candidate.confidence >= LABELLED);
}
