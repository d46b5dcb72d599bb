import { buildCatalogue } from './catalogue.ts';

/** Every manifest of the folder, for programs built by Vite (the extension, tests). The server reads the folder itself. */
export const CATALOGUE = buildCatalogue(import.meta.glob('./catalogue/*.ts', { eager: true }));
