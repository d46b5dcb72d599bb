import type { Rng } from '../../rng.ts';
import type { SimDatabase } from '../database.ts';
import type { DeviceSeams } from '../device/device.ts';
import type { ServerSeams } from '../host/process.ts';

export interface SeamWorld {
  /** Random numbers of the mistake's own: they do not change what else happens. */
  readonly rng: Rng;
  readonly database: SimDatabase;
  /** The epoch that the server is in. */
  epoch(): number;
}
export interface Seams {
  readonly server?: ServerSeams;
  readonly device?: DeviceSeams;
}
/** A mistake that the simulation must find. It changes what the code meets, never the code itself. */
export interface Bug {
  readonly name: string;
  readonly about: string;
  /** Leases that both sides heal by leave no trace in the end: this one is looked for without the server's word on open leases. */
  readonly withoutHealing?: true;
  seams(world: SeamWorld): Seams;
}
