/** npm run schema: writes the JSON Schema of recipes that editors and other programs check against. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recipeJsonSchema } from './recipe-schema.ts';

const FILE = join(import.meta.dirname, '../../public/schemas/recipe-1.json');

mkdirSync(dirname(FILE), { recursive: true });
writeFileSync(FILE, recipeJsonSchema());
console.log('public/schemas/recipe-1.json');
