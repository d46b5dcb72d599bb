import { hasLegalForm } from './legal-form.ts';

/** Words that job titles are made of, in a few languages. */
const ROLE = /(?<!\p{L})(?:head|director|manager|chief|officer|president|vice[- ]president|vp|svp|evp|ceo|cto|cfo|coo|cmo|cio|ciso|cpo|cro|founder|co-?founder|owner|partner|principal|lead|leader|engineer|developer|programmer|architect|designer|analyst|scientist|researcher|consultant|adviser|advisor|specialist|coordinator|administrator|assistant|associate|executive|representative|agent|buyer|planner|strategist|producer|editor|writer|journalist|author|photographer|artist|florist|lawyer|attorney|solicitor|barrister|notary|accountant|auditor|controller|treasurer|secretary|minister|senator|mayor|councill?or|professor|lecturer|teacher|instructor|trainer|coach|therapist|physician|surgeon|dentist|nurse|pharmacist|technician|mechanic|electrician|operator|supervisor|foreman|chair(?:man|woman|person)?|board member|chef|recruiter|realtor|broker|trader|geschäftsführer(?:in)?|leiter(?:in)?|vorstand|inhaber(?:in)?|prokurist(?:in)?|berater(?:in)?|entwickler(?:in)?|ingenieur(?:in)?|directeur|directrice|responsable|gérante?|chef(?:fe)? de|ingénieure?|conseill(?:er|ère)|gerente|jefe|jefa|ingeniero|ingeniera|presidente|direttore|direttrice|responsabile|titolare|negotiator|surveyor|planner|paralegal|counsel|clerk|registrar|dean|provost|rector|vice-?chancellor|chancellor|principal|headteacher|librarian|curator|archivist|fellow|postdoc(?:toral)?|phd (?:student|candidate)|doctoral (?:student|candidate)|student|intern|trainee|apprentice|volunteer|ambassador|envoy|commissioner|deputy|speaker|governor|congress(?:man|woman)|representative|senior|junior|sales|marketing|operations|evangelist|maintainer|contributor|freelance(?:r)?|contractor|copywriter|illustrator|animator|composer|musician|singer|actor|actress|dancer|sculptor|painter|potter|baker|barista|butcher|carpenter|plumber|roofer|gardener|tailor|stylist|hairdresser|optometrist|optician|psychologist|psychiatrist|dermatologist|cardiologist|orthodontist|pediatrician|veterinarian|midwife|physiotherapist|chiropractor|nutritionist|hygienist|underwriter|adjuster|appraiser|estimator|dispatcher|buyer|purchaser|merchandiser|captain|pilot|priest|pastor|bishop|rabbi|md|coo|cpo|managing|geschäftsführ(?:er|erin|ung)|lehrstuhlinhaber(?:in)?|wissenschaftliche[rn]?|mitarbeiter(?:in)?|referent(?:in)?|sachbearbeiter(?:in)?|assistent(?:in)?|sekretär(?:in)?|sekretariat|vertrieb(?:sleiter(?:in)?)?|verkauf|rechtsanwalt|rechtsanwältin|anwalt|anwältin|notar(?:in)?|steuerberater(?:in)?|arzt|ärztin|facharzt|fachärztin|oberarzt|oberärztin|chefarzt|chefärztin|zahnarzt|zahnärztin|architekt(?:in)?|meister(?:in)?|lehrer(?:in)?|dozent(?:in)?|abgeordnete[rn]?|bürgermeister(?:in)?|vorsitzende[rn]?|vorständ(?:e|in)|präsident(?:in)?|redakteur(?:in)?|député(?:e)?|sénat(?:eur|rice)|maire|avocate?|associée?|notaire|médecin|chirurgien(?:ne)?|dentiste|professeure?|maître de conférences|enseignant(?:e)?|chercheu(?:r|se)|chargée? d[e'’]|président(?:e)?|secrétaire|adjoint(?:e)?|ingénieur(?:e)?|abogad[oa]|notari[oa]|médic[oa]|profesor(?:a)?|catedrátic[oa]|diputad[oa]|senador(?:a)?|alcalde(?:sa)?|director(?:a)?|coordinador(?:a)?|secretari[oa]|soci[oa]|investigador(?:a)?|avvocat[oa]|medico|professore(?:ssa)?|ricercator(?:e|rice)|deputat[oa]|senator(?:e|ice)|sindaco|amministrator(?:e|rice)|segretari[oa]|dirigente|consulente|advogad[oa]|deputad[oa]|gerente|coordenador(?:a)?|pesquisador(?:a)?|directeur|manager|medewerker|adviseur|advocaat|hoogleraar|docent|voorzitter|wethouder|burgemeester|kierownik|dyrektor|prezes|adwokat|profesor|adiunkt|ředitel(?:ka)?|jednatel(?:ka)?|advokát(?:ka)?|chef|ordförande|rektor|lektor|advokat|daglig leder|toimitusjohtaja|教授|准教授|助教|講師|部長|課長|社長|代表取締役|主任|经理|总裁|董事|директор|профессор|доцент|менеджер|адвокат)(?!\p{L})/iu;

/** True when a short text reads like a job title and not like a sentence. */
export function looksLikeJobTitle(text: string): boolean {
  const words = text.split(/\s+/);
  if (text.length < 2 || text.length > 120 || words.length > 14) return false;
  if (/[.!?]\s|[!?]$|@|https?:|\b(?:i|we|you|is|are|was|were|has|have|had|will|our|your|his|her|my|me|who|join|view|see|click|read|more|contact|meet)\b/i.test(text)) return false;
  return ROLE.test(text);
}

/** "Head of Operations at Example Works" in its two parts; the company is left out when the text names none. */
export function splitTitle(text: string, knownCompany?: string): { title: string; companyName?: string } {
  const clean = text.trim().replace(/[,;|·]+$/, '');
  const at = /^(.{2,100}?)\s+(?:at|@|bei|chez|presso|bij|hos)\s+(\p{Lu}.{1,80})$/u.exec(clean);
  if (at?.[1] && at[2] && looksLikeJobTitle(at[1])) return { title: at[1].trim(), companyName: at[2].trim() };
  const comma = clean.lastIndexOf(', ');
  const last = comma > 0 ? clean.slice(comma + 2) : '';
  if (last !== '' && hasLegalForm(last) && looksLikeJobTitle(clean.slice(0, comma))) return { title: clean.slice(0, comma), companyName: last };
  const form = /^(.{2,100}?), (\p{Lu}.{1,60}, (?:Inc|LLC|Ltd|Corp|LLP|Co)\.?)$/u.exec(clean);
  if (form?.[1] && form[2] && looksLikeJobTitle(form[1])) return { title: form[1], companyName: form[2] };
  if (knownCompany) {
    const index = clean.toLowerCase().lastIndexOf(knownCompany.toLowerCase());
    const head = index > 0 ? clean.slice(0, index).replace(/[\s,|·–—-]+$/, '') : '';
    if (head.length > 1 && index + knownCompany.length === clean.length) return { title: head, companyName: clean.slice(index) };
  }
  return { title: clean };
}
