/** The device's ledger on the disk in memory that the simulations use: a profile can be copied, and can lose its last moments. */
import { dexieLedger } from '../../../lib/storage/ledger-dexie.ts';
import type { LedgerPort } from '../../../lib/storage/ledger-port.ts';
import { Disk } from '../../simulation/ledger/device/profile/disk.ts';
import { Life } from '../../simulation/ledger/device/profile/life.ts';
import { openMemory } from '../../simulation/ledger/device/profile/memory-dexie.ts';
import { createRng } from '../../simulation/rng.ts';

export interface MemoryLedger extends LedgerPort {
  readonly disk: Disk;
  /** A copy of the profile. */
  copy(): MemoryLedger;
  /**
   * The machine loses power: with strict durability nothing, else up to so many of the last transactions that wrote. What is under
   * way never returns: throw away everybody who uses this.
   */
  losePower(lost: number): void;
  /** Asked before a transaction that has changed something takes effect: throws when the worker has died. */
  onCommit: () => void;
}

export function memoryLedger({ durability = 'strict' }: { readonly durability?: 'strict' | 'relaxed' } = {}, disk = new Disk()): MemoryLedger {
  let life: Life;
  let port: LedgerPort;
  function connect(): void {
    life = new Life(createRng(1), () => 0);
    const isFull = (): boolean => {
      memory.onCommit();
      return false;
    };
    port = dexieLedger(openMemory({ disk, life, isFull, isStrict: durability === 'strict' }));
  }
  const memory: MemoryLedger = {
    disk,
    onCommit: () => undefined,
    read: (work) => port.read(work),
    write: (work) => port.write(work),
    copy: () => memoryLedger({ durability }, disk.clone()),
    losePower(lost) {
      life.end();
      disk.losePower((of) => Math.min(lost, of));
      connect();
    },
  };
  connect();
  return memory;
}
