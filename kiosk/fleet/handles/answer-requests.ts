/**
 * Answers the lanes' requests: each lane on the holders' list gets the fleet's key of today, sealed to the lane and signed.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { LANE_KEY_REQUEST_FORM, type LaneKeyList, signedFileText } from '../../../server/contract/lane-key-request.ts';
import { payloadBytes } from '../../../server/contract/payload.ts';
import { signingInput } from '../../../server/contract/signing.ts';
import { dateOfDay } from './handle-day.ts';
import { SEALED_HANDLE_KEY_FORM } from './handle-key-wire.ts';
import { type HeldKey, signerOf } from './holder.ts';
import { sealHandleKey } from './seal-handle-key.ts';
import { readSignedFile } from './signed-file.ts';

export interface Answered {
  readonly sealed: readonly string[];
  /** Refused requests by file name. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

export const sealedFileOf = (kioskId: string): string => `${kioskId}.handle-key.json`;

/** @param held key at the first day of use of the sealed key */
export async function answerRequests(
  held: HeldKey,
  lanes: LaneKeyList,
  requestDir: string,
  outDir: string,
  nowMs: number,
): Promise<Answered> {
  const signer = signerOf(held);
  makeFolderSync(outDir);
  const sealed: string[] = [];
  const refused: { file: string; why: string }[] = [];
  for (const file of readdirSync(requestDir)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const request = readOfList(join(requestDir, file), lanes);
    if (request.kind === 'refused') {
      refused.push({ file, why: request.why });
      continue;
    }
    const { message } = request;
    const key = { generation: held.generation, day: dateOfDay(held.day) };
    const payload = payloadBytes(SEALED_HANDLE_KEY_FORM, await sealHandleKey(message, key, held.secret, nowMs));
    const signature = signer.sign(signingInput('handle-key', payload));
    const text = signedFileText(payload, signer.publicKey, signature);
    replaceFileSync(join(outDir, sealedFileOf(message.kioskId)), text);
    sealed.push(message.kioskId);
  }
  return { sealed, refused };
}

function readOfList(path: string, lanes: LaneKeyList) {
  let why: 'other-key' | 'other-lane' | 'malformed' | 'unreadable' | 'bad-signature' = 'other-key';
  for (const [kioskId, publicKey] of lanes) {
    const read = readSignedFile(path, 'handle-key-request', LANE_KEY_REQUEST_FORM, publicKey);
    if (read.kind === 'refused') {
      if (read.why !== 'other-key') return read;
      continue;
    }
    if (read.message.kioskId === kioskId) return read;
    why = 'other-lane';
  }
  return { kind: 'refused', why } as const;
}
