/** Levels of a job, highest first. The words are those that providers use. */
export const SENIORITIES = ['Owner', 'Founder', 'C-level', 'Partner', 'VP', 'Head', 'Director', 'Manager', 'Senior', 'Entry', 'Intern'] as const;
export type Seniority = (typeof SENIORITIES)[number];

const MARKS: readonly (readonly [Seniority, RegExp])[] = [
  ['Founder', /\b(?:co-?)?founder\b|\bgründer(?:in)?\b|\bfondat(?:eur|rice)\b/iu],
  ['Owner', /\b(?:owner|proprietor|inhaber(?:in)?|propriétaire)\b/iu],
  ['C-level', /\bc[efotmripd]o\b|\bchief\b.*\bofficer\b|\bgeschäftsführ(?:er|erin|ung)\b|\bmanaging director\b|(?<!vice[- ])\bpresident\b|\bpdg\b|\bdirecteur général\b/iu],
  ['VP', /\b[se]?vp\b|\bvice[- ]president\b/iu],
  ['Partner', /\b(?:managing |senior )?partner\b(?!\s*(?:manager|success|marketing))/iu],
  ['Head', /\bhead\b|\bleit(?:er|erin|ung)\b|\bresponsable\b/iu],
  ['Director', /\bdirect(?:or|rice|eur)\b|\bdirektor(?:in)?\b/iu],
  ['Intern', /\b(?:intern|internship|trainee|apprentice|praktikant(?:in)?|werkstudent(?:in)?|stagiaire)\b/iu],
  ['Manager', /\bmanager(?:in)?\b|\blead\b|\bsupervisor\b/iu],
  ['Senior', /\b(?:senior|sr\.?|principal|staff)\b/iu],
  ['Entry', /\b(?:junior|jr\.?|assistant|associate|entry[- ]level)\b/iu],
];

/** The level that a job title names, or undefined when it names none. General words of English, German and French. */
export const seniorityOf = (title: string): Seniority | undefined => MARKS.find(([, mark]) => mark.test(title))?.[0];

const WORDS: Readonly<Record<string, Seniority>> = {
  csuite: 'C-level', cxo: 'C-level', clevel: 'C-level', executive: 'C-level', vicepresident: 'VP', vp: 'VP', head: 'Head', director: 'Director', partner: 'Partner',
  owner: 'Owner', founder: 'Founder', manager: 'Manager', senior: 'Senior', entry: 'Entry', junior: 'Entry', intern: 'Intern', training: 'Intern',
};

/** The level that a provider's word for a seniority means ("c_suite", "VP"), or that a job title names. */
export const seniorityLevel = (text: string): Seniority | undefined => WORDS[text.toLocaleLowerCase('en').replace(/[^a-z]/g, '')] ?? seniorityOf(text);
