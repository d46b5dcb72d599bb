/** Line drawings on the 16 px grid for the kinds of columns and for the toolbar. */
export const SAVED = 'M4 2.5h8v11l-4-2.7-4 2.7ZM6.2 6.5l1.3 1.3 2.4-2.7';
export const TEXT = 'M3.5 4.5h9M3.5 8h9M3.5 11.5h5.5';
export const CHEVRON_LEFT = 'M9.5 4.5 6 8l3.5 3.5';
export const CHEVRON_RIGHT = 'M6.5 4.5 10 8l-3.5 3.5';

const PERSON = 'M8 2.75a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 13.25c.5-2.6 2.5-4 5-4s4.5 1.4 5 4';
const CASE = 'M3.75 5h8.5c.8 0 1.5.7 1.5 1.5v5c0 .8-.7 1.5-1.5 1.5h-8.5c-.8 0-1.5-.7-1.5-1.5v-5c0-.8.7-1.5 1.5-1.5M5.5 5V3.9c0-.8.6-1.4 1.4-1.4h2.2c.8 0 1.4.6 1.4 1.4V5M2.25 8.5h11.5';
const BUILDING = 'M3.5 13.5v-10a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v10M9.5 6.5h2a1 1 0 0 1 1 1v6M2 13.5h12M5.75 5.5h1.5M5.75 8h1.5M5.75 10.5h1.5';
const PIN = 'M8 13.75c2.8-3 4.25-5.2 4.25-7.25a4.25 4.25 0 0 0-8.5 0c0 2.050 1.450 4.250 4.25 7.25M8 5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3';
export const LINK = 'M6.75 9.25a2.75 2.75 0 0 0 3.9 0l2-2a2.75 2.75 0 0 0-3.9-3.9l-.75.75M9.25 6.75a2.75 2.75 0 0 0-3.9 0l-2 2a2.75 2.75 0 0 0 3.9 3.9l.75-.75';
const MAIL = 'M3.5 3.5h9c.8 0 1.5.7 1.5 1.5v6c0 .8-.7 1.5-1.5 1.5h-9c-.8 0-1.5-.7-1.5-1.5V5c0-.8.7-1.5 1.500-1.5M2.5 5 8 9l5.5-4';
const PHONE = 'M5.5 2.75 3.75 3.5c-.6.25-.95.9-.85 1.55.7 4.1 3.95 7.350 8.05 8.05.65.1 1.3-.25 1.550-.85l.75-1.75-3-1.750-1.350 1.350a8 8 0 0 1-3-3L7.250 5.750Z';
const IMAGE = 'M3.5 3h9c.8 0 1.5.7 1.5 1.5v7c0 .8-.7 1.5-1.5 1.5h-9c-.8 0-1.5-.7-1.5-1.5v-7c0-.8.7-1.5 1.5-1.5M2.250 11l3.250-3.250 2.500 2.500 2-2 3.750 3.750';

/** By lead field, else by type of the column. */
export const FIELD_ICONS: Readonly<Record<string, string>> = {
  name: PERSON, firstName: PERSON, lastName: PERSON, title: CASE, companyName: BUILDING, legalName: BUILDING, industry: BUILDING,
  location: PIN, address: PIN, country: PIN, email: MAIL, workEmail: MAIL, phone: PHONE, mobile: PHONE, fax: PHONE, photoUrl: IMAGE, image: IMAGE,
  website: LINK, profileUrl: LINK, linkedinUrl: LINK, githubUrl: LINK, xUrl: LINK, facebookUrl: LINK, instagramUrl: LINK, youtubeUrl: LINK, url: LINK,
};
