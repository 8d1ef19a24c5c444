/** The certificate library. Its decorators need `reflect-metadata` to be imported first. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import type * as X509 from '@peculiar/x509';
import { loadAtFirstUse } from '../../../hardware/host/load-at-first-use.ts';

export type { X509 };

const load = createRequire(import.meta.url);

/** Loaded at first use, because it consists of 200 modules. */
export const x509 = loadAtFirstUse(() => load('@peculiar/x509') as typeof X509);
