import { addressProofConformance } from './address-proof.ts';
import { identityConformance } from './identity.ts';
import { sqliteUnderTest } from './under-test.ts';
import { upkeepConformance } from './upkeep.ts';

identityConformance('SQLite', sqliteUnderTest(Date.now()));
addressProofConformance('SQLite', sqliteUnderTest(Date.now()));
upkeepConformance('SQLite', sqliteUnderTest());
