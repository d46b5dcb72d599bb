import type { Partner } from '../partner.ts';
import { apollo } from './apollo.ts';
import { findymail } from './findymail.ts';
import { github } from './github.ts';
import { hunter } from './hunter.ts';
import { peopleDataLabs } from './people-data-labs.ts';
import { prospeo } from './prospeo.ts';
import { dohMx, gleif, rdap, wikidata } from './public-sources.ts';
import { zerobounce } from './zerobounce.ts';

/** Every partner that the sandbox plays. */
export const PARTNERS: readonly Partner[] = [hunter, prospeo, findymail, peopleDataLabs, apollo, zerobounce, github, dohMx, rdap, wikidata, gleif];
