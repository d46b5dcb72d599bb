/**
 * Templates of Obsidian Web Clipper (the JSON its "Export" gives): properties filled from variables with filters,
 * triggers that say for which pages. Format: help.obsidian.md/web-clipper, "Templates", "Variables" and "Filters".
 */
import { z } from 'zod';
import { RECIPE_SOURCES } from '../../core/limits.ts';
import type { Recipe, RecipeSource, SingleRecipe } from '../../contracts/recipe.ts';
import { FIELDS, type FieldKey, type LeadKind } from '../../domain/lead/fields.ts';
import { slugOf } from '../slug.ts';
import { triggerPattern } from './clipper-triggers.ts';
import { sourcesOf } from './clipper-variables.ts';
import { fieldOf, importedProof, leadOf, type Imported } from './words.ts';

const templateSchema = z.object({
  name: z.string().max(200).default('Template'),
  triggers: z.array(z.string().max(1_000)).max(100).default([]),
  noteNameFormat: z.string().max(2_000).default(''),
  noteContentFormat: z.string().max(200_000).default(''),
  properties: z.array(z.object({ name: z.string().max(200), value: z.string().max(10_000).default('') })).max(200),
});

const PERSON_TYPES = /^(?:Person|ProfilePage|Physician|Patient)$/;
const COMPANY_TYPES = /^(?:Organization|Corporation|LocalBusiness|Store|Restaurant|NGO|EducationalOrganization|GovernmentOrganization|MedicalOrganization|SoftwareCompany)$/;

/** Null when it is no template. @param value parsed JSON of anybody */
export function importTemplate(value: unknown): Imported | null {
  const parsed = templateSchema.safeParse(value);
  if (!parsed.success) return null;
  const { name, triggers, properties, noteNameFormat, noteContentFormat } = parsed.data;
  const warnings: string[] = [];
  const match = patternsOf(triggers, warnings);
  if (match.length === 0) {
    const why = triggers.some((trigger) => trigger.startsWith('schema:')) ? 'it applies to a kind of data on every site; a recipe needs an address' : 'it has no address that a recipe could have';
    return { recipes: [], warnings, skipped: [{ name, why }] };
  }
  const lead = leadFor(triggers, properties.map((property) => property.name));
  const fields: Partial<Record<FieldKey, RecipeSource[]>> = {};
  const add = (field: FieldKey, sources: readonly RecipeSource[]): void => {
    if (sources.length > 0) fields[field] = [...(fields[field] ?? []), ...sources].slice(0, RECIPE_SOURCES);
  };
  for (const property of properties) {
    if (property.value.trim() === '') continue;
    const field = fieldOf(property.name, lead);
    if (field === null) warnings.push(`“${property.name}”: no field of a ${lead} is called so, and it was left out.`);
    else add(field, sourcesOf(property.name, property.value, warnings));
  }
  if (!fields.name) add('name', sourcesOf('name', noteNameFormat || '{{title}}', warnings));
  if (noteContentFormat.replace(/\{\{content\}\}/g, '').trim() !== '') warnings.push('The text of the note was left out: a recipe reads fields.');
  const required: FieldKey[] = fields.name ? ['name'] : [];
  if (Object.keys(fields).length === 0) return { recipes: [], warnings, skipped: [{ name, why: 'none of its properties could be taken over' }] };
  const recipe: SingleRecipe = {
    format: 1, id: slugOf(name) || 'template', version: 1, name: name.slice(0, 80) || 'Template', kind: 'single', lead, match, guards: guardsOf(triggers), priority: 0,
    proof: importedProof('an Obsidian Web Clipper template'), fields, required,
  };
  return { recipes: [recipe], warnings: [...new Set(warnings)].slice(0, 60), skipped: [] };
}

function patternsOf(triggers: readonly string[], warnings: string[]): Recipe['match'] {
  const patterns = new Set<string>();
  for (const trigger of triggers) {
    if (trigger.startsWith('schema:')) continue;
    const pattern = triggerPattern(trigger);
    if (pattern === null) warnings.push(`The trigger ${trigger.slice(0, 80)} was left out: it is no address pattern.`);
    else patterns.add(pattern);
  }
  return [...patterns].slice(0, 20).map((url) => ({ url }));
}

const typesOf = (triggers: readonly string[]): string[] => triggers.flatMap((trigger) => /^schema:@?(\w+)/.exec(trigger)?.[1] ?? []);

function leadFor(triggers: readonly string[], names: readonly string[]): LeadKind {
  const types = typesOf(triggers);
  if (types.some((type) => PERSON_TYPES.test(type))) return 'person';
  if (types.some((type) => COMPANY_TYPES.test(type))) return 'company';
  const personOnly = names.some((name) => {
    const field = fieldOf(name, 'person');
    return field !== null && (FIELDS[field].kinds as readonly string[]).join() === 'person';
  });
  return personOnly ? 'person' : leadOf(names);
}

/** Where the template asks for structured data, the page must have some. */
const guardsOf = (triggers: readonly string[]): string[] => (typesOf(triggers).length > 0 ? ['script[type="application/ld+json"]'] : []);
