/** The vocabulary of lead fields: one word per idea, the same in recipes, provider mappings, tables and exports. */
export type LeadKind = 'person' | 'company';
export type FieldType = 'text' | 'email' | 'phone' | 'url' | 'domain' | 'image' | 'number' | 'date';
/** personal = identifies a natural person (never logged); business = about an organisation; technical = neither. */
export type PrivacyLabel = 'personal' | 'business' | 'technical';

interface FieldDefinition {
  readonly label: string;
  readonly type: FieldType;
  readonly kinds: readonly LeadKind[];
  readonly privacy: PrivacyLabel;
}

const both = ['person', 'company'] as const;
const person = ['person'] as const;
const company = ['company'] as const;

export const FIELDS = {
  name: { label: 'Name', type: 'text', kinds: both, privacy: 'personal' },
  firstName: { label: 'First name', type: 'text', kinds: person, privacy: 'personal' },
  lastName: { label: 'Last name', type: 'text', kinds: person, privacy: 'personal' },
  prefix: { label: 'Prefix', type: 'text', kinds: person, privacy: 'personal' },
  suffix: { label: 'Suffix', type: 'text', kinds: person, privacy: 'personal' },
  title: { label: 'Title', type: 'text', kinds: person, privacy: 'personal' },
  headline: { label: 'Headline', type: 'text', kinds: person, privacy: 'personal' },
  department: { label: 'Department', type: 'text', kinds: person, privacy: 'personal' },
  seniority: { label: 'Seniority', type: 'text', kinds: person, privacy: 'personal' },
  companyName: { label: 'Company', type: 'text', kinds: person, privacy: 'business' },
  companyDomain: { label: 'Company domain', type: 'domain', kinds: person, privacy: 'business' },
  workEmail: { label: 'Work email', type: 'email', kinds: person, privacy: 'personal' },
  personalEmail: { label: 'Personal email', type: 'email', kinds: person, privacy: 'personal' },
  emailStatus: { label: 'Email status', type: 'text', kinds: person, privacy: 'technical' },
  email: { label: 'Email', type: 'email', kinds: both, privacy: 'personal' },
  mobile: { label: 'Mobile', type: 'phone', kinds: person, privacy: 'personal' },
  phone: { label: 'Phone', type: 'phone', kinds: both, privacy: 'personal' },
  phoneStatus: { label: 'Phone status', type: 'text', kinds: both, privacy: 'technical' },
  phoneType: { label: 'Phone type', type: 'text', kinds: both, privacy: 'technical' },
  carrier: { label: 'Carrier', type: 'text', kinds: both, privacy: 'technical' },
  fax: { label: 'Fax', type: 'phone', kinds: both, privacy: 'business' },
  legalName: { label: 'Legal name', type: 'text', kinds: company, privacy: 'business' },
  domain: { label: 'Domain', type: 'domain', kinds: company, privacy: 'business' },
  website: { label: 'Website', type: 'url', kinds: both, privacy: 'business' },
  industry: { label: 'Industry', type: 'text', kinds: company, privacy: 'business' },
  employees: { label: 'Employees', type: 'number', kinds: company, privacy: 'business' },
  employeeRange: { label: 'Size', type: 'text', kinds: company, privacy: 'business' },
  founded: { label: 'Founded', type: 'text', kinds: company, privacy: 'business' },
  companyType: { label: 'Company type', type: 'text', kinds: company, privacy: 'business' },
  companyStatus: { label: 'Company status', type: 'text', kinds: company, privacy: 'business' },
  revenue: { label: 'Revenue', type: 'text', kinds: company, privacy: 'business' },
  funding: { label: 'Funding', type: 'text', kinds: company, privacy: 'business' },
  fundingStage: { label: 'Funding stage', type: 'text', kinds: company, privacy: 'business' },
  ticker: { label: 'Ticker', type: 'text', kinds: company, privacy: 'business' },
  industryCode: { label: 'Industry code', type: 'text', kinds: company, privacy: 'business' },
  parentCompany: { label: 'Parent company', type: 'text', kinds: company, privacy: 'business' },
  companyNumber: { label: 'Company number', type: 'text', kinds: company, privacy: 'business' },
  vatId: { label: 'VAT number', type: 'text', kinds: company, privacy: 'business' },
  registryId: { label: 'LEI', type: 'text', kinds: company, privacy: 'business' },
  mailHost: { label: 'Mail host', type: 'text', kinds: both, privacy: 'technical' },
  domainRegistered: { label: 'Domain since', type: 'date', kinds: company, privacy: 'technical' },
  openJobs: { label: 'Open jobs', type: 'number', kinds: company, privacy: 'business' },
  jobTitles: { label: 'Job titles', type: 'text', kinds: company, privacy: 'business' },
  monthlyVisits: { label: 'Monthly visits', type: 'number', kinds: company, privacy: 'technical' },
  trafficRank: { label: 'Traffic rank', type: 'number', kinds: company, privacy: 'technical' },
  news: { label: 'News', type: 'text', kinds: company, privacy: 'business' },
  technologies: { label: 'Technologies', type: 'text', kinds: company, privacy: 'business' },
  location: { label: 'Location', type: 'text', kinds: both, privacy: 'personal' },
  address: { label: 'Address', type: 'text', kinds: both, privacy: 'personal' },
  country: { label: 'Country', type: 'text', kinds: both, privacy: 'business' },
  linkedinUrl: { label: 'LinkedIn', type: 'url', kinds: both, privacy: 'personal' },
  githubUrl: { label: 'GitHub', type: 'url', kinds: both, privacy: 'personal' },
  xUrl: { label: 'X', type: 'url', kinds: both, privacy: 'personal' },
  facebookUrl: { label: 'Facebook', type: 'url', kinds: both, privacy: 'personal' },
  instagramUrl: { label: 'Instagram', type: 'url', kinds: both, privacy: 'personal' },
  youtubeUrl: { label: 'YouTube', type: 'url', kinds: both, privacy: 'personal' },
  profileUrl: { label: 'Profile', type: 'url', kinds: both, privacy: 'personal' },
  photoUrl: { label: 'Picture', type: 'image', kinds: both, privacy: 'personal' },
  description: { label: 'About', type: 'text', kinds: both, privacy: 'personal' },
  note: { label: 'Note', type: 'text', kinds: both, privacy: 'personal' },
  /** What a person sorts leads by: several at once, see tags.ts. */
  tags: { label: 'Tags', type: 'text', kinds: both, privacy: 'personal' },
} as const satisfies Record<string, FieldDefinition>;

export type FieldKey = keyof typeof FIELDS;
export const FIELD_KEYS = Object.keys(FIELDS) as FieldKey[];
export const isFieldKey = (value: string): value is FieldKey => Object.hasOwn(FIELDS, value);
export const fieldsOf = (kind: LeadKind): FieldKey[] =>
  FIELD_KEYS.filter((key) => (FIELDS[key].kinds as readonly LeadKind[]).includes(kind));
