import { manifestSchema } from '../contracts/manifest.ts';
import type { Manifest } from '../contracts/manifest.ts';
import type { ProviderSummary } from '../contracts/commands.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import { OPERATION_NAMES, OPERATIONS } from '../domain/enrichment/operation.ts';
import type { InputKey } from '../domain/enrichment/operation.ts';
import { listOfAgrees } from './agree.ts';
import { manifestProblems } from './check-manifest.ts';
import { requestsOf, requestTexts, textsOf } from './check-requests.ts';
import { isOwnSource, type OwnSource } from './own-source.ts';
import { needsKey } from './request.ts';
import { placeholders } from './template.ts';

const SENT_WORDS: { readonly [K in InputKey]: string } = {
  name: 'name',
  firstName: 'name',
  lastName: 'name',
  companyName: 'company name',
  companyDomain: 'company domain',
  domain: 'company domain',
  email: 'email address',
  phone: 'phone number',
  linkedinUrl: 'LinkedIn address',
  githubLogin: 'GitHub name',
  country: 'country',
  title: 'job title',
  location: 'location',
  vatId: 'VAT number',
  companyNumber: 'company number',
  registryId: 'LEI',
  instructions: 'question and the fields it uses',
  question: 'question and the fields it uses',
  schema: 'question and the fields it uses',
  model: 'question and the fields it uses',
  maxTokens: 'question and the fields it uses',
};

/** A manifest from outside (a file, a person's own provider), checked by the schema and by what the schema cannot say. */
export function parseManifest(value: unknown): Result<Manifest, readonly string[]> {
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) return err(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'manifest'}: ${issue.message}`));
  const problems = manifestProblems(parsed.data);
  return problems.length > 0 ? err(problems) : ok(parsed.data);
}

const fileName = (path: string): string => path.split('/').at(-1)?.replace(/\.(ts|js|json)$/, '') ?? path;

/**
 * The catalogue from its built-in files, as they are: the compiler holds them against the language, the conformance
 * battery against `buildCatalogue`. Checking some hundred of them at each start of the worker would take longer than its work.
 */
export const trustedCatalogue = (modules: { readonly [path: string]: { readonly default: Manifest } }): ReadonlyMap<string, Manifest> =>
  new Map(Object.entries(modules).map(([path, module]) => [fileName(path), module.default]));

/**
 * The catalogue from its files: `path -> module`, each with the manifest as its default export, named like its id.
 * Throws with every problem of every file: a broken built-in manifest is a bug.
 */
export function buildCatalogue(modules: { readonly [path: string]: unknown }): ReadonlyMap<string, Manifest> {
  const catalogue = new Map<string, Manifest>();
  const problems: string[] = [];
  for (const [path, module] of Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = fileName(path);
    const content = typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
    const parsed = parseManifest(content);
    if (!parsed.ok) problems.push(...parsed.error.map((problem) => `${file}: ${problem}`));
    else if (parsed.value.id !== file) problems.push(`${file}: the id "${parsed.value.id}" is not the name of the file`);
    else catalogue.set(file, parsed.value);
  }
  if (problems.length > 0) throw new Error(`Provider manifests:\n${problems.join('\n')}`);
  return catalogue;
}

/** Words for what leaves, read from the templates themselves, so that they cannot differ from the request. */
export function sentWords(manifest: Manifest): readonly string[] {
  const words = new Set<string>();
  const add = (text: string): void => {
    for (const { name } of placeholders(text)) if (Object.hasOwn(SENT_WORDS, name)) words.add(SENT_WORDS[name as InputKey]);
  };
  for (const spec of Object.values(manifest.operations)) {
    for (const way of spec?.ways ?? []) {
      for (const text of way.steps.flatMap((step) => requestTexts(step.request))) add(text);
      // What a list is looked through with leaves as the number that the next step asks for.
      for (const { with: key } of way.steps.flatMap((step) => step.choose ?? []).flatMap((choice) => listOfAgrees(choice.agree))) if (Object.hasOwn(SENT_WORDS, key)) words.add(SENT_WORDS[key]);
    }
    for (const text of textsOf(spec?.batch?.row)) add(text);
  }
  return [...words];
}

/** Every origin that calls of a provider go to, its own first. */
export function originsOf(manifest: Manifest): readonly [string, ...string[]] {
  const own = new URL(manifest.baseUrl).origin;
  const origins = new Set<string>();
  const login = manifest.auth.kind === 'token' ? [manifest.auth.request] : [];
  for (const { base } of [...requestsOf(manifest), ...login]) if (base !== undefined) origins.add(new URL(base.replace(/\{[^}]*\}/, '*')).origin);
  // A right to reach all hosts of a domain holds the domain itself.
  const [wider] = [...origins].filter((origin) => origin === own.replace('://', '://*.'));
  if (wider !== undefined) {
    origins.delete(wider);
    origins.delete(own);
    return [wider, ...origins];
  }
  origins.delete(own);
  return [own, ...origins];
}

/** What the face knows of a provider. */
export function toSummary(source: Manifest | OwnSource): ProviderSummary {
  return isOwnSource(source) ? ownSummary(source) : partnerSummary(source);
}

const labelled = (operations: object): ProviderSummary['operations'] => OPERATION_NAMES.filter((name) => Object.hasOwn(operations, name)).map((name) => ({ name, label: OPERATIONS[name].label }));

const ownSummary = ({ id, name, sites, operations, sends }: OwnSource): ProviderSummary => ({ id, name, homepage: '', origin: '', sites, needsKey: false, takesKey: 'no', canCheckKey: false, operations: labelled(operations), sends });

function partnerSummary(manifest: Manifest): ProviderSummary {
  const [origin, ...moreOrigins] = originsOf(manifest);
  return {
    id: manifest.id,
    name: manifest.name,
    homepage: manifest.homepage,
    origin,
    ...(moreOrigins.length > 0 ? { moreOrigins } : {}),
    needsKey: needsKey(manifest),
    ...(manifest.address ? { address: { label: manifest.address.label, example: manifest.address.example, required: manifest.address.required === true } } : {}),
    takesKey: manifest.auth.kind === 'none' ? 'no' : manifest.auth.optional ? 'may' : 'must',
    ...(manifest.key ? { keyLabel: manifest.key.label, keyHelpUrl: manifest.key.helpUrl } : {}),
    canCheckKey: manifest.keyCheck !== undefined,
    operations: labelled(manifest.operations),
    sends: sentWords(manifest),
  };
}
