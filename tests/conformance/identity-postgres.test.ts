import { identityConformance } from './identity.ts';
import { onPostgres } from './under-test.ts';

onPostgres('identity', (fresh) => identityConformance('PostgreSQL', fresh()));
