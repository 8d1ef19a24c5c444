import type { FingerPosition } from '../../fingerprint-scanner/fingerprint-scanner.ts';
import type { SpecimenId } from '../specimens.ts';
import { type FingerMaster, fingerMaster } from './master.ts';

/**
 * Size of the cache: the hands of two people, enough for a demonstration. A master has 0.8 MB and takes almost a second.
 */
const KEPT = 20;

/** Fingers of specimens, deterministic, with a cache of the last used. */
export function specimenFingers(): (specimen: SpecimenId, position: FingerPosition) => FingerMaster {
  const kept = new Map<string, FingerMaster>();
  return (specimen, position) => {
    const key = `${specimen} ${position}`;
    const master = kept.get(key) ?? fingerMaster(seedOf(key), position);
    kept.delete(key);
    kept.set(key, master);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return master;
  };
}

/** FNV-1a, 32 bits. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
