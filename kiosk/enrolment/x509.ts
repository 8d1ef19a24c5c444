/** The certificate library. Its decorators need `reflect-metadata` to be loaded first. */
import { createRequire } from 'node:module';
import type * as X509 from '@peculiar/x509';

export type { X509 };

const load = createRequire(import.meta.url);
let loaded: typeof X509 | undefined;

function library(): typeof X509 {
  if (loaded === undefined) {
    load('reflect-metadata');
    loaded = load('@peculiar/x509') as typeof X509;
  }
  return loaded;
}

/** Loads the library at its first use: it has 200 modules, and a program without certificates starts sooner without them. */
export const x509 = new Proxy({} as typeof X509, { get: (_target, name) => Reflect.get(library(), name) as unknown });
