/** Seals a declaration in this browser and sends it. Loaded when a person chooses it. */
import '../../schemas-interpreted.ts';
import { fetchInSession } from '../session-life.ts';
import { declareSealed, type DeclareSealedOutcome } from '../../../goods/declarations/program/declare-sealed.ts';

/** @param readers fingerprint of the offices, as the customs authority gave it */
export function sealHere(content: unknown, readers: string, submissionKey: string): Promise<DeclareSealedOutcome> {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const at = location.origin;
  const fetch = (url: URL, init: RequestInit) => fetchInSession(url.pathname, () => init);
  return declareSealed(
    { bytes, format: 'json' },
    { at, key: undefined, readers, submissionKey, nowMs: Date.now, fetch },
  );
}
