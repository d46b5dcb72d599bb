import type { Partner } from '../partner.ts';
import { github } from './github.ts';
import { hunter } from './hunter.ts';
import { zerobounce } from './zerobounce.ts';

/** Every partner that the sandbox plays. */
export const PARTNERS: readonly Partner[] = [hunter, zerobounce, github];
