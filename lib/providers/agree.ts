import type { Agree, Choice } from '../contracts/manifest.ts';
import { PROVIDER_COUNTED } from '../core/limits.ts';
import type { OperationInput } from '../domain/enrichment/operation.ts';
import { foldName } from '../domain/lead/identity.ts';
import { splitLegalForm } from '../domain/lead/legal-form.ts';
import { holds } from './conditions.ts';
import type { Reply } from './conditions.ts';
import { readPath, scalarText } from './paths.ts';
import { countryCodeOf, domainOf, siteLabelOf } from './values.ts';

/** Legal forms at the end of a company name say nothing about who it is; registers write them in capitals, with dots, and two in a row. */
const LEGAL =
  /\s(inc|incorporated|llc|l l c|llp|lp|ltd|limited|plc|pty|pte|pvt|private|gmbh|mbh|ag|kg|kgaa|ohg|ug|se|sa|s a|sas|s a s|sasu|sarl|s a r l|eurl|srl|s r l|spa|s p a|sl|s l|slu|lda|ltda|bv|b v|nv|n v|oy|oyj|ab|as|a s|asa|aps|s r o|sro|d o o|doo|sp z o o|spo[lł]ka z ograniczona odpowiedzialnoscia|spo[lł]ka akcyjna|kft|zrt|corp|corporation|co)$/;
const coreName = (name: string): string => foldName(splitLegalForm(name).base).replace(LEGAL, '').replace(LEGAL, '');

/** `exampleworks` of "Example Works GmbH" and of `www.example-works.co.uk`. */
const siteName = (text: string): string => (siteLabelOf(text) ?? coreName(text)).replace(/[^\p{L}\p{N}]+/gu, '');

function hasWords(text: string, asked: string): boolean {
  const words = new Set(foldName(text).split(' '));
  const wanted = coreName(asked).split(' ').filter(Boolean);
  return wanted.length > 0 && wanted.every((word) => words.has(word));
}

const SAME: { readonly [A in Agree['as']]: (value: string, asked: string) => boolean } = {
  name: (value, asked) => coreName(value) !== '' && coreName(value) === coreName(asked),
  domain: (value, asked) => domainOf(value) !== undefined && domainOf(value) === domainOf(asked),
  exact: (value, asked) => value.trim().toLowerCase() === asked.trim().toLowerCase(),
  words: hasWords,
  country: (value, asked) => {
    const wanted = countryCodeOf(asked);
    return wanted === undefined || countryCodeOf(value.replace(/[_-].*$/, '')) === wanted;
  },
  site: (value, asked) => siteName(value) !== '' && siteName(value) === siteName(asked),
};

export const listOfAgrees = (agree: Agree | readonly Agree[] | undefined): readonly Agree[] => (agree === undefined ? [] : Array.isArray(agree) ? (agree as readonly Agree[]) : [agree as Agree]);

/** Whether an answer, or one element of it, is about what was asked. */
export function agrees(agree: Agree | readonly Agree[] | undefined, reply: Reply, input: OperationInput): boolean {
  return listOfAgrees(agree).every(({ path, with: key, as }) => {
    const asked = input[key];
    if (asked === undefined) return true;
    const texts = [path].flat().flatMap((p) => readPath(reply.json, p, input)).flatMap((v) => (Array.isArray(v) ? v : [v])).map((v) => scalarText(v) ?? '');
    return as === 'words' ? SAME.words(texts.join(' '), asked) : texts.some((text) => SAME[as](text, asked));
  });
}

/** The first element that passes, as if it were the whole answer; undefined when none does. Without choices the answer itself. */
export function chosen(choices: readonly Choice[] | undefined, reply: Reply, input: OperationInput): Reply | undefined {
  if (!choices) return reply;
  for (const { among, where, agree, all } of choices) {
    const elements = readPath(reply.json, among, input, PROVIDER_COUNTED).flatMap((v) => (Array.isArray(v) ? (v as readonly unknown[]) : [v]));
    const passes = (json: unknown): boolean => {
      const part: Reply = { ...reply, json };
      return (where === undefined || holds(where, part)) && agrees(agree, part, input);
    };
    const found = all ? elements.filter(passes) : elements.find(passes);
    if (found !== undefined && !(all && (found as readonly unknown[]).length === 0)) return { ...reply, json: found };
  }
  return undefined;
}
