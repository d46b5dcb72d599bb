/** npm run schema: writes the JSON Schemas of recipes and manifests that editors and other programs check against. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestJsonSchema } from './manifest-schema.ts';
import { recipeJsonSchema } from './recipe-schema.ts';

const FOLDER = join(import.meta.dirname, '../../public/schemas');

mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of [['recipe-1.json', recipeJsonSchema()], ['manifest-1.json', manifestJsonSchema()]] as const) {
  writeFileSync(join(FOLDER, name), text);
  console.log(`public/schemas/${name}`);
}
