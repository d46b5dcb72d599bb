import type { FieldKey, LeadKind } from '../../domain/lead/fields.ts';
import { FIELDS, fieldsOf } from '../../domain/lead/fields.ts';

/**
 * What columns of contact files are called, in the languages such files are mostly in and by the programs that write them: small
 * letters, one space between words. A field for people and one for companies where the same word means two things.
 */
const WORDS: readonly (readonly [FieldKey | readonly [person: FieldKey, company: FieldKey], string])[] = [
  ['firstName', 'first name|firstname|first|given name|forename|vorname|prénom|prenom|nombre|nombre de pila|primer nombre|nome proprio|primo nome|voornaam|förnamn|fornavn|imię|imie|křestní jméno|etunimi|имя|名'],
  ['lastName', 'last name|lastname|last|surname|family name|nachname|familienname|zuname|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|achternaam|efternamn|efternavn|etternavn|nazwisko|příjmení|sukunimi|фамилия|姓'],
  ['name', 'name|full name|fullname|contact|contact name|contact person|person|person name|display name|lead|lead name|ansprechpartner|ansprechpartnerin|kontakt|vollständiger name|vor und nachname|name vollständig|nom|nom complet|nom et prénom|nombre completo|nombre y apellidos|nome|nome completo|nome e cognome|naam|volledige naam|namn|navn|imię i nazwisko|jméno|nimi|фио|氏名|姓名|名前'],
  ['prefix', 'prefix|salutation|anrede|titel anrede|civilité|tratamiento|aanhef|name prefix'],
  ['suffix', 'suffix|name suffix|namenszusatz'],
  ['title', 'title|job title|jobtitle|job|position|role|occupation|funktion|berufsbezeichnung|stelle|poste|fonction|intitulé du poste|cargo|puesto|qualifica|ruolo|função|functie|functietitel|befattning|stilling|stanowisko|pozice|должность|役職|职位|current position|headline title'],
  ['headline', 'headline|tagline|slogan'],
  ['department', 'department|abteilung|département|service|departamento|reparto|afdeling|avdelning|dział|部門|部署'],
  ['seniority', 'seniority|level|management level|seniority level'],
  [['companyName', 'name'], 'company|company name|companyname|organization|organisation|organization name|organisation name|account|account name|employer|firma|firmenname|unternehmen|arbeitgeber|entreprise|société|raison sociale|empresa|compañía|nombre de la empresa|azienda|ragione sociale|società|nome da empresa|bedrijf|bedrijfsnaam|företag|virksomhed|firma nazwa|nazwa firmy|společnost|yritys|компания|организация|会社|会社名|公司|公司名称|business|business name|current company|store name'],
  ['legalName', 'legal name|registered name|handelsname|dénomination sociale|razón social|statutaire naam'],
  [['companyDomain', 'domain'], 'domain|company domain|email domain|company domain name|website domain|domain name|domäne|firmendomain|domaine|dominio|domein|root domain'],
  [['companyDomain', 'website'], 'website|company website|web site|site|web|url|homepage|webseite|internetseite|firmenwebsite|company url|site web|site internet|página web|sitio web|sito|sito web|hemsida|strona www|www|сайт|网站|company homepage|website url'],
  ['workEmail', 'work email|business email|company email|corporate email|email work|e mail geschäftlich|geschäftliche e mail|firmen e mail|email professionnel|correo corporativo|correo de trabajo|email aziendale|zakelijk e mailadres|professional email|primary work email'],
  ['personalEmail', 'personal email|private email|home email|email personal|private e mail|e mail privat|email personnel|correo personal|email personale|email home'],
  ['email', 'email|e mail|mail|email address|e mail address|emailaddress|email 1|primary email|contact email|e mail adresse|mailadresse|emailadresse|courriel|adresse e mail|adresse email|mél|correo|correo electrónico|posta elettronica|indirizzo email|endereço de email|e mailadres|e postadress|e post|sähköposti|adres e mail|почта|эл почта|メール|メールアドレス|邮箱|电子邮件|e mail 1 value|subscriber|unsubscribed email'],
  ['emailStatus', 'email status|email validation|verification status'],
  ['mobile', 'mobile|mobile phone|mobile number|cell|cell phone|cellphone|handy|handynummer|mobil|mobilnummer|mobiltelefon|portable|téléphone portable|móvil|celular|cellulare|telemóvel|mobiel|gsm|komórka|matkapuhelin|моб телефон|携帯|携帯電話|手机'],
  ['phone', 'phone|phone number|telephone|telephone number|tel|work phone|business phone|office phone|direct phone|direct dial|primary phone|company phone|phone 1|phone 1 value|telefon|telefonnummer|rufnummer|tel nr|téléphone|tél|teléfono|telefono|telefone|telefoon|telefoonnummer|puhelin|телефон|電話|電話番号|电话|contact number|number'],
  ['fax', 'fax|fax number|telefax|faxnummer|télécopie|传真'],
  ['industry', 'industry|sector|branche|secteur|secteur d activité|sector de actividad|settore|setor|bedrijfstak|bransch|branża|отрасль|業種|行业|vertical'],
  [['note', 'employees'], 'employees|employee count|number of employees|no of employees|num employees|headcount|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|effectif|nombre de salariés|empleados|número de empleados|dipendenti|funcionários|aantal medewerkers|antal anställda|従業員数|company size|size|employees count'],
  ['employeeRange', 'employee range|size range|company size range|headcount range'],
  ['founded', 'founded|year founded|founded year|gründungsjahr|gegründet|année de création|año de fundación|anno di fondazione|opgericht'],
  ['revenue', 'revenue|annual revenue|umsatz|jahresumsatz|chiffre d affaires|ingresos|facturación|fatturato|omzet'],
  ['location', 'location|city|town|ort|stadt|wohnort|ville|ciudad|localidad|città|cidade|plaats|miasto|město|kaupunki|город|都市|城市|place|person location|company location|city state|metro area'],
  ['address', 'address|street|street address|full address|mailing address|adresse|anschrift|straße|strasse|rue|dirección|calle|indirizzo|via|endereço|adres|gatuadress|adress|ulica|osoite|адрес|住所|地址|address 1|address line 1|address 1 formatted'],
  ['country', 'country|country name|land|pays|país|pais|paese|kraj|země|maa|страна|国|国家|country region|country code'],
  ['linkedinUrl', 'linkedin|linkedin url|linkedin profile|linkedin profile url|person linkedin url|company linkedin url|linked in|linkedinurl|li url|linkedin link|profile linkedin'],
  ['xUrl', 'twitter|twitter url|x|x url|twitter profile|company twitter url|twitter handle'],
  ['githubUrl', 'github|github url|github profile'],
  ['facebookUrl', 'facebook|facebook url|company facebook url'],
  ['instagramUrl', 'instagram|instagram url'],
  ['youtubeUrl', 'youtube|youtube url'],
  ['profileUrl', 'profile|profile url|profile link|xing|xing url'],
  ['description', 'description|about|bio|summary|beschreibung|descripción|descrizione|omschrijving|company description|short description'],
  ['note', 'note|notes|comment|comments|notiz|notizen|bemerkung|bemerkungen|remarque|remarques|commentaire|nota|notas|observaciones|note interne|opmerking|opmerkingen|anmerkung|anmerkungen'],
  ['tags', 'tags|tag|labels|tag list|lead tags|contact tags|categories|schlagworte|schlagwörter|stichwörter|etiketten|étiquettes|etiquetas|etichette|marcadores|теги|метки|タグ|标签'],
  ['vatId', 'vat|vat number|vat id|ust id|ust idnr|tva|numéro de tva|nif|partita iva|btw nummer'],
  ['companyNumber', 'company number|registration number|handelsregisternummer|siren|siret|kvk|kvk nummer'],
  ['registryId', 'lei|legal entity identifier'],
  ['technologies', 'technologies|tech stack|technology|technologien'],
];

/** Words as they are compared: small letters, what is no letter or digit as one space. */
export const foldHeader = (text: string): string => text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const byKind = { person: new Map<string, FieldKey>(), company: new Map<string, FieldKey>() } satisfies Record<LeadKind, Map<string, FieldKey>>;
for (const kind of ['person', 'company'] as const) {
  const own = new Set<FieldKey>(fieldsOf(kind));
  const put = (word: string, key: FieldKey): void => {
    if (own.has(key) && !byKind[kind].has(word)) byKind[kind].set(word, key);
  };
  for (const [field, words] of WORDS) for (const word of words.split('|')) put(foldHeader(word), typeof field === 'string' ? field : field[kind === 'person' ? 0 : 1]);
  // Kiln's own words last, so that files it wrote come back as they were.
  for (const key of own) for (const word of [FIELDS[key].label, key]) put(foldHeader(word), key);
}

/** The field that a head names, by the whole of it; a number behind it ("Email 2") means one more of the same. */
export function fieldOfHeader(header: string, kind: LeadKind): FieldKey | null {
  const folded = foldHeader(header);
  return byKind[kind].get(folded) ?? byKind[kind].get(folded.replace(/ (?:\d{1,2}|ii|iii|value)$/, '')) ?? null;
}
