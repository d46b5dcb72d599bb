import { WATERFALL_TEMPLATES } from './templates.ts';

/** An own waterfall, or the waterfall of a question: an id that was made at random. */
const RANDOM_ID = /^(question\.)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One that ships, changed or not: its id is the same everywhere. */
export const isTemplateId = (id: string): boolean => WATERFALL_TEMPLATES.some((template) => template.id === id);

/** What the account is told a charge was made by: the waterfall's id, and nothing when a person may have written any part of it. */
export const waterfallRef = (id: string): string | undefined => (RANDOM_ID.test(id) || isTemplateId(id) ? id : undefined);
