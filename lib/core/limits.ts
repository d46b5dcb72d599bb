/** Every loop, queue, retry and size has its named limit here. Units are the last word of a name. */

// --- Capture: what one page may cost and yield ---
/** Elements looked at before the reader stops and says that the page was read in part. */
export const CAPTURE_ELEMENTS = 120_000;
/** Main-thread time after which the reader stops and returns what it has. */
export const CAPTURE_BUDGET_MS = 1_200;
/** Main-thread time of one slice of the reader: then the page has its turn. */
export const CAPTURE_SLICE_MS = 7;
/** Time the background waits for the injected reader before it gives up. */
export const CAPTURE_WAIT_MS = 8_000;
export const CAPTURE_CANDIDATES = 500;
export const CAPTURE_VALUE_CHARS = 2_000;
export const CAPTURE_EVIDENCE_CHARS = 300;
/** Characters of page text the heuristics look at. */
export const CAPTURE_TEXT_CHARS = 400_000;
/** Characters of one JSON-LD block; a longer one is skipped and said. */
export const CAPTURE_JSON_CHARS = 1_000_000;
export const CAPTURE_JSON_DEPTH = 24;
/** Values of one property that are looked at: the employees of a company are a list, not a part of it. */
export const CAPTURE_JSON_ITEMS = 24;
/** JSON-LD blocks, and structured things (people, companies, addresses ...), that are kept of one page. */
export const CAPTURE_JSON_BLOCKS = 60;
export const CAPTURE_ENTITIES = 160;
export const CAPTURE_ENTITY_PROPS = 60;
/** Properties of things whose place on the page is noted: the subject is among the first. */
export const CAPTURE_ENTITY_PLACES = 240;
/** Characters of all structured values of one page together. */
export const CAPTURE_ENTITY_CHARS = 400_000;
export const CAPTURE_METAS = 80;
/** Nested open shadow roots that are followed. */
export const CAPTURE_SHADOW_DEPTH = 16;
/** Siblings counted for one selector before the reader gives it up: the text still finds the place. */
export const CAPTURE_SELECTOR_STEPS = 4_000;
/** Candidates whose visibility is asked of the style engine. */
export const CAPTURE_STYLE_CHECKS = 60;
/** Distinct values of one field that one page may give. */
export const CAPTURE_FIELD_VALUES = 12;
export const RECIPE_SOURCES = 12;
export const RECIPE_TRANSFORMS = 8;
export const RECIPE_PATTERN_CHARS = 200;
/** Characters a recipe's regular expression is applied to. */
export const RECIPE_INPUT_CHARS = 500;
/** Characters of a script whose embedded state a recipe may ask for; a longer one is skipped. */
export const RECIPE_STATE_CHARS = 5_000_000;
/** Recipes of a person's own that are kept, the removed ones included. */
export const RECIPES_OWN = 1_000;
/** Characters of one recipe, and of one file that recipes are taken from. */
export const RECIPE_CHARS = 200_000;
export const RECIPE_FILE_CHARS = 4_000_000;
/** Values of a good reading that are kept with a recipe, per field, to find the place again when the page changes. */
export const RECIPE_SAMPLES = 5;
export const RECIPE_SAMPLE_CHARS = 200;
/** Main-thread time after which the rows of one recipe are enough. */
export const RECIPE_ROWS_MS = 1_500;
/** Recipes that one page is asked with. */
export const RECIPES_PER_PAGE = 5;
/** Siblings that one record of a list without elements of its own may go on over. */
export const RECIPE_SPAN_ELEMENTS = 60;
/** Values of one place of a recipe that are kept together. */
export const RECIPE_PLACE_VALUES = 10;
/** Characters of a page's address that are kept with every value; the query of a longer one is dropped first. */
export const PAGE_URL_CHARS = 2_000;
export const CAPTURE_SELECTION_CHARS = 20_000;
export const CAPTURE_SELECTION_LEADS = 50;

// --- Lists: what the detector of one page may cost and yield ---
/** Lists offered of one page, best first. */
export const LISTS = 8;
export const LIST_ROWS = 2_000;
export const LIST_COLUMNS = 40;
export const LIST_CELL_CHARS = 1_000;
/** Characters of all cells of one page together. */
export const LIST_TEXT_CHARS = 2_000_000;
/** Elements the detector looks at before it stops and says that the page was looked at in part. */
export const LIST_ELEMENTS = 250_000;
/** Changes of columns kept for one template, and templates kept. */
export const LIST_STEPS = 200;
export const LIST_TEMPLATES = 500;
/** Columns that one text is split into at most; what is left stays in the last. */
export const LIST_SPLIT_PARTS = 6;
/** Rows that one save takes, and rows that share one transaction of it. */
export const LIST_SAVE_ROWS = 20_000;
export const LIST_SAVE_CHUNK = 50;
/** Ended saves that are remembered. */
export const LIST_SAVES = 20;
/** Records that the overlay on the page outlines at once. */
export const OVERLAY_RECORDS = 150;

// --- Following a list: what one follow may take of a site, and a site of us ---
export const FOLLOW_PAGES = 500;
/** Rows kept of one follow. */
export const FOLLOW_ROWS = 20_000;
export const FOLLOW_MINUTES = 240;
/** Pause between two pages unless the person says otherwise, and its bounds. */
export const FOLLOW_DELAY_MS = 2_000;
export const FOLLOW_DELAY_MIN_MS = 500;
export const FOLLOW_DELAY_MAX_MS = 120_000;
/** The pause is up to this share shorter or longer, so that a site meets no metronome. */
export const FOLLOW_JITTER = 0.3;
/** Times one step is tried before the follow stops and says so. */
export const FOLLOW_ATTEMPTS = 4;
export const FOLLOW_RETRY_BASE_MS = 2_000;
export const FOLLOW_RETRY_MAX_MS = 60_000;
/** Pause before a page that is not in front is looked at again. */
export const FOLLOW_HIDDEN_MS = 5_000;
/** Steps in a row without a new row after which a scroll or a "load more" is over. */
export const FOLLOW_QUIET_STEPS = 3;
/** Follows that may be open, that move at the same time, and ended ones that are kept until their rows are added. */
export const FOLLOWS_OPEN = 20;
export const FOLLOWS_AT_ONCE = 3;
export const FOLLOWS_KEPT = 30;
/** Longest wait for a page of the list to load, and for the answer of a step inside it. */
export const FOLLOW_LOAD_MS = 25_000;
export const FOLLOW_STEP_WAIT_MS = 20_000;
/** Inside the page: a change counts as done after this much quiet; what does not change at all is waited for so long. */
export const FOLLOW_QUIET_MS = 300;
export const FOLLOW_CHANGE_MS = 8_000;
/** Main part of one step of scrolling, and looks at the bottom without news after which it is the end. */
export const FOLLOW_SCROLL_MS = 4_000;
export const FOLLOW_BOTTOM_LOOKS = 3;
/** Links and short texts near the list that tell how many pages there are. */
export const FOLLOW_PAGER_LINKS = 120;
/** Detail pages that one follow may open, and the pause between two. */
export const DETAIL_PAGES = 1_000;
export const DETAIL_DELAY_MS = 2_500;
export const DETAIL_ATTEMPTS = 3;

// --- Picker: what pointing at one page may cost and yield ---
/** Questions to the selector engine for one selector; after that the place among siblings is good enough. */
export const PICKER_QUERIES = 300;
/** Columns that are offered by themselves. */
export const PICKER_COLUMNS = 10;
/** Columns or fields that can be picked. */
export const PICKER_PICKS = 30;
/** Rows that the picker shows and hands back; the recipe reads all of them. */
export const PICKER_ROWS = 50;
/** Outlines drawn at once: what is in sight. */
export const PICKER_OUTLINES = 250;
/** Longest time that one question to the picker waits for the person. */
export const PICKER_WAIT_MS = 20_000;
/** Steps that can be taken back. */
export const PICKER_STEPS = 60;

// --- Clips: a page kept as text ---
/** Size of a page as the injected part hands it over; what does not fit is left out and said. */
export const CLIP_HTML_CHARS = 2_000_000;
export const CLIP_ELEMENTS = 20_000;
/** Nesting that is kept as it is; deeper text is kept without its tags: readers of articles grow with the square of the depth. */
export const CLIP_DEPTH = 64;
/** Characters of all JSON-LD blocks together: they say author and date. */
export const CLIP_JSON_CHARS = 200_000;
/** Main-thread time after which the rest of a page is left out. */
export const CLIP_BUDGET_MS = 2_000;
/** Time the background waits for the injected part: styles of a large page are worked out first. */
export const CLIP_WAIT_MS = 20_000;
/** Time the background waits for the reader of articles. */
export const CLIP_PARSE_MS = 20_000;
export const CLIP_MARKDOWN_CHARS = 200_000;
export const CLIP_LINE_CHARS = 300;
export const CLIP_URL_CHARS = 2_000;
/** Clips kept for pages whose lead is not saved; the oldest makes room. */
export const CLIPS_WAITING = 50;

// --- Reading several tabs, and the links of a selection ---
export const TAB_READS = 100;
/** Times a tab is begun again after the worker died while it was read. */
export const TAB_READ_ATTEMPTS = 2;
export const SELECTED_LINKS = 200;
export const LINK_TEXT_CHARS = 200;

// --- Leads ---
export const FIELD_VALUES = 24;
export const IDENTITY_KEYS = 24;
/** Deeds that can be taken back: the newest so many lines of the history that have an undo, also those that are taken back at the moment. */
export const UNDO_DEEDS = 500;
/** Fields whose values before and after a line of the history tells, and characters of each. */
export const HISTORY_FIELDS = 12;
export const HISTORY_TEXT = 200;
/** Deeds over many leads that the history of one of them tells. */
export const HISTORY_DEEDS = 100;
/** People of a company, or records of a company, that are looked up; and companies proposed while a name is typed. */
export const KIN_FOUND = 100;
export const KIN_PROPOSED = 8;

export * from './duplicate-limits.ts';

// --- Do not contact ---
/** Entries of the list, and entries that one command adds. */
export const DO_NOT_CONTACT = 500_000;
export const DO_NOT_CONTACT_PART = 5_000;

// --- Providers ---
export const PROVIDER_TIMEOUT_MS = 25_000;
export const PROVIDER_ATTEMPTS = 3;
export const PROVIDER_RETRY_BASE_MS = 500;
export const PROVIDER_RETRY_MAX_MS = 20_000;
/** Job boards answer with the whole text of every posting. */
export const PROVIDER_ANSWER_BYTES = 4_000_000;
/** Characters of a raw answer kept with the receipt. */
export const RAW_ANSWER_CHARS = 8_000;
export const POLLS = 40;
/** Also where a manifest allows a longer wait. */
export const POLLS_MOST = 400;
/** Nesting of a provider's JSON beyond which it is nonsense. */
export const PROVIDER_JSON_DEPTH = 64;
export const PROVIDER_INPUT_CHARS = 500;
export const PROVIDER_FIELD_CHARS = 2_000;
export const PROVIDER_DETAIL_CHARS = 200;
/** Characters of a value that a manifest's pattern is tried on. */
export const PROVIDER_MATCH_CHARS = 500;
/** Values taken from one path of an answer. */
export const PROVIDER_PATH_VALUES = 300;
/** Elements of a list of an answer that are counted, or looked through for the one that is meant. */
export const PROVIDER_COUNTED = 20_000;
/** Of a question to a language model with its data, and of its answer. */
export const AI_PROMPT_CHARS = 60_000;
export const AI_ANSWER_CHARS = 8_000;
/** Of one field, of the clipped pages together, and of one text of an answer. */
export const AI_FIELD_CHARS = 2_000;
export const AI_PAGES_CHARS = 24_000;
export const AI_VALUE_CHARS = 2_000;
/** A run that may cost more than this on the person's own key is asked about once more: one dollar. */
export const AI_CONFIRM_MICRO_USD = 1_000_000;
export const AI_QUESTIONS = 100;
export const AI_PARTS = 8;
/** Tokens that an answer may have; the usual limit, and the bounds of it. */
export const AI_TOKENS = { usual: 1_000, least: 50, most: 8_000 } as const;
/** Of a web page that is read for its title, meta tags and links, and how many of them are kept. */
export const PROVIDER_PAGE_CHARS = 600_000;
export const PROVIDER_PAGE_LINKS = 300;
/** Of one tag of it; longer ones are passed over. */
export const PROVIDER_TAG_CHARS = 4_000;
/** Of a text answer that a pattern looks through. */
export const PROVIDER_TEXT_CHARS = 60_000;
export const PROVIDER_TEXT_LINES = 400;
export const PROVIDER_CSV_ROWS = 1_000;
/** How long a question waits for others to share a request with, in milliseconds. */
export const PROVIDER_BATCH_WINDOW_MS = 20;
/** Answers of partners that are kept because they say the same to everybody: each is up to PROVIDER_ANSWER_BYTES. */
export const PROVIDER_KEPT_ANSWERS = 4;
/** A bought token is not used in its last minute, and lives half an hour when the partner does not say. */
export const TOKEN_MARGIN_MS = 60_000;
export const TOKEN_LIFETIME_MS = 1_800_000;
export const TOKENS_KEPT = 50;
/** A wait up to this is sat out inside the call; a longer one is handed back as pending or rate-limited. */
export const PROVIDER_SHORT_WAIT_MS = 2_000;

// --- Runs ---
export const RUN_LEADS = 10_000;
export * from './run-limits.ts';
export * from './delivery-limits.ts';
/** Steps of a waterfall, those that are found first and the single guesses included. */
export const WATERFALL_STEPS = 40;
/** Waterfalls of a person's own, and characters of one file that waterfalls are taken from. */
export const WATERFALLS_OWN = 200;
export const WATERFALL_FILE_CHARS = 1_000_000;
export const WATERFALL_VERIFIERS = 5;
export const WATERFALL_FAN_OUT = 5;
/** Tests of one "only if", values of one test, and characters of one value. */
export const CONDITION_TESTS = 12;
export const CONDITION_VALUES = 40;
export const CONDITION_VALUE_CHARS = 120;
export const STEP_TIMEOUT_MIN_MS = 1_000;
export const STEP_TIMEOUT_MAX_MS = 25_000;
export const FRESHNESS_MAX_DAYS = 730;
export const PATTERN_GUESSES = 3;
export const FRESHNESS_DAYS = 30;
/** Times a step whose outcome is unknown (worker died, network gone) is asked again before the step fails. */
export const STEP_ATTEMPTS = 12;
/** Bounds of the pause before the account is asked again about a charge, whatever the server says. */
export const ACCOUNT_WAIT_MIN_MS = 1_000;
export const ACCOUNT_WAIT_MAX_MS = 10 * 60_000;
/** Every so many looks at a purchase that is still held its request is shown again: after a restore the server waits for that. */
export const ACCOUNT_PRESENT_EVERY = 8;
/** What may have been bought is asked for at least so often before it is given up: days, at the longest waits. */
export const ACCOUNT_GIVE_UP_ATTEMPTS = 500;

// --- Learned order ---
/** Cells of evidence kept for one question; the thinnest are made coarser, then given up. */
export const EVIDENCE_CELLS = 2_000;
/** After this long an attempt counts half. */
export const EVIDENCE_HALF_LIFE_MS = 120 * 86_400_000;
/** Tasks counted in one transaction when everything is counted anew. */
export const EVIDENCE_TASKS = 500;
/** Countries and other parts of segments that can be chosen to look at. */
export const SEGMENT_CHOICES = 30;
/** Tasks of a run that must have ended before it learns from them, and the part by which they must have grown before it learns again. */
export const RELEARN_LEAST = 20;
export const RELEARN_PART = 0.25;

// --- Ledger and sync ---
export const SYNC_OPS = 500;
/** Room for SYNC_OPS operations with the longest ids: a legal batch is never refused for its size. */
export const SYNC_BODY_BYTES = 512_000;
export const SYNC_EVENTS = 500;
export const SYNC_BACKOFF_BASE_MS = 1_000;
export const SYNC_BACKOFF_MAX_MS = 60_000;
/** Longest time the server keeps a charge request open before it answers "reserved". */
export const CHARGE_WAIT_MS = 20_000;
export const HOLD_TTL_MS = 10 * 60_000;
/** Characters of the operations of one push: receipts are long, and a body has to fit into SYNC_BODY_BYTES. */
export const SYNC_PUSH_CHARS = 400_000;
/** Acknowledged operations are kept until a backup of the server holds them, and this long at most: a restored server asks for them again. */
export const OUTBOX_KEPT_MS = 30 * 24 * 3_600_000;
/** How often a device notes how far it is acknowledged, by the server's clock, and how many of these notes it keeps. */
export const OUTBOX_MARK_MS = 24 * 3_600_000;
export const OUTBOX_MARKS = 70;
/** Rows of the outbox that one sweep takes away. */
export const OUTBOX_SWEEP = 2_000;
/** What a device asks for with one lease, in micro-units: 10 to 500 Actions. */
export const LEASE_LEAST_MICRO = 10 * 1_000_000;
export const LEASE_MOST_MICRO = 500 * 1_000_000;
/** The next lease is asked for when less than this share of it is left. */
export const LEASE_LOW_PERCENT = 30;
/** A lease that nothing was taken from for so long goes back; sooner while the account is short. */
export const LEASE_IDLE_MS = 24 * 3_600_000;
export const LEASE_RECALL_IDLE_MS = 5 * 60_000;
/** After a refusal the account is asked for a lease again no sooner than this, unless it says that there is something to have. */
export const LEASE_DENIED_MS = 60_000;

// --- Files ---
export const EXPORT_ROWS = 100_000;
/** Leads that an export reads at once, and bytes that it gathers before the browser's blob storage gets them. */
export const EXPORT_BATCH = 2_000;
/** Rows of one sheet of a workbook before the next one begins; Excel takes 1,048,576, and some may come while the file is written. */
export const SHEET_PART_ROWS = 1_000_000;
export const BLOB_PART_BYTES = 4_000_000;

// --- Import: what one file may cost ---
export * from './import-limits.ts';
export * from './cell-limits.ts';
export * from './tag-limits.ts';
export * from './erase-limits.ts';

// --- Account server and its pages ---
export * from './account-server-limits.ts';

/** Columns that a person made, in all tables together; views of one table; choices of a column. */
export const COLUMNS_OWN = 300;
export const VIEWS_PER_TABLE = 100;
export const COLUMN_OPTIONS = 200;
/** Tests of one filter in all, how deep its groups stand in each other, and columns that sort. */
export const FILTER_TESTS = 50;
export const FILTER_DEPTH = 3;
export const VIEW_SORTS = 8;
/** Longest formula, and longest text that one makes, in characters. */
export const FORMULA_SOURCE = 2_000;
export const FORMULA_TEXT = 10_000;
