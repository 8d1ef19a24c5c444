/**
 * Brings the key of the tags into a lane. The lane keeps a request ready, signed by its element; two people sign the key
 * sealed to the lanes that asked. It opens at this lane only, and once.
 */
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import {
  LANE_KEY_REQUEST_FORM,
  type LaneKeyRequest,
  signedFileText,
} from '../../../server/contract/lane-key-request.ts';
import { payloadBytes } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { signingInput } from '../../../server/contract/signing.ts';
import type { SealedListKeys } from '../../../server/contract/watchlist.ts';
import { transportKeysIn } from '../../fleet/handles/lane-transport.ts';
import { openSecret, type SealedFor, sealSecret, transportDigest } from '../../fleet/handles/seal-secret.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { chainOfLists, MAX_LIST_KEYS } from './list-key.ts';

const TRANSPORT = { purpose: 'transport', generation: 1, place: 0 } as const;
const SEED_LABEL = 'postern/watchlist-transport/v1';
const INFO = new TextEncoder().encode('postern/watchlist-key/v1');

export type ListKeyDelivery = 'taken' | 'already' | 'other-lane' | 'other-request';

/** The text of the lane's request, unchanged until it is used. Rejects as the secure element does. */
export async function listKeyRequest(kioskId: KioskId, element: KeyProvider): Promise<string> {
  const { publicKey: transportKey } = await transportKeysIn(element, TRANSPORT, SEED_LABEL);
  const payload = payloadBytes(LANE_KEY_REQUEST_FORM, {
    version: 1,
    kioskId,
    transportKey: encodeBase64Url(transportKey),
  });
  const signature = await element.sign(signingInput('watchlist-key-request', payload));
  return signedFileText(payload, await element.publicKey(), signature);
}

type SealedToLane = SealedListKeys['lanes'][number];

/** @param secret 32 bytes, wiped by the caller */
export async function sealListKey(
  { kioskId, transportKey }: LaneKeyRequest,
  generation: number,
  secret: Uint8Array,
): Promise<SealedToLane> {
  const publicKey = decodeBase64Url(transportKey) ?? new Uint8Array();
  const transport = transportDigest(publicKey);
  const sealed = await sealSecret(publicKey, sealedFor({ kioskId, transport }, generation), secret);
  return { kioskId, transport, ...sealed };
}

/** Takes the key that people have signed. Rejects as the secure element does. */
export async function takeListKey(
  kioskId: KioskId,
  element: KeyProvider,
  { generation, lanes }: SealedListKeys,
): Promise<ListKeyDelivery> {
  const held = (await element.chains()).filter(({ purpose }) => purpose === 'watchlists');
  if (held.some((chain) => chain.generation === generation)) return 'already';
  const mine = lanes.find((lane) => lane.kioskId === kioskId);
  if (mine === undefined) return 'other-lane';
  const transport = await transportKeysIn(element, TRANSPORT, SEED_LABEL);
  const secret = await openSecret(mine, sealedFor(mine, generation), transport);
  if (secret === undefined) return 'other-request';
  try {
    // The oldest keys make room
    for (const chain of held.slice(0, Math.max(0, held.length + 1 - MAX_LIST_KEYS))) await element.destroyChain(chain);
    await element.importChain(chainOfLists(generation), secret);
    await element.destroyChain(TRANSPORT);
    return 'taken';
  } finally {
    secret.fill(0);
  }
}

function sealedFor({ kioskId, transport }: Pick<SealedToLane, 'kioskId' | 'transport'>, generation: number): SealedFor {
  return { info: INFO, additionalData: new TextEncoder().encode(`${kioskId}\n${generation}\n${transport}`) };
}
