/**
 * Address patterns of recipes: variables as in `https://:team.example.com/people/:slug`, and the rest of the URLPattern
 * syntax (WHATWG URL Pattern Standard): `{group}?`, `*`, `:id(\d+)`, `http{s}?`, and a query whose parameters may stand in
 * any order. Matching takes time linear in pattern and address; regular expressions of the platform are never made of it.
 */
import { PAGE_URL_CHARS } from '../../core/limits.ts';
import { parsePart } from './text-pattern.ts';
import { compile, run, type TextNode, type TextProgram } from './text-program.ts';

export interface UrlPattern {
  readonly protocols: readonly string[];
  readonly host: TextProgram;
  /** Null: any. */
  readonly port: string | null;
  readonly path: TextProgram;
  /** Parameters that must be there; others may. */
  readonly query: readonly { readonly name: string; readonly value: TextProgram }[];
  /** The route behind `#`; null: any. */
  readonly hash: TextProgram | null;
}

const HOST = { border: '.', plain: /^[a-z0-9.-]$/ };
const PATH = { border: '/', plain: /^[A-Za-z0-9._~%@+,;=&!$'/-]$/ };
const QUERY = { border: '', plain: /^[A-Za-z0-9._~%@+,;!$'/ -]$/ };
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = { 'https:': ['https:'], 'http:': ['http:'], 'http{s}?:': ['http:', 'https:'], '*:': ['http:', 'https:'] };
/** Second parts under which everybody registers: `co.uk` means as much of the web as `uk`. */
const SHARED = /^(?:ac|asn|co|com|edu|go|gob|gov|gouv|gv|id|mil|ne|net|nom|or|org|sch)\.[a-z]{2}$/;

/** Patterns that were read before: each page is held against those of all recipes. */
const known = new Map<string, UrlPattern | null>();
const KNOWN = 4_000;

/** Reads a pattern; null when it is none, or when its host is not fixed enough and it would mean the whole web. */
export function parseUrlPattern(text: string): UrlPattern | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const pattern = readPattern(text);
  if (known.size >= KNOWN) known.clear();
  known.set(text, pattern);
  return pattern;
}

function readPattern(text: string): UrlPattern | null {
  const start = /^(https:|http:|http\{s\}\?:|\*:)\/\//.exec(text);
  const protocols = PROTOCOLS[start?.[1] ?? ''];
  if (!start || !protocols) return null;
  const { host, port, path, query, hash } = split(text.slice(start[0].length));
  const hostNodes = parsePart(host, HOST);
  const pathNodes = pathOf(path);
  if (!hostNodes || !pathNodes || !isFixed(hostNodes)) return null;
  const parts = { host: programOf(hostNodes), path: programOf(pathNodes), query: parseQuery(query), hash: hash === null ? null : programOf(parsePart(hash, { ...PATH, plain: /^[^\\{}()*:]$/ })) };
  if (!parts.host || !parts.path || !parts.query || (hash !== null && !parts.hash)) return null;
  return { protocols, port, host: parts.host, path: parts.path, query: parts.query, hash: parts.hash };
}

const programOf = (nodes: TextNode[] | null): TextProgram | null => nodes && compile({ kind: 'all', nodes });

/** Cuts host, port, path, query and fragment apart; signs inside brackets belong to them. */
function split(text: string): { host: string; port: string | null; path: string; query: string; hash: string | null } {
  const at = { path: -1, query: -1, hash: -1 };
  let depth = 0;
  for (let i = 0; i < text.length && at.hash < 0; i++) {
    const char = text[i] ?? '';
    if (char === '\\') i++;
    else if (char === '{' || char === '(') depth++;
    else if (char === '}' || char === ')') depth--;
    else if (depth > 0) continue;
    else if (char === '#') at.hash = i;
    else if (char === '/' && at.path < 0 && at.query < 0) at.path = i;
    else if (char === '?' && at.query < 0 && isQuery(text, i)) at.query = i;
  }
  const end = at.hash < 0 ? text.length : at.hash;
  const queryFrom = at.query < 0 ? end : at.query;
  const pathFrom = at.path < 0 ? queryFrom : at.path;
  const port = /:(\d{1,5})$/.exec(text.slice(0, pathFrom))?.[1] ?? null;
  return {
    host: text.slice(0, pathFrom - (port === null ? 0 : port.length + 1)),
    port,
    path: text.slice(pathFrom, queryFrom),
    query: text.slice(queryFrom + 1, end),
    hash: at.hash < 0 ? null : text.slice(at.hash + 1),
  };
}

/** A `?` behind a variable or a group may make it optional; one that a parameter follows begins the query. */
const isQuery = (text: string, at: number): boolean => text[at - 1] !== '}' && (/^[\w.~%[\]-]+=/.test(text.slice(at + 1, at + 80)) || !/[:)*\w]/.test(text[at - 1] ?? ''));

/** A final `/*` is the rest of the path, also none. Empty parts and a final slash count for nothing, as in addresses. */
function pathOf(path: string): TextNode[] | null {
  const encoded = path.replace(/[^\u0000-\u007f]+/g, (text) => percentEncoded(text));
  const rest = encoded.endsWith('/*');
  const nodes = parsePart((rest ? encoded.slice(0, -2) : encoded).replace(/\/{2,}/g, '/').replace(/\/$/, ''), PATH);
  const further = parsePart('{/*}?', PATH);
  return nodes && further && (rest ? [...nodes, ...further] : nodes);
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // half a character: it matches nothing
  }
}

function parseQuery(query: string): UrlPattern['query'] | null {
  const parts: { name: string; value: TextProgram }[] = [];
  for (const part of query.split('&').filter((p) => p !== '')) {
    const [, name, value] = /^([\w.~%[\]-]{1,60})=(.*)$/.exec(part) ?? [];
    const program = value === undefined ? null : programOf(value === '' ? [] : parsePart(value, QUERY));
    if (name === undefined || !program) return null;
    parts.push({ name: decode(name), value: program });
  }
  return parts.length > 10 ? null : parts;
}

/** The name that somebody registered must be written out: at least two parts at the end, three under `co.uk` and its like. */
function isFixed(nodes: readonly TextNode[]): boolean {
  let from = nodes.length;
  while (from > 0 && nodes[from - 1]?.kind === 'text') from--;
  const tail = nodes.slice(from).map((node) => (node.kind === 'text' ? node.char : '')).join('');
  // What stands before a whole part ends in a dot, or is the first and may be left out: `{www.}?example.com`.
  const isWhole = from === 0 || (from === 1 && endsInDot(nodes[0]));
  const parts = isWhole ? tail.split('.') : tail.split('.').slice(1);
  if (from === 0 && tail === 'localhost') return true;
  if (parts.some((part) => part === '' || part.startsWith('-'))) return false;
  return parts.length >= (SHARED.test(parts.slice(-2).join('.')) ? 3 : 2);
}

function endsInDot(node: TextNode | undefined): boolean {
  if (node?.kind === 'repeat') return endsInDot(node.node);
  const last = node?.kind === 'all' ? node.nodes.at(-1) : undefined;
  return last?.kind === 'text' && last.char === '.';
}

const ADDRESS = /^(https?:)\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** Variables of the pattern in this address, or null when it does not match. A `www.` of the address is looked over. */
export function matchUrlPattern(pattern: UrlPattern, address: string): ReadonlyMap<string, string> | null {
  const match = ADDRESS.exec(address);
  if (!match || !pattern.protocols.includes(match[1]?.toLowerCase() ?? '')) return null;
  const host = (match[2] ?? '').toLowerCase();
  const path = (match[4] ?? '').split('/').filter((part) => part !== '').map((part) => `/${part}`).join('');
  if (host.length > 255 || path.length > PAGE_URL_CHARS || (pattern.port !== null && pattern.port !== match[3])) return null;
  const found = [run(pattern.host, host) ?? (host.startsWith('www.') ? run(pattern.host, host.slice(4)) : null)];
  if (found[0]) found.push(run(pattern.path, path));
  if (found.at(-1) && pattern.query.length > 0) found.push(matchQuery(pattern.query, match[5] ?? ''));
  if (found.at(-1) && pattern.hash) found.push(run(pattern.hash, (match[6] ?? '').slice(0, PAGE_URL_CHARS)));
  const variables = new Map<string, string>();
  for (const part of found) {
    if (!part) return null;
    for (const [name, value] of part) variables.set(name, decode(value));
  }
  return variables;
}

function matchQuery(wanted: UrlPattern['query'], query: string): Map<string, string> | null {
  const given = query.slice(0, PAGE_URL_CHARS).split('&').map((part) => {
    const [name = '', ...value] = part.split('=');
    return { name: decode(name), value: decode(value.join('=').replaceAll('+', ' ')) };
  });
  const variables = new Map<string, string>();
  for (const { name, value } of wanted) {
    const found = given.filter((part) => part.name === name).map((part) => run(value, part.value)).find((part) => part !== null);
    if (!found) return null;
    // Decoded here already: a percent sign that is left is one.
    for (const [key, text] of found) variables.set(key, text.replaceAll('%', '%25'));
  }
  return variables;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign: the text as it stands
  }
}
