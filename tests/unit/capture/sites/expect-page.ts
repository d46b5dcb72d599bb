import { expect } from 'vitest';
import type { Capture } from '../../../../lib/domain/lead/capture.ts';
import type { FieldKey, LeadKind } from '../../../../lib/domain/lead/fields.ts';
import { captureHtml, valuesOf } from '../support.ts';

/** What a person would write down after looking at the page. Absent fields are not looked at, except contact points: none may be invented. */
export interface Expected {
  readonly kind: LeadKind;
  readonly name: string;
  readonly title?: string;
  readonly companyName?: string;
  readonly location?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly emails?: readonly string[];
  /** Digits that the number ends with, as written on the page. */
  readonly phones?: readonly string[];
  readonly fax?: readonly string[];
  /** Parts that the address holds. */
  readonly address?: readonly string[];
  readonly addresses?: number;
  readonly websites?: readonly string[];
  readonly social?: readonly string[];
  readonly industry?: string;
  readonly size?: string;
  readonly founded?: string;
  readonly legalName?: string;
}

const SOCIAL: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl', 'facebookUrl', 'instagramUrl', 'youtubeUrl', 'profileUrl'];
const digits = (text: string): string => text.replace(/\D/g, '');

export async function expectPage(html: string, url: string, expected: Expected): Promise<void> {
  const capture = await captureHtml(html, url);
  expect(readOf(capture, expected)).toEqual(wantedOf(expected));
}

/** The fields that are expected, and the contact points in any case. */
function readOf(capture: Capture, expected: Expected): Record<string, unknown> {
  const { fields } = capture;
  const first = (field: FieldKey): string | undefined => fields[field]?.values[0]?.value;
  const all = (...names: FieldKey[]): string[] => names.flatMap((name) => valuesOf(fields, name));
  const short = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
  const read: Record<string, unknown> = { kind: capture.kind, name: first('name'), emails: all('workEmail', 'email').sort(), phones: matched(all('mobile', 'phone'), expected.phones ?? []), fax: matched(all('fax'), expected.fax ?? []) };
  for (const field of ['title', 'companyName', 'location', 'prefix', 'suffix', 'industry', 'founded', 'legalName'] as const) if (expected[field] !== undefined) read[field] = first(field);
  if (expected.size !== undefined) read['size'] = first('employeeRange') ?? first('employees');
  if (expected.address) read['address'] = expected.address.filter((part) => all('address').some((address) => address.includes(part)));
  if (expected.addresses !== undefined) read['addresses'] = all('address').length;
  if (expected.websites) read['websites'] = all('website').map(short).sort();
  if (expected.social) read['social'] = all(...SOCIAL).filter((address) => short(address) !== short(capture.url)).map(short).sort();
  return read;
}

function wantedOf(expected: Expected): Record<string, unknown> {
  const { emails = [], phones = [], fax = [], websites, social, ...rest } = expected;
  return { ...rest, emails: [...emails].sort(), phones: [...phones].map(digits).sort(), fax: [...fax].map(digits).sort(), ...(websites ? { websites: [...websites].sort() } : {}), ...(social ? { social: [...social].sort() } : {}) };
}

/** Each number that was read as the expected one that it ends with, or as it is. */
function matched(read: readonly string[], wanted: readonly string[]): string[] {
  return read.map((number) => wanted.map(digits).find((want) => digits(number).endsWith(want.replace(/^0+/, ''))) ?? number).sort();
}
