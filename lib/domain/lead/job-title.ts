/** Words that job titles are made of, in a few languages. */
const ROLE = /\b(?:head|director|manager|chief|officer|president|vice[- ]president|vp|svp|evp|ceo|cto|cfo|coo|cmo|cio|ciso|cpo|cro|founder|co-?founder|owner|partner|principal|lead|leader|engineer|developer|programmer|architect|designer|analyst|scientist|researcher|consultant|adviser|advisor|specialist|coordinator|administrator|assistant|associate|executive|representative|agent|buyer|planner|strategist|producer|editor|writer|journalist|author|photographer|artist|florist|lawyer|attorney|solicitor|barrister|notary|accountant|auditor|controller|treasurer|secretary|minister|senator|mayor|councill?or|professor|lecturer|teacher|instructor|trainer|coach|therapist|physician|surgeon|dentist|nurse|pharmacist|technician|mechanic|electrician|operator|supervisor|foreman|chair(?:man|woman|person)?|board member|chef|recruiter|realtor|broker|trader|geschäftsführer(?:in)?|leiter(?:in)?|vorstand|inhaber(?:in)?|prokurist(?:in)?|berater(?:in)?|entwickler(?:in)?|ingenieur(?:in)?|directeur|directrice|responsable|gérante?|chef(?:fe)? de|ingénieure?|conseill(?:er|ère)|gerente|jefe|jefa|ingeniero|ingeniera|presidente|direttore|direttrice|responsabile|titolare)\b/i;

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
  const at = /^(.{2,100}?)\s+(?:at|@|bei|chez|en|presso)\s+(\p{Lu}.{1,80})$/u.exec(clean);
  if (at?.[1] && at[2] && looksLikeJobTitle(at[1])) return { title: at[1].trim(), companyName: at[2].trim() };
  if (knownCompany) {
    const index = clean.toLowerCase().lastIndexOf(knownCompany.toLowerCase());
    const head = index > 0 ? clean.slice(0, index).replace(/[\s,|·–—-]+$/, '') : '';
    if (head.length > 1 && index + knownCompany.length === clean.length) return { title: head, companyName: clean.slice(index) };
  }
  return { title: clean };
}
