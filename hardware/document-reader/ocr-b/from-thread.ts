import type { ZoneReading } from './zone-reading.ts';

/** Messages of the reading thread: `ready` once, then one reading per picture. */
export type FromThread = { readonly kind: 'ready' } | ZoneReading;
