import { modelConformance } from './ledger-model.ts';
import { LEDGER_SUITES } from './ledger-suites.ts';
import { onPostgres } from './under-test.ts';

onPostgres('ledger store', (fresh) => {
  for (const suite of LEDGER_SUITES) suite('PostgreSQL', fresh());
  modelConformance('PostgreSQL', fresh(), 6);
});
