/**
 * Answers the lanes' requests: each lane on the holders' list gets the fleet's key of today, sealed to the lane and signed.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import { kioskIdSchema, publicKeyHexSchema } from '../../server/contract/field.ts';
import { payloadBytes } from '../../server/contract/payload.ts';
import { signingInput } from '../../server/contract/signing.ts';
import { dateOfDay } from './handle-day.ts';
import { HANDLE_KEY_REQUEST_FORM, SEALED_HANDLE_KEY_FORM } from './handle-key-wire.ts';
import { type HeldKey, signerOf } from './holder.ts';
import { sealHandleKey } from './seal-handle-key.ts';
import { readSignedFile, signedFileText } from './signed-file.ts';

/** The lanes' signing keys, confirmed by two people at the lanes. One line each: the lane's id, a space, its key in 64 or 66 hex digits. */
export type LaneList = ReadonlyMap<string, string>;

export interface Answered {
  readonly sealed: readonly string[];
  /** Refused requests by file name. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

export const sealedFileOf = (kioskId: string): string => `${kioskId}.handle-key.json`;

/** `undefined` when a line is malformed or a lane occurs twice. */
export function readLaneList(text: string): LaneList | undefined {
  const lanes = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [id, key, ...more] = line.trim().split(/\s+/);
    const kioskId = kioskIdSchema.safeParse(id).data;
    const publicKey = publicKeyHexSchema.safeParse(key).data;
    if (kioskId === undefined || publicKey === undefined || more.length > 0) return undefined;
    if (lanes.has(kioskId)) return undefined;
    lanes.set(kioskId, publicKey);
  }
  return lanes;
}

/** @param held key at the first day of use of the sealed key */
export async function answerRequests(
  held: HeldKey,
  lanes: LaneList,
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

function readOfList(path: string, lanes: LaneList) {
  let why: 'other-key' | 'other-lane' | 'malformed' | 'unreadable' | 'bad-signature' = 'other-key';
  for (const [kioskId, publicKey] of lanes) {
    const read = readSignedFile(path, 'handle-key-request', HANDLE_KEY_REQUEST_FORM, publicKey);
    if (read.kind === 'refused') {
      if (read.why !== 'other-key') return read;
      continue;
    }
    if (read.message.kioskId === kioskId) return read;
    why = 'other-lane';
  }
  return { kind: 'refused', why } as const;
}
