import { modelConformance } from './ledger-model.ts';
import { LEDGER_SUITES } from './ledger-suites.ts';
import { sqliteUnderTest } from './under-test.ts';

for (const suite of LEDGER_SUITES) suite('SQLite', sqliteUnderTest());
modelConformance('SQLite', sqliteUnderTest(), 80);
