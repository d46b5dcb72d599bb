import { z } from 'zod';
import { manifestSchema } from '../../lib/contracts/manifest.ts';

/**
 * The schema of one provider manifest as JSON Schema, draft 2020-12, made of the one the program checks with. What a
 * schema cannot say is left out of it: that paths and patterns are sound and that templates use only what is there.
 */
export function manifestJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { target: 'draft-2020-12', reused: 'ref', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'Kiln provider manifest, format 1', description: 'How to ask one data provider, and how to read what it answers.', ...schema }, null, 2)}\n`;
}
