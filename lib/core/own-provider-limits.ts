/** Limits of providers that a person defines; the others are in limits.ts. */
/** Kept at once; as many that were deleted are remembered for their names. */
export const OWN_PROVIDERS = 100;
/** Characters of one manifest, and of a file one is taken from. */
export const OWN_PROVIDER_CHARS = 200_000;
/** After this long a deleted one cannot be brought back with its key. */
export const OWN_PROVIDER_UNDO_MS = 3_600_000;
export const CURL_CHARS = 60_000;
/** Characters of the answer of a test call that are shown. */
export const TRIAL_ANSWER_CHARS = 400_000;
/** Requests of one test call: a login, the steps, a job. */
export const TRIAL_REQUESTS = 8;
