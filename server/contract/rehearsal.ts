/** The marks of a rehearsal in what is signed. A rehearsal is production with keys in software and simulated devices. */
import type { Mode } from '../../hardware/host/mode.ts';

/** The end of the ledger's name, which each head, receipt and proof carries. */
export const REHEARSAL_ORIGIN = '/rehearsal';

/** Whether a ledger may have this name in a mode. */
export function isOriginOf(mode: Mode, origin: string): boolean {
  return origin.endsWith(REHEARSAL_ORIGIN) === (mode === 'rehearsal');
}
