/**
 * The random share of green declarations that is inspected blind. The server commits to the key of a day before it takes a declaration of
 * that day. Later the key is opened, and anyone with the ids computes the draw again.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Share of green declarations that is drawn. */
export const DRAWN_SHARE = 0.015;

/** The key of one day, 32 bytes. @param secret 32 bytes @param day `YYYY-MM-DD`, UTC */
export function keyOfDay(secret: Uint8Array, day: string): Uint8Array {
  return createHmac('sha256', secret).update(`postern-selection-day/1\n${day}`).digest();
}

/** The commitment to a key, hex. It reveals nothing about the key, which has 256 random bits. */
export function commitmentTo(key: Uint8Array): string {
  return createHash('sha256').update('postern-selection-commitment/1\n').update(key).digest('hex');
}

/** Whether a declaration is drawn. @param id given at random before the message was read */
export function isDrawn(key: Uint8Array, id: string, share: number = DRAWN_SHARE): boolean {
  const digest = createHmac('sha256', key).update(id).digest();
  // 48 bits: whole numbers stay exact
  return digest.readUIntBE(0, 6) < share * 2 ** 48;
}

export type DrawFault = 'key-differs' | 'draw-differs';

/** Checks the draw of a day after its key was opened. @param drawn ids that the server stated as drawn */
export function judgeDraw(
  opened: { readonly key: Uint8Array; readonly commitment: string; readonly share: number },
  ids: readonly string[],
  drawn: ReadonlySet<string>,
): DrawFault | undefined {
  const commitment = Buffer.from(commitmentTo(opened.key), 'hex');
  const stated = Buffer.from(opened.commitment, 'hex');
  if (stated.length !== commitment.length || !timingSafeEqual(commitment, stated)) return 'key-differs';
  return ids.every((id) => isDrawn(opened.key, id, opened.share) === drawn.has(id)) ? undefined : 'draw-differs';
}
