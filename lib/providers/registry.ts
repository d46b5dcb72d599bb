import type { Manifest } from '../contracts/manifest.ts';
import { trustedCatalogue } from './catalogue.ts';

/** Every manifest of the folder, for programs built by Vite (the extension, tests). The server reads the folder itself. */
export const CATALOGUE = trustedCatalogue(import.meta.glob<{ readonly default: Manifest }>('./catalogue/*.ts', { eager: true }));
