import { SIGNATURES, type Signature, type TechnologyCategory } from './signatures.ts';

/** What a page shows of how it is made. Hostile and bounded: see contracts/raw-site.ts. */
export interface PageTraces {
  /** Addresses of scripts, styles, frames and pictures, and those that scripts in the page name. */
  readonly assets: readonly string[];
  /** Texts of `meta name=generator`. */
  readonly generators: readonly string[];
  /** Selectors of `MARKS` that are on the page. */
  readonly marks: readonly string[];
  /** Headers of the answer, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}
export interface Technology {
  readonly name: string;
  readonly category: TechnologyCategory;
  /** What gave it away. */
  readonly by: string;
}

/** Headers of an answer that signatures look at; no others are kept. */
export const TRACE_HEADERS: readonly string[] = [...new Set(SIGNATURES.flatMap((s) => Object.keys(s.headers ?? {})))];
/** Selectors that signatures look for in the page. */
export const MARKS: readonly string[] = [...new Set(SIGNATURES.flatMap((s) => s.marks ?? []))];

const byHost = new Map<string, Signature>(SIGNATURES.flatMap((s) => (s.hosts ?? []).map((host) => [host, s] as const)));
const byMark = new Map<string, Signature>(SIGNATURES.flatMap((s) => (s.marks ?? []).map((mark) => [mark, s] as const)));
const withPaths = SIGNATURES.filter((s) => s.paths);
const withGenerators = SIGNATURES.filter((s) => s.generators);
const withHeaders = SIGNATURES.filter((s) => s.headers);

/**
 * The technologies that the traces give away, each once, in the order of the table. Hosts are looked up by their endings,
 * everything else is a plain search for a text: time grows with the length of the traces alone.
 */
export function technologiesOf(traces: PageTraces): Technology[] {
  const found = new Map<Signature, string>();
  const note = (signature: Signature | undefined, by: string): void => {
    if (signature && !found.has(signature)) found.set(signature, by.slice(0, 120));
  };
  for (const asset of traces.assets) {
    const { host, path } = partsOf(asset);
    for (const ending of endings(host)) note(byHost.get(ending), asset);
    for (const signature of withPaths) if (signature.paths?.some((part) => path.includes(part))) note(signature, asset);
  }
  for (const mark of traces.marks) note(byMark.get(mark), mark);
  for (const generator of traces.generators) {
    const text = generator.toLowerCase();
    for (const signature of withGenerators) if (signature.generators?.some((start) => text.startsWith(start))) note(signature, `generator: ${generator}`);
  }
  for (const signature of withHeaders) {
    for (const [name, part] of Object.entries(signature.headers ?? {})) {
      const value = Object.hasOwn(traces.headers, name) ? traces.headers[name] : undefined;
      if (value?.toLowerCase().includes(part)) note(signature, `${name}: ${value}`);
    }
  }
  // What is built on another one is not there without it.
  for (const signature of Array.from(found.keys())) for (const name of signature.implies ?? []) note(SIGNATURES.find((s) => s.name === name), `with ${signature.name}`);
  return SIGNATURES.flatMap((s) => {
    const by = found.get(s);
    return by === undefined ? [] : [{ name: s.name, category: s.category, by }];
  });
}

/** Host and path of an address, in lower case, without taking it apart in full. */
function partsOf(asset: string): { readonly host: string; readonly path: string } {
  const text = asset.toLowerCase();
  const start = text.indexOf('//');
  if (start < 0) return { host: '', path: text };
  const slash = text.indexOf('/', start + 2);
  const host = text.slice(start + 2, slash < 0 ? undefined : slash).split(/[:?#]/)[0] ?? '';
  return { host, path: slash < 0 ? '/' : text.slice(slash) };
}

/** "a.b.example" and all endings of it from two labels on. */
function endings(host: string): string[] {
  const labels = host.split('.').slice(-6);
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
}
