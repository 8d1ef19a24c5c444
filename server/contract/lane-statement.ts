/**
 * The statement of a lane about itself, which its screen shows as a QR code for a person's telephone. It answers a beacon of the server:
 * fresh, for this lane only, signed, and valid for a minute. The beacon is also the certificate of the lane's key, so the text can be
 * verified with the key of the server alone. Nothing in it is about a person or a telephone.
 *
 * The text is base64url of four parts, integers big-endian.
 *
 * | part | bytes | content |
 * | --- | --- | --- |
 * | beacon | 1 | version, 1 |
 * | | 1 | start of the machine: 0 `not-proved`, 1 `proved`, 2 `approved` |
 * | | 4 | time of the server, seconds since the Unix epoch |
 * | | 16 | random |
 * | | 1 and n | length and bytes of the lane's public key (`signing.ts`) |
 * | | 1 and n | length and ASCII of the kiosk's name, then of its site, then of its lane |
 * | signature of the beacon | 64 | by the server |
 * | release | 1 and n | length, 0 or 32, and the digest of the lane's installed files (`hardware/host/folder-digest.ts`) |
 * | signature | 64 | by the lane, of all bytes before it |
 */
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { ContractError } from './contract-error.ts';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { faultsOf } from './fault.ts';
import { kioskIdSchema, publicKeyHexSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput } from './signing.ts';

/** The start of the lane's machine, by the statements of its TPM to the server (`server/lanes/attestation`). */
export const STATED_STARTS = ['not-proved', 'proved', 'approved'] as const;
export type StatedStart = (typeof STATED_STARTS)[number];

/** A site, or a lane of it, as people see it on its sign. */
const placeSchema = z.string().regex(/^[\x20-\x7e]{1,32}$/, 'must be 1 to 32 characters of ASCII');

export const laneBeaconSchema = z.strictObject({
  version: z.literal(1),
  start: z.enum(STATED_STARTS),
  /** Wall time of the server, ms, whole seconds. */
  at: wallMsSchema.multipleOf(1_000),
  nonce: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
  publicKey: publicKeyHexSchema,
  kioskId: kioskIdSchema,
  site: placeSchema,
  lane: placeSchema,
});
export type LaneBeacon = z.infer<typeof laneBeaconSchema>;

export interface LaneStatement {
  readonly beacon: LaneBeacon;
  /** Absent for a lane that runs from a source tree. */
  readonly release: string | undefined;
}

export type LaneStatementRefusal =
  /** Not a statement, or incomplete. */
  | 'malformed'
  /** Its beacon is not signed by this server. */
  | 'other-server'
  /** Not signed by the lane that the beacon names, or altered. */
  | 'bad-signature';

export type OpenedLaneStatement =
  | { readonly kind: 'genuine'; readonly statement: LaneStatement }
  | { readonly kind: 'refused'; readonly code: LaneStatementRefusal };

const START_AT = 1;
const TIME_AT = 2;
const NONCE_AT = 6;
const NONCE_BYTES = 16;
const HEAD_BYTES = NONCE_AT + NONCE_BYTES;
const RELEASE_BYTES = 32;
/** The longest statement has 393 bytes. */
const LONGEST_TEXT = 540;

/** The bytes that the server signs. Throws `ContractError` `invalid`. */
export function laneBeaconBytes(beacon: LaneBeacon): Uint8Array {
  const parsed = laneBeaconSchema.safeParse(beacon);
  if (!parsed.success) {
    throw new ContractError('invalid', 'the beacon does not satisfy the contract', { faults: faultsOf(parsed.error) });
  }
  const { start, at, nonce, publicKey, kioskId, site, lane } = parsed.data;
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = 1;
  head[START_AT] = STATED_STARTS.indexOf(start);
  new DataView(head.buffer).setUint32(TIME_AT, at / 1_000);
  head.set(hexToBytes(nonce), NONCE_AT);
  return concatBytes(
    head,
    sized(hexToBytes(publicKey)),
    ...[kioskId, site, lane].map((text) => sized(utf8ToBytes(text))),
  );
}

export function laneBeaconSigningInput(beacon: Uint8Array): Uint8Array {
  return signingInput('lane-beacon', beacon);
}

/** A beacon with the server's signature, as the server sends it to the lane. Throws `ContractError` `bad-key` for another length. */
export function signedBeacon(beacon: Uint8Array, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_BYTES) throw new ContractError('bad-key', 'a signature has 64 bytes');
  return encodeBase64Url(concatBytes(beacon, signature));
}

/** The beacon of this server in the text; `undefined` for any other text. */
export function openBeacon(text: string, serverKey: Uint8Array): { readonly beacon: LaneBeacon } | undefined {
  const bytes = text.length > LONGEST_TEXT ? undefined : decodeBase64Url(text);
  const read = bytes && readBeacon(bytes);
  if (bytes === undefined || read === undefined || bytes.length !== read.length + SIGNATURE_BYTES) return undefined;
  const isSigned = isSignatureValid(
    'lane-beacon',
    bytes.subarray(0, read.length),
    bytes.subarray(read.length),
    serverKey,
  );
  return isSigned ? { beacon: read.beacon } : undefined;
}

/** The bytes that the lane signs. @param beacon as the server sent it, and as `openBeacon` accepted it */
export function laneStatementBytes(beacon: string, release: string | undefined): Uint8Array {
  const digest = release === undefined ? new Uint8Array() : hexToBytes(sha256HexSchema.parse(release));
  return concatBytes(decodeBase64Url(beacon) ?? new Uint8Array(), sized(digest));
}

export function laneStatementSigningInput(statement: Uint8Array): Uint8Array {
  return signingInput('lane-statement', statement);
}

/** The text of the QR code. Throws `ContractError` `bad-key` for a signature that is not 64 bytes. */
export function laneStatementText(statement: Uint8Array, signature: Uint8Array): string {
  return signedBeacon(statement, signature);
}

/** The release that a text states, whether it is genuine or not. */
export function statedRelease(text: string): string | undefined {
  const bytes = text.length > LONGEST_TEXT ? undefined : decodeBase64Url(text.trim());
  const read = bytes && readBeacon(bytes);
  if (bytes === undefined || read === undefined) return undefined;
  const releaseAt = read.length + SIGNATURE_BYTES;
  const release = bytes.subarray(releaseAt + 1, releaseAt + 1 + RELEASE_BYTES);
  return bytes[releaseAt] === RELEASE_BYTES && release.length === RELEASE_BYTES ? bytesToHex(release) : undefined;
}

/** Opens a statement's text. Its freshness is not judged here. Input never throws. @param serverKey 32 or 33 bytes */
export function openLaneStatement(text: string, serverKey: Uint8Array): OpenedLaneStatement {
  const plain = text.length > 2 * LONGEST_TEXT ? '' : text.replace(/\s+/g, '');
  const bytes = plain.length > LONGEST_TEXT ? undefined : decodeBase64Url(plain);
  const read = bytes && readBeacon(bytes);
  if (bytes === undefined || read === undefined) return refused('malformed');
  const { beacon, length } = read;
  const releaseAt = length + SIGNATURE_BYTES;
  const releaseLength = bytes[releaseAt];
  const end = releaseAt + 1 + (releaseLength ?? 0);
  if ((releaseLength !== 0 && releaseLength !== RELEASE_BYTES) || bytes.length !== end + SIGNATURE_BYTES) {
    return refused('malformed');
  }
  const signedByServer = bytes.subarray(length, releaseAt);
  if (!isSignatureValid('lane-beacon', bytes.subarray(0, length), signedByServer, serverKey))
    return refused('other-server');
  const isSigned = isSignatureValid(
    'lane-statement',
    bytes.subarray(0, end),
    bytes.subarray(end),
    hexToBytes(beacon.publicKey),
  );
  if (!isSigned) return refused('bad-signature');
  const release = releaseLength === 0 ? undefined : bytesToHex(bytes.subarray(releaseAt + 1, end));
  return { kind: 'genuine', statement: { beacon, release } };
}

/** The beacon at the start of the bytes, and its length. */
function readBeacon(bytes: Uint8Array): { readonly beacon: LaneBeacon; readonly length: number } | undefined {
  const fields: Uint8Array[] = [];
  let at = HEAD_BYTES;
  for (let count = 0; count < 4; count += 1) {
    const end = at + 1 + (bytes[at] ?? bytes.length);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 1, end));
    at = end;
  }
  const [publicKey, ...texts] = fields;
  const [kioskId, site, lane] = texts.map((text) => String.fromCharCode(...text));
  const parsed = laneBeaconSchema.safeParse({
    version: bytes[0],
    start: STATED_STARTS[bytes[START_AT] ?? STATED_STARTS.length],
    at: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(TIME_AT) * 1_000,
    nonce: bytesToHex(bytes.subarray(NONCE_AT, HEAD_BYTES)),
    publicKey: bytesToHex(publicKey ?? new Uint8Array()),
    kioskId,
    site,
    lane,
  });
  return parsed.success ? { beacon: parsed.data, length: at } : undefined;
}

function sized(bytes: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(bytes.length), bytes);
}

function refused(code: LaneStatementRefusal): OpenedLaneStatement {
  return { kind: 'refused', code };
}

const beaconRequestSchema = z.strictObject({ version: z.literal(1), kioskId: kioskIdSchema });
export type BeaconRequest = z.infer<typeof beaconRequestSchema>;
const REQUEST_FORM: PayloadForm<BeaconRequest> = { schema: beaconRequestSchema, limitBytes: 256 };

/** A lane's request for a beacon. A repeated request is harmless: only the lane's key can use the answer. */
export function beaconRequestBytes(request: BeaconRequest): Uint8Array {
  return payloadBytes(REQUEST_FORM, request);
}

export function beaconRequestSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('lane-beacon-request', payload);
}

/** Reads the payload of an envelope whose signature has been verified. */
export function readBeaconRequest(
  envelope: Envelope,
): { readonly kind: 'valid'; readonly request: BeaconRequest } | EnvelopeRefusal {
  const read = readPayload(REQUEST_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', request: read.message } : kioskMismatch();
}

export const beaconAnswerSchema = z.strictObject({ beacon: z.string().max(LONGEST_TEXT) });
