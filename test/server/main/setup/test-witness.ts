import type { Witness } from '../../../../server/main/setup/answers.ts';
import { ed25519Cosigner, ed25519Key, mlDsa44Cosigner } from '../../../../server/platform/transparency/note/signer.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { randomBytes } from 'node:crypto';

/** An invented witness with new keys: one of Ed25519, then one of ML-DSA-44. */
export function testWitness(name: string): Witness {
  const cosigners = [ed25519Cosigner(name, ed25519Key(randomBytes(32))), mlDsa44Cosigner(name, randomBytes(32))];
  return { url: `https://${name}`, keys: cosigners.map(({ key }) => encodeVkey(key)) };
}
