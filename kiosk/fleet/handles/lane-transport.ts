/**
 * Transfers the fleet's handle key to a lane. The lane keeps a request ready, signed by its element, and imports the key
 * that the holders seal to it. The key pair of a request comes from a dedicated chain of the element. After the import that
 * chain is destroyed and the next request is made, so that a copied sealed file can no longer be opened.
 */
import { existsSync } from 'node:fs';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { type ChainName, isSameChain } from '../../../hardware/secure-element/chain.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { LANE_KEY_REQUEST_FORM, signedFileText } from '../../../server/contract/lane-key-request.ts';
import { payloadBytes } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { signingInput } from '../../../server/contract/signing.ts';
import type { HandleKeyDelivery } from '../../platform/base/vocabulary.ts';
import { dayOfDate } from './handle-day.ts';
import { SEALED_HANDLE_KEY_FORM } from './handle-key-wire.ts';
import type { HandleKeys } from './handle-keys.ts';
import { openHandleKey } from './seal-handle-key.ts';
import { transportDigest, type TransportKeys, transportKeysOf } from './seal-secret.ts';
import { readSignedFile } from './signed-file.ts';

const TRANSPORT: ChainName = { purpose: 'transport', generation: 0, place: 0 };
const SEED_LABEL = 'postern/handle-transport/v1';

export interface LaneTransport {
  readonly kioskId: KioskId;
  readonly element: KeyProvider;
  readonly keys: HandleKeys;
}

/** The text of the lane's request, unchanged until it is used. Rejects as the secure element does. */
export async function handleKeyRequest({ kioskId, element }: LaneTransport): Promise<string> {
  const { publicKey: transportKey } = await transportKeys(element);
  const payload = payloadBytes(LANE_KEY_REQUEST_FORM, {
    version: 1,
    kioskId,
    transportKey: encodeBase64Url(transportKey),
  });
  const signature = await element.sign(signingInput('handle-key-request', payload));
  return signedFileText(payload, await element.publicKey(), signature);
}

/** Rejects as the secure element does. @param authority the holders' public key, 64 hex digits */
export async function takeDelivery(
  { kioskId, element, keys }: LaneTransport,
  file: string,
  authority: string,
  wallMs: number,
): Promise<HandleKeyDelivery> {
  if (!existsSync(file)) return 'none';
  const read = readSignedFile(file, 'handle-key', SEALED_HANDLE_KEY_FORM, authority);
  if (read.kind === 'refused') return read.why;
  const { message } = read;
  if (message.kioskId !== kioskId) return 'other-lane';
  const day = dayOfDate(message.day);
  if (day === undefined) return 'malformed';
  const held = (await element.chains()).filter(({ purpose }) => purpose === 'handles').at(-1);
  const transport = await transportKeys(element);
  if (transportDigest(transport.publicKey) !== message.transport) {
    return held !== undefined && held.generation >= message.generation ? 'already' : 'other-request';
  }
  const secret = await openHandleKey(message, transport);
  if (secret === undefined) return 'other-request';
  try {
    const taken = await keys.take({ generation: message.generation, day, secret }, wallMs);
    // The request is used: files sealed to it can no longer be opened
    await element.destroyChain(TRANSPORT);
    return taken ? 'taken' : 'already';
  } finally {
    secret.fill(0);
  }
}

function transportKeys(element: KeyProvider): Promise<TransportKeys> {
  return transportKeysIn(element, TRANSPORT, SEED_LABEL);
}

/** The key pair of a request. Its chain is made at the first use. Rejects as the secure element does. */
export async function transportKeysIn(
  element: Pick<KeyProvider, 'chains' | 'makeChain' | 'chainPrf'>,
  chain: ChainName,
  label: string,
): Promise<TransportKeys> {
  const there = (await element.chains()).some((one) => isSameChain(one, chain));
  if (!there) await element.makeChain(chain);
  const seed = await element.chainPrf(chain, label, new Uint8Array());
  try {
    return await transportKeysOf(seed);
  } finally {
    seed.fill(0);
  }
}
