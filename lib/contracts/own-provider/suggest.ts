import { OPERATIONS, type InputKey, type OperationName } from '../../domain/enrichment/operation.ts';
import { FIELDS, fieldsOf, type FieldKey } from '../../domain/lead/fields.ts';
import { nameOf, type Steps } from './answer-path.ts';

/** What a value of an answer can be used for. */
export type Target = FieldKey | 'confidence' | 'verdict';

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Names that partners give to things, without separators; the words of the fields themselves are known anyway. */
const NAMES: readonly (readonly [FieldKey, readonly string[]])[] = [
  ['name', ['fullname', 'displayname', 'personname']],
  ['firstName', ['firstname', 'givenname', 'forename', 'first']],
  ['lastName', ['lastname', 'familyname', 'surname', 'last']],
  ['title', ['jobtitle', 'position', 'role', 'occupation']],
  ['companyName', ['companyname', 'company', 'organization', 'organisation', 'employer', 'organizationname']],
  ['companyDomain', ['companydomain', 'organizationdomain', 'companywebsite']],
  ['mobile', ['mobile', 'mobilephone', 'cellphone', 'mobilenumber', 'cell']],
  ['phone', ['phone', 'phonenumber', 'telephone', 'tel', 'directdial']],
  ['personalEmail', ['personalemail', 'privateemail']],
  ['employees', ['employees', 'employeecount', 'headcount', 'staffcount', 'numberofemployees']],
  ['employeeRange', ['employeerange', 'size', 'companysize', 'sizerange']],
  ['founded', ['founded', 'foundedyear', 'yearfounded', 'foundedin']],
  ['linkedinUrl', ['linkedin', 'linkedinurl', 'linkedinprofile', 'linkedinprofileurl']],
  ['githubUrl', ['github', 'githuburl']],
  ['xUrl', ['twitter', 'twitterurl', 'x', 'xurl']],
  ['location', ['location', 'city', 'region']],
  ['country', ['country', 'countrycode', 'countryname']],
  ['website', ['website', 'websiteurl', 'url', 'homepage']],
  ['photoUrl', ['photo', 'photourl', 'picture', 'avatar', 'avatarurl', 'image', 'logo', 'logourl']],
  ['description', ['description', 'about', 'bio', 'summary']],
  ['technologies', ['technologies', 'techstack', 'tech']],
  ['carrier', ['carrier', 'network', 'operator']],
  ['phoneType', ['linetype', 'phonetype', 'numbertype']],
  ['vatId', ['vat', 'vatid', 'vatnumber']],
  ['registryId', ['lei', 'registryid']],
];

function byValue(text: string, operation: OperationName): FieldKey | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return operation === 'find-personal-email' ? 'personalEmail' : OPERATIONS[operation].about === 'company' ? 'email' : 'workEmail';
  if (/linkedin\.com\//i.test(text)) return 'linkedinUrl';
  if (/github\.com\//i.test(text)) return 'githubUrl';
  if (/^\+\d[\d ()./-]{6,}$/.test(text)) return operation === 'find-mobile' ? 'mobile' : 'phone';
  return undefined;
}

function byName(steps: Steps, operation: OperationName): FieldKey | undefined {
  const name = plain(nameOf(steps));
  const fields = fieldsOf(OPERATIONS[operation].about);
  const own = fields.find((field) => plain(field) === name || plain(FIELDS[field].label) === name);
  const listed = NAMES.find(([field, names]) => names.includes(name) && fields.includes(field))?.[0];
  const domain = name === 'domain' && OPERATIONS[operation].about === 'person' ? 'companyDomain' : undefined;
  return domain ?? own ?? listed;
}

/** What a clicked value is most likely to be, by its own look, then by the names above it; undefined when nothing speaks for anything. */
export function suggestTarget(steps: Steps, value: unknown, operation: OperationName): Target | undefined {
  const name = plain(nameOf(steps));
  if (OPERATIONS[operation].wanted === 'verdict' && /^(status|result|verdict|deliverability|state|quality)$/.test(name)) return 'verdict';
  if (/^(confidence|score|confidencescore|certainty|probability|accuracy)$/.test(name) && Number.isFinite(Number(value))) return 'confidence';
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return byValue(text, operation) ?? byName(steps, operation) ?? (/^https?:\/\//.test(text) ? 'website' : undefined);
}

/** Inputs that questions of an operation come with, those that say most first. */
export function inputsOf(operation: OperationName): readonly InputKey[] {
  if (operation === 'verify-email') return ['email', 'name', 'companyDomain'];
  if (operation === 'check-phone') return ['phone', 'country'];
  if (OPERATIONS[operation].about === 'company') return ['domain', 'name', 'country', 'location', 'linkedinUrl', 'vatId', 'companyNumber', 'registryId'];
  return ['firstName', 'lastName', 'name', 'companyDomain', 'companyName', 'email', 'phone', 'linkedinUrl', 'githubLogin', 'title', 'location', 'country'];
}
