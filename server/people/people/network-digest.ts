import { networkOf } from '../../platform/http/network-of.ts';
import type { People } from './people.ts';

/** 128 bits in hex. */
const LETTERS = 32;

/** Keyed digest of the network of an address: distinguishes networks, and reveals nothing about them without the server's secret. */
export function networkDigest({ sealer }: Pick<People, 'sealer'>, address: string): string {
  return sealer.digest('network', networkOf(address)).slice(0, LETTERS);
}
