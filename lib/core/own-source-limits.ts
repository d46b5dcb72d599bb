/** The named limits of Kiln's own sources: companies' websites and guessed addresses. Units are the last word of a name. */

// --- Company website ---
/** Pages of one site that are read for one question, the home page included. */
export const SITE_PAGES = 5;
export const SITE_HTML_BYTES = 1_500_000;
/** Longest time one page, one parsing and one whole reading may take; waiting for a turn does not count. */
export const SITE_FETCH_MS = 8_000;
export const SITE_PARSE_MS = 6_000;
export const SITE_READ_MS = 22_000;
/** Least time between two requests to one site. */
export const SITE_PACE_MS = 1_000;
export const SITES_AT_ONCE = 3;
/** A reading answers all questions about its site for this long. */
export const SITE_KEPT_MS = 10 * 60_000;
export const SITES_KEPT = 60;
export const SITE_LINKS = 400;
export const SITE_ASSETS = 400;
export const SITE_ASSET_CHARS = 300;
/** Characters of scripts in the page that are searched for addresses. */
export const SITE_SCRIPT_CHARS = 200_000;

// --- E-mail patterns ---
/** People whose addresses are looked at: of one domain, and of all domains of a run together. */
export const PATTERN_PEOPLE = 200;
export const PATTERN_ROWS = 5_000;
/** People of one domain that are looked at however many domains there are. */
export const PATTERN_LEAST = 5;
/** After this long a known address counts half. */
export const PATTERN_HALF_LIFE_MS = 2 * 365 * 86_400_000;
