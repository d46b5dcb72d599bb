/**
 * The floors of the house as import rules. Adding a folder to `lib/` means adding it here: a file on no floor is a violation.
 * Every rule has a seeded violation in `tests/architecture/` that proves that it bites.
 */
import type { IForbiddenRuleType } from 'dependency-cruiser';

const GROUND = '^lib/(core|domain)/';
const ADAPTERS = ['contracts', 'capture', 'recipes', 'providers', 'destinations', 'files', 'formula'] as const;
const SERVICES = '^lib/services/';
const FACE = '^(components|lib/ui)/';
const ROOF = '^entrypoints/';
const SERVER = '^server/';
const PRODUCT = '^(lib|components|entrypoints|server)/';
const FROM_NPM = '(^|/)node_modules/';
const TYPE_ONLY = 'type-only';

const inPackage = (...names: string[]): string => `(^|/)node_modules/(${names.join('|')})/`;
const rule = (name: string, comment: string, from: IForbiddenRuleType['from'], to: object): IForbiddenRuleType => ({ name, comment, severity: 'error', from, to });

const floors: IForbiddenRuleType[] = [
  rule('ground-is-the-lowest', 'core and domain import only core and domain', { path: GROUND }, { pathNot: GROUND, couldNotResolve: false }),
  rule('core-below-domain', 'core knows nothing of leads and ledgers', { path: '^lib/core/' }, { path: '^lib/domain/' }),
  ...ADAPTERS.map((name) =>
    rule(
      `${name}-on-the-ground`,
      'what is written once per site, partner or destination stands on the ground and on the wire shapes, never on a neighbour',
      { path: `^lib/${name}/` },
      { path: '^(lib|components|entrypoints|server)/', pathNot: [GROUND, '^lib/contracts/', `^lib/${name}/`] },
    ),
  ),
  rule('storage-knows-no-neighbour', 'the edges do not know each other or a service', { path: '^lib/storage/' }, { path: ['^lib/platform/', SERVICES, FACE] }),
  rule('platform-knows-no-neighbour', 'the edges do not know each other or a service', { path: '^lib/platform/' }, { path: ['^lib/storage/', SERVICES, FACE] }),
  rule('services-below-the-face', 'a service knows no interface', { path: SERVICES }, { path: FACE }),
  rule('services-are-handed-the-browser', 'services see the browser edge as types only; the roof hands it in', { path: SERVICES }, { path: '^lib/platform/', dependencyTypesNot: [TYPE_ONLY] }),
  rule('face-reads-and-commands', 'the interface reads the database and sends commands, nothing more', { path: FACE }, { path: [SERVICES, '^lib/(recipes|providers|destinations)/'] }),
  rule('roof-is-not-imported', 'an entrypoint is a root: nobody imports it', {}, { path: `${ROOF}.*\\.tsx?$` }),
  rule('server-stands-alone', 'the account server takes core, domain, contracts and providers from the extension and nothing else', { path: SERVER }, { path: '^(lib|components|entrypoints)/', pathNot: '^lib/(core|domain|contracts|providers)/' }),
  rule('extension-knows-no-server', 'the extension meets the server by HTTP only', { path: '^(lib|components|entrypoints)/' }, { path: SERVER }),
  rule('product-knows-no-test', 'what ships does not lean on the tests; the practice server may show their fixtures', { path: PRODUCT }, { path: '^tests/', pathNot: '^tests/fixtures/.*\\.(json|html)$' }),
];

/** A package that opens a door (database, network, browser, screen) is used behind that door only. */
const doors: IForbiddenRuleType[] = [
  rule('dexie-behind-storage', 'one door to the database; live queries in the face have a package of their own', { path: PRODUCT, pathNot: '^lib/storage/' }, { path: inPackage('dexie') }),
  rule('live-queries-in-the-face', 'only the interface watches the database', { path: PRODUCT, pathNot: FACE }, { path: inPackage('dexie-react-hooks') }),
  rule('ky-behind-platform', 'one door to the network', { path: PRODUCT, pathNot: '^lib/platform/' }, { path: inPackage('ky') }),
  rule('browser-behind-platform', 'one door to the browser', { path: '^(lib|components)/', pathNot: ['^lib/platform/', '^lib/ui/browser\\.ts$'] }, { path: inPackage('wxt') }),
  rule('react-in-the-face', 'only the interface renders', { path: PRODUCT, pathNot: [FACE, ROOF] }, { path: inPackage('react', 'react-dom', 'zustand', 'radix-ui', '@radix-ui', 'lucide-react', '@tanstack') }),
  rule('server-packages-in-the-server', 'what serves does not ship in the extension', { path: '^(lib|components|entrypoints)/' }, { path: inPackage('hono', '@hono', 'pg', 'better-auth', '@simplewebauthn', 'nodemailer') }),
  rule('no-node-in-the-extension', 'the browser has no Node modules', { path: '^(lib|components|entrypoints)/' }, { dependencyTypes: ['core'] }),
  rule('products-ship-dependencies', 'what ships is in "dependencies"', { path: PRODUCT, pathNot: '^server/' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: [TYPE_ONLY], pathNot: inPackage('wxt') }),
  rule('server-ships-dependencies', 'what ships is in "dependencies"', { path: SERVER }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: [TYPE_ONLY] }),
  rule('packages-are-declared', 'a package that came with another one can leave with it', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
];

const soundness: IForbiddenRuleType[] = [
  rule('everything-resolves', 'an import that leads nowhere makes every other rule pass', {}, { couldNotResolve: true }),
  rule('no-circles', 'two files that need each other are one file', {}, { circular: true }),
  rule('every-folder-has-a-floor', 'name the floor of a new folder in these rules first', { path: PRODUCT }, { path: '^lib/', pathNot: `^lib/(core|domain|${ADAPTERS.join('|')}|storage|platform|services|ui)/` }),
];

export const IMPORT_RULES: readonly IForbiddenRuleType[] = [...floors, ...doors, ...soundness];

/** Entrypoints that run inside a page: nothing from npm reaches them, at any distance. */
export const INJECTED = /^entrypoints\/(page-reader|page-lists|page-follow|page-layer|page-repair|page-picker|page-clip)(\.ts|\/index\.ts)$/;
/** The one package an injected entrypoint may name: its build-time wrapper, which leaves a few lines behind. */
export const INJECTED_MAY_NAME = /(^|\/)node_modules\/wxt\//;
export const PACKAGE_FILE = new RegExp(FROM_NPM);
/** Where programs begin (a worker is named by its address, not imported): what they do not reach is not part of the product. */
export const PROGRAM = /^entrypoints\/|\.worker\.ts$|^server\/(.*\/)?main\.ts$|^tests\/tools\//;
/** Declarations of packages without types are read by the compiler alone. */
export const SHIPPED = /^(lib|components|server)\/.*(?<!\.d)\.tsx?$/;
