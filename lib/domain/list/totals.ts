/** Short texts near a list that say how much there is: "Page 1 of 12", "1–48 of 570 members", "570 Ergebnisse". */

export interface Totals {
  readonly pages?: number;
  readonly rows?: number;
}

const NUMBER = String.raw`(\d{1,3}(?:[.,\u00a0\u202f'’ ]\d{3})+|\d{1,7})`;
const OF = String.raw`(?:of|out of|von|aus|sur|de|di|da|van|av|af|z|ze|из|の|共|/)`;
const PAGE = String.raw`(?:page|seite|pagina|página|side|sida|strona|sayfa|стр(?:аница)?\.?|ページ)`;
const THINGS = String.raw`(?:results?|members?|people|persons?|entries|records|items|companies|profiles?|matches|hits|total|speakers?|listings?|contacts?|employees|ergebnisse|treffer|einträge|mitglieder|personen|firmen|unternehmen|résultats?|membres?|personnes|entreprises|resultados?|miembros|personas|empresas|risultati|membri|persone|aziende|resultaten|leden|bedrijven|resultat|medlemmar|wyników|результат\w*|件)`;

const PAGE_OF = new RegExp(String.raw`${PAGE}\s*${NUMBER}\s*${OF}\s*${NUMBER}`, 'iu');
const RANGE_OF = new RegExp(String.raw`${NUMBER}\s*(?:-|–|—|to|bis|à|a|al|tot|до)\s*${NUMBER}\s*${OF}\s*(?:about\s+|etwa\s+)?${NUMBER}`, 'iu');
const COUNTED = new RegExp(String.raw`(?<![\d.,])${NUMBER}\s*${THINGS}(?![\p{L}])`, 'iu');

const valueOf = (text: string | undefined): number => Number((text ?? '').replace(/\D/g, ''));

/** What the texts say, the most exact one first; a number that cannot be true next to the rows on the page is not taken. */
export function totalsIn(texts: readonly string[], rowsHere: number): Totals {
  for (const text of texts) {
    const range = RANGE_OF.exec(text);
    const [from, to, rows] = [valueOf(range?.[1]), valueOf(range?.[2]), valueOf(range?.[3])];
    if (range && from <= to && to <= rows && rows >= rowsHere) return { rows };
  }
  const pages = texts.map((text) => PAGE_OF.exec(text)).find((match) => match && valueOf(match[1]) <= valueOf(match[2]));
  const counted = texts.map((text) => valueOf(COUNTED.exec(text)?.[1])).find((rows) => rows > rowsHere);
  return { ...(pages ? { pages: valueOf(pages[2]) } : {}), ...(counted === undefined ? {} : { rows: counted }) };
}
