import type { Sandbox } from '../../../server/sandbox/sandbox.ts';
import type { AccountServer } from '../../e2e/harness/account.ts';

export interface PracticeWorld {
  readonly sandbox: Sandbox;
  readonly account: AccountServer;
  readonly practiceUrl: string;
  readonly say: (line?: string) => void;
}
