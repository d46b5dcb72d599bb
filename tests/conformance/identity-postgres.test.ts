import { addressProofConformance } from './address-proof.ts';
import { identityConformance } from './identity.ts';
import { onPostgres } from './under-test.ts';
import { upkeepConformance } from './upkeep.ts';

onPostgres('identity', (fresh) => {
  identityConformance('PostgreSQL', fresh());
  addressProofConformance('PostgreSQL', fresh());
  upkeepConformance('PostgreSQL', fresh());
});
