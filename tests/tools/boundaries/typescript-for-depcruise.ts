/**
 * dependency-cruiser reads TypeScript through the compiler's JavaScript API, which TypeScript 7 no longer has. The
 * project compiles with 7 and lends the linter a TypeScript 6 under another name. Import this module first.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const asks = /^typescript($|\/)/.test(specifier) && (context.parentURL ?? '').includes('/dependency-cruiser/');
    return next(asks ? specifier.replace('typescript', 'typescript-for-depcruise') : specifier, context);
  },
});
