import type { WorldPerson } from './world.ts';
import { domainOfCompany, personAt, personByEmail, personBySlug } from './world.ts';

/** A call as a partner sees it; `path` is the partner's own, below `/<providerId>`. */
export interface PartnerRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** JSON body as an object; empty when there is none. */
  readonly json: { readonly [key: string]: unknown };
  /** The body as it came, bounded. */
  readonly body: string;
  /** All headers, in small letters. */
  headers(): { readonly [name: string]: string };
  header(name: string): string | undefined;
  /** What is left on the key: 0 for `empty-` keys. */
  readonly credits: number;
  /** How often exactly this question was asked before. */
  readonly timesAsked: number;
}

export interface PartnerReply {
  readonly status: number;
  readonly json?: unknown;
  /** In place of JSON. */
  readonly text?: string;
  readonly headers?: { readonly [name: string]: string };
  /** The partner would bill this answer. */
  readonly billed?: true;
}

/** One partner of the sandbox: how it takes keys, how it refuses, what it answers. */
export interface Partner {
  readonly id: string;
  /** Key of a call, or undefined when none was sent. */
  keyOf(request: PartnerRequest): string | undefined;
  /** Works without a key. */
  readonly keyless?: true;
  /** Paths that answer with an empty account too (balance, free lookups). */
  readonly freePaths?: readonly string[];
  badKey(request: PartnerRequest): PartnerReply;
  noCredits(request: PartnerRequest): PartnerReply;
  /** Without headers: the server adds Retry-After. */
  rateLimited(): PartnerReply;
  /** Undefined = no such path. */
  answer(request: PartnerRequest): PartnerReply | undefined;
}

export const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
export const record = (value: unknown): { readonly [key: string]: unknown } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: unknown }) : {});

export interface Question {
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly domain?: string;
  readonly companyName?: string;
  readonly linkedin?: string;
  readonly email?: string;
}

const hostOf = (domain: string): string => domain.toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/.*$/, '');

/** Who is asked for, whatever way the partner lets one ask. */
export function whoIs(question: Question): WorldPerson | undefined {
  if (question.email) return personByEmail(question.email);
  const words = (question.name ?? '').split(/\s+/).filter(Boolean);
  const first = question.firstName || words[0] || '';
  const last = question.lastName || words.slice(1).join(' ');
  const domain = question.domain ? (question.domain.includes('.') ? hostOf(question.domain) : domainOfCompany(question.domain)) : question.companyName ? domainOfCompany(question.companyName) : '';
  if (first && last && domain) return personAt(first, last, domain);
  return question.linkedin ? personBySlug(question.linkedin.replace(/[?#].*$/, '').replace(/\/+$/, '').split('/').at(-1) ?? '') : undefined;
}
