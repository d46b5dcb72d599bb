import type { MetaRows } from './database.ts';

interface DevicePlace {
  get(key: 'device'): Promise<MetaRows['device'] | undefined>;
  put(key: 'device', value: MetaRows['device']): Promise<void>;
}

/** The device row, made once. Call it in a transaction that writes: two contexts asking at the same time then get the same one. */
export async function deviceIn(meta: DevicePlace, newDeviceId: string): Promise<MetaRows['device']> {
  const known = await meta.get('device');
  if (known) return known;
  const made = { deviceId: newDeviceId, nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 0 };
  await meta.put('device', made);
  return made;
}
