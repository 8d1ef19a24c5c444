/** Binds a lane to the attestation key of its TPM. */
import { createHash, createHmac, timingSafeEqual, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { isOfChipMaker } from '../../../hardware/tpm/chip-makers.ts';
import { endorsementKeyOf, type EndorsementKey, makeCredential } from '../../../hardware/tpm/make-credential.ts';
import { leadsToRoot } from '../../../hardware/tpm/endorsement-chain.ts';
import { manufacturerOf } from '../../../hardware/tpm/endorsement-maker.ts';
import { isAttestationKey, judgeCertified } from '../../../hardware/tpm/judge-attested.ts';
import { TpmFormatError } from '../../../hardware/tpm/bytes.ts';
import { compressed, type PublicArea, readPublicArea } from '../../../hardware/tpm/public-area.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import {
  type AttestationKeyAnswer,
  attestationKeyNonce,
  type AttestationKeyRequest,
  readAttestationKey,
} from '../../contract/attestation.ts';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Kiosk } from '../../records/kiosks/kiosks.ts';
import { type AttestationDesk, certifiedSender, refuseStatement } from './attestation-desk.ts';
import { findAttestationKey, isOfOtherLane, putAttestationKey } from './attestation-keys.ts';
import { forgetQuote } from './lane-quotes.ts';

export type KeyGiven = { readonly kind: 'given'; readonly answer: AttestationKeyAnswer } | Refusal;

/** The TPM of a request, whose statements were verified. Its attestation key is not proven yet. */
interface ClaimedTpm {
  readonly endorsementKey: EndorsementKey;
  /** SHA-256 of the certificate, hex. */
  readonly endorsement: string;
  readonly manufacturer: string;
  readonly attestationKey: PublicArea;
}

/**
 * Answers a request without a secret with a credential, and binds the key of a request with the right secret. The server keeps nothing in
 * between: the secret follows from the request.
 */
export async function bindAttestationKey(desk: AttestationDesk, socket: Socket, wire: Uint8Array): Promise<KeyGiven> {
  const sender = await certifiedSender(desk, 'attestation-key', socket, wire);
  if (sender.kind === 'refused') return sender;
  const { kiosk, envelope } = sender;
  const read = readAttestationKey(envelope);
  if (read.kind === 'refused') return read;
  const request = read.message;
  if (!desk.challenges.holds(request.challenge)) {
    return refuse('challenge-refused', 'was not made by this server, or is too old', 'challenge');
  }
  const claimed = judgeClaim(desk, kiosk, request);
  if (claimed.kind === 'refused') {
    return refuseStatement(desk, kiosk.id, 'attestation-key-refused', claimed.message, claimed.path);
  }
  const { tpm } = claimed;
  const secret = secretOf(desk, request, tpm);
  if (request.secret === undefined) {
    const made = makeCredential(tpm.endorsementKey, tpm.attestationKey.name, secret);
    const answer = { identity: encodeBase64Url(made.identity), secret: encodeBase64Url(made.secret) };
    return { kind: 'given', answer: { kind: 'credential', ...answer } };
  }
  if (!timingSafeEqual(Buffer.from(request.secret, 'hex'), secret)) {
    return refuseStatement(desk, kiosk.id, 'attestation-key-refused', 'is not the secret of the credential', 'secret');
  }
  return bind(desk, kiosk, tpm);
}

async function bind(desk: AttestationDesk, { id }: Kiosk, tpm: ClaimedTpm): Promise<KeyGiven> {
  const { queue, clock, ledger } = desk.context;
  const isBound = await queue.run(async (transaction) => {
    const before = await findAttestationKey(transaction, id);
    // The signing key never changes and cannot leave its TPM, so another certificate is a forgery or a mistake of the manufacturer
    if (before !== undefined && before.endorsement !== tpm.endorsement) return false;
    // One machine is one lane. A machine that gets another name is enrolled again after its old lane is disabled
    if (await isOfOtherLane(transaction, tpm.endorsement, id)) return false;
    const publicArea = tpm.attestationKey.bytes;
    if (before !== undefined && Buffer.from(before.publicArea).equals(publicArea)) return true;
    const { endorsement, manufacturer } = tpm;
    const boundAt = Math.round(clock.wallMs());
    await putAttestationKey(transaction, { kioskId: id, publicArea, endorsement, manufacturer, boundAt });
    await forgetQuote(transaction, id);
    return true;
  });
  if (!isBound) {
    return refuseStatement(
      desk,
      id,
      'attestation-key-refused',
      'is of another TPM than the lane’s, or of the TPM of another lane',
      'endorsement',
    );
  }
  await ledger.settle();
  return { kind: 'given', answer: { kind: 'bound' } };
}

type JudgedClaim =
  | { readonly kind: 'claimed'; readonly tpm: ClaimedTpm }
  | { readonly kind: 'refused'; readonly message: string; readonly path: string };

function judgeClaim({ settings, context }: AttestationDesk, kiosk: Kiosk, request: AttestationKeyRequest): JudgedClaim {
  const refused = (path: string, message: string): JudgedClaim => ({ kind: 'refused', message, path });
  const der = decodeBase64Url(request.endorsement) ?? new Uint8Array();
  const certificate = certificateOf(der);
  if (certificate === undefined || !leadsToRoot(certificate, settings.manufacturers, context.clock.wallMs())) {
    return refused('endorsement', 'does not lead to a root of the configured manufacturers');
  }
  const manufacturer = manufacturerOf(der);
  const isHardware = manufacturer !== undefined && isOfChipMaker({ manufacturer });
  if (settings.hardwareOnly && !isHardware) return refused('endorsement', 'is not of a known maker of chips');
  const endorsementKey = endorsementKeyOf(certificate);
  if (endorsementKey === undefined) return refused('endorsement', 'must have a key on P-256 or RSA with 2,048 bits');
  const attestationKey = areaOf(request.attestationKey);
  if (attestationKey === undefined || !isAttestationKey(attestationKey)) {
    return refused('attestationKey', 'must be a restricted key that was made in the TPM');
  }
  const signingKey = areaOf(request.signingKey);
  const isOwn = signingKey?.kind === 'ecc' && Buffer.from(compressed(signingKey.point)).equals(kiosk.publicKey);
  if (!isOwn) return refused('signingKey', 'is not the key with which this kiosk is enrolled');
  const statement = decodeBase64Url(request.certified) ?? new Uint8Array();
  const signature = decodeBase64Url(request.signature) ?? new Uint8Array();
  const nonce = attestationKeyNonce(request);
  const judged = judgeCertified(attestationKey.point, { statement, signature }, nonce, signingKey.name);
  if (judged.kind === 'refused') return refused('certified', `is no statement about the signing key: ${judged.code}`);
  const endorsement = createHash('sha256').update(der).digest('hex');
  const maker = manufacturer === undefined || manufacturer === '' ? 'unknown' : manufacturer;
  return { kind: 'claimed', tpm: { endorsementKey, endorsement, manufacturer: maker, attestationKey } };
}

/** 32 bytes. Another lane, key, certificate or challenge has another secret. */
function secretOf(desk: AttestationDesk, { kioskId, challenge }: AttestationKeyRequest, tpm: ClaimedTpm): Buffer {
  const { endorsement, attestationKey } = tpm;
  const about = { kioskId, challenge, endorsement, attestationKey: Buffer.from(attestationKey.name).toString('hex') };
  return createHmac('sha256', desk.secret).update('credential\n').update(canonicalJson(about)).digest();
}

function certificateOf(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

function areaOf(text: string): PublicArea | undefined {
  try {
    return readPublicArea(decodeBase64Url(text) ?? new Uint8Array());
  } catch (error) {
    if (error instanceof TpmFormatError) return undefined;
    throw error;
  }
}
