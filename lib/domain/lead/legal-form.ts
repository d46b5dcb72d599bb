/** Legal forms of companies as they stand at the end of a name, longest first. */
const FORMS: readonly string[] = [
  'GmbH & Co. KGaA', 'GmbH & Co. KG', 'GmbH & Co KG', 'UG (haftungsbeschränkt)', 'Aktiengesellschaft', 'gGmbH', 'mbH', 'GmbH', 'KGaA', 'OHG', 'UG', 'AG', 'KG', 'eG', 'e.V.', 'e.K.', 'GbR',
  'Incorporated', 'Corporation', 'Corp', 'Inc', 'L.L.C.', 'LLC', 'L.L.P.', 'LLP', 'L.P.', 'LP', 'Company Limited', 'Co. Ltd', 'Limited', 'Pty Ltd', 'Pte Ltd', 'Pvt Ltd', 'Private Limited', 'Ltd', 'PLC', 'P.L.C.', 'CIC',
  'S.A.R.L.', 'SARL', 'SASU', 'S.A.S.', 'SAS', 'EURL', 'S.A.', 'SA', 'S.p.A.', 'SpA', 'S.r.l.', 'Srl', 'S.L.U.', 'S.L.', 'SL', 'Lda', 'Ltda', 'B.V.', 'BV', 'N.V.', 'NV', 'BVBA', 'VOF',
  'Oyj', 'Oy', 'ASA', 'AS', 'A/S', 'ApS', 'AB', 'SE', 'Sp. z o.o.', 's.r.o.', 'a.s.', 'd.o.o.', 'Kft.', 'Zrt.', 'Ehf.', 'hf.', 'OÜ', 'SIA', 'UAB', 'K.K.', 'Co', 'Sdn Bhd', 'Bhd',
];

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const PATTERN = new RegExp(`^(.{2,}?)(?:,\\s*|\\s+)(${[...FORMS].sort((a, b) => b.length - a.length).map((form) => escape(form).replace(/ /g, '\\s+').replace(/\\\.$/, '')).join('|')})\\.?$`, 'u');

export interface CompanyName {
  /** Without the legal form: "Example Works". */
  readonly base: string;
  /** "GmbH", "Inc.", as it stood. */
  readonly form?: string;
}

/** Splits "Example Works GmbH" into name and legal form. Case counts for short forms, so that "Nova as" stays whole. */
export function splitLegalForm(name: string): CompanyName {
  const text = name.replace(/\s+/g, ' ').trim();
  if (text.length > 200) return { base: text };
  const match = PATTERN.exec(text) ?? PATTERN.exec(text.replace(/\bLTD\b/, 'Ltd').replace(/\bLIMITED\b/, 'Limited').replace(/\bINC\b/, 'Inc').replace(/\bGMBH\b/, 'GmbH').replace(/\bplc\b/, 'PLC').replace(/\blimited\b/, 'Limited').replace(/\bltd\b/, 'Ltd').replace(/\binc\b/, 'Inc'));
  const base = match?.[1]?.replace(/[\s,]+$/, '');
  if (!match || !base) return { base: text };
  return { base: text.slice(0, base.length), form: text.slice(base.length).replace(/^[\s,]+/, '') };
}

export const hasLegalForm = (name: string): boolean => splitLegalForm(name).form !== undefined;
