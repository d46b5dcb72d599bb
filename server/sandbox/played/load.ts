import { loadCatalogue } from '../../catalogue.ts';
import type { Partner } from '../partner.ts';
import { loadFixtures } from './fixture.ts';
import { modelPartner } from './model.ts';
import { playedPartner } from './partner.ts';

/** A partner for every provider of the catalogue whose fixture is there. */
export async function loadPlayed(hitRateOf: (providerId: string) => number): Promise<Partner[]> {
  const [catalogue, fixtures] = await Promise.all([loadCatalogue(), loadFixtures()]);
  return [...catalogue.values()].flatMap((manifest) => {
    const fixture = fixtures.get(manifest.id);
    const options = { hitRate: () => hitRateOf(manifest.id) };
    return fixture ? [modelPartner(manifest, fixture, playedPartner(manifest, fixture, options), options)] : [];
  });
}
