import { z } from 'zod';
import { recipeSchema } from '../../lib/contracts/recipe.ts';

/**
 * The schema of one recipe as JSON Schema, draft 2020-12, made of the one the program checks with. What a schema cannot
 * say is left out of it: that address patterns and regular expressions are safe, and that columns are there once.
 */
export function recipeJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(recipeSchema, { target: 'draft-2020-12', reused: 'ref', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'Kiln recipe, format 1', description: 'How to read one kind of page: a single person or company, or the rows of a list.', ...schema }, null, 2)}\n`;
}
