import type { ZoneReading } from './zone-reading.ts';

/** What the reading thread says: once that it can begin, and then the answer to each picture. */
export type FromThread = { readonly kind: 'ready' } | ZoneReading;
