/** States of the options page. */
import type { Shot } from './panel-states.ts';
import { MAKERS, NOW, Q3, account, key } from './seeds.ts';

const meta = (extra: Record<string, unknown> = {}): unknown[] => Object.entries({ settings: { theme: 'system', currentTables: {}, sandboxUrl: null }, account: account(), sync: { state: 'idle', at: NOW }, ...extra }).flatMap(([k, v]) => (v === null ? [] : [{ key: k, value: v }]));
const keys = [key('people-data-labs', 'works', '4c2a'), key('apollo', 'rejected', '91ff'), key('zerobounce', 'empty', '00ab')];
const options = (name: string, hash: string, over: Partial<Shot> = {}): Shot => ({ name: `options-${name}`, page: 'options', width: 1400, height: 760, hash, rows: { meta: meta(), tables_: [Q3, MAKERS], keys }, ...over });

export const optionsShots: Shot[] = [
  options('account', 'account'),
  options('account-none', 'account', { rows: { meta: meta({ account: null }) } }),
  options('account-code', 'account', { rows: { meta: meta({ account: null, signIn: { serverUrl: 'https://kiln.example.com', userCode: 'WDJB-MJHT', verificationUri: 'https://kiln.example.com/device', expiresAt: NOW + 580_000, state: 'waiting' } }) } }),
  options('account-refused', 'account', { rows: { meta: meta({ sync: { state: 'refused', at: NOW, message: 'The token of this device was withdrawn.' } }) } }),
  options('providers', 'providers'),
  options('providers-key', 'providers/people-data-labs'),
  options('providers-add', 'providers/hunter'),
  options('providers-free', 'providers/gleif'),
  options('providers-website', 'providers/company-website'),
  options('providers-website-practice', 'providers/company-website', { rows: { meta: meta({ settings: { theme: 'system', currentTables: {}, sandboxUrl: 'http://127.0.0.1:8788' } }), tables_: [Q3, MAKERS], keys } }),
  options('providers-website-narrow', 'providers/company-website', { width: 360, height: 900 }),
  options('waterfalls', 'waterfalls'),
  options('privacy', 'privacy'),
  options('appearance', 'appearance'),
  options('narrow', 'providers/apollo', { width: 420, height: 900 }),
];
