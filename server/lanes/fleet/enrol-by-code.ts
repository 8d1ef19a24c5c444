import { codedError } from '../../../hardware/host/coded-error.ts';
import { SERVER } from '../../records/acts/machine.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { networkOf } from '../../platform/http/network-of.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { verifyEnvelope } from '../../platform/base/verify-signature.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  readEnrolmentRequest,
} from '../../contract/certificate-request.ts';
import { secretDigest } from '../../contract/enrolment-code.ts';
import { badSignature, readEnvelope } from '../../contract/envelope.ts';
import { isPublicKeyAcceptable } from '../../contract/signing.ts';
import { placeKiosk, type Enrolled } from '../../records/kiosks/enrol-kiosk.ts';
import { insertCertificate } from './certificate-table.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { type EnrolmentCode, findEnrolmentCode, useEnrolmentCode } from './enrolment-code-table.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { answerOf, type CertificateDesk, readRequestedKey, record } from './certificate-desk.ts';
import { recordFleetAct } from './fleet-act.ts';
import { issueCertificate } from './issue-certificate.ts';
import { type CodeRefusal, judgeCode } from './judge-code.ts';

export type EnrolmentGiven = { readonly kind: 'given'; readonly answer: EnrolmentAnswer } | Refusal;

/** Key of the rate limit that counts all addresses together. */
const ALL_SENDERS = '';

const ENROLMENT_REFUSALS = {
  'other-key': 'other-key',
  'other-place': 'lane-taken',
  'lane-taken': 'lane-taken',
  disabled: 'kiosk-disabled',
} as const satisfies Readonly<Record<(Enrolled & { kind: 'refused' })['code'], Refusal['code']>>;

/**
 * Enrols a kiosk by its one-time code and issues its first certificate. The kiosk signs the request with its signing key; the code
 * determines its place. One transaction uses up the code, enrols the kiosk and records the certificate; the answer leaves afterwards. A
 * kiosk that lost the answer may send the same code again at any time and gets another certificate.
 */
export async function enrolByCode(desk: CertificateDesk, wire: Uint8Array, address: string): Promise<EnrolmentGiven> {
  const { knex, queue, clock, signer, ledger } = desk.context;
  const envelope = readEnvelope(wire);
  if (envelope.kind === 'refused') return envelope;
  const read = readEnrolmentRequest(envelope);
  if (read.kind === 'refused') return read;
  const request = read.message;
  const publicKey = Uint8Array.from(Buffer.from(request.publicKey, 'hex'));
  const digest = secretDigest(request.code);
  const code = await findEnrolmentCode(knex, digest);
  const judgement = judgeCode(code, request.kioskId, publicKey, clock.wallMs());
  const refused = judgement === 'open' || judgement === 'used-by-it' ? undefined : judgement;
  const retryAfterS =
    refused === undefined ? desk.certificateRateLimit.take(request.kioskId) : limitWrongCode(desk, address);
  if (retryAfterS > 0) {
    record(desk, 'codes-throttled', undefined);
    return { ...refuse('rate-limited', 'too many attempts'), retryAfterS };
  }
  if (!isPublicKeyAcceptable(publicKey) || !(await verifyEnvelope('enrolment', envelope, publicKey))) {
    record(desk, 'enrolment-unsigned', undefined);
    return badSignature();
  }
  if (code === undefined || refused !== undefined) return refuseCode(desk, refused ?? 'unknown', request);
  const key = await readRequestedKey(desk, request, undefined);
  if ('kind' in key) return key;

  const subject = { use: 'lane', kioskId: request.kioskId } as const;
  const times = { nowMs: clock.wallMs(), lifetimeMs: desk.lifetimeMs };
  const signed = await issueCertificate(desk.authority, subject, key, times);
  const { serial, issuedAt, notAfter } = signed;
  try {
    await queue.run(async (transaction) => {
      await enrolWithCode(transaction, code, publicKey, issuedAt);
      await insertCertificate(transaction, { serial, kioskId: request.kioskId, use: 'lane', issuedAt, notAfter });
    });
  } catch (error) {
    if (!(error instanceof EnrolmentRefused)) throw error;
    if (error.code === 'code-refused') return refuseCode(desk, 'used-by-another', request);
    record(desk, 'place-refused', undefined);
    return refuse(error.code, 'cannot be enrolled at the place of this code');
  }
  await ledger.settle();
  return {
    kind: 'given',
    answer: {
      ...answerOf(signed),
      kioskId: request.kioskId,
      site: code.site,
      lane: code.lane,
      authority: encodeBase64Url(desk.authority.certificate),
      serverKey: bytesToHex(signer.publicKey),
    },
  };
}

/**
 * Counts wrong codes by sender, and for all senders together only within the sender's own limit. Valid codes are not counted, so strangers
 * who exhaust both limits keep no kiosk out.
 */
function limitWrongCode(desk: CertificateDesk, address: string): number {
  const own = desk.codeRateLimit.take(networkOf(address));
  return own > 0 ? own : desk.allCodesRateLimit.take(ALL_SENDERS);
}

/** Rolls back the transaction. */
class EnrolmentRefused extends codedError<Refusal['code']>('EnrolmentRefused') {
  constructor(code: Refusal['code']) {
    super(code, 'enrolment refused');
  }
}

async function enrolWithCode(
  transaction: Transaction,
  { digest, kioskId, site, lane, evidenceUrl, madeBy }: EnrolmentCode,
  publicKey: Uint8Array,
  at: number,
): Promise<void> {
  const code = await findEnrolmentCode(transaction, digest);
  const judgement = judgeCode(code, kioskId, publicKey, at);
  if (judgement === 'open') {
    if (!(await useEnrolmentCode(transaction, digest, publicKey, at))) throw new EnrolmentRefused('code-refused');
  } else if (judgement !== 'used-by-it') throw new EnrolmentRefused('code-refused');
  const place = { id: kioskId, site, lane, publicKey, evidenceUrl };
  const placed = await placeKiosk(transaction, place, at);
  if (placed.kind === 'refused') throw new EnrolmentRefused(ENROLMENT_REFUSALS[placed.code]);
  if (placed.kind !== 'enrolled') return;
  await recordFleetAct(transaction, {
    // The code acts now, not the person who made it
    person: SERVER,
    session: null,
    role: null,
    act: 'fleet.enrol',
    site,
    kioskId,
    result: 'enrolled',
    details: { codeOf: madeBy },
    at,
  });
}

/** Records the reason and omits it from the answer, so that strangers do not learn which codes exist. */
async function refuseCode(desk: CertificateDesk, judgement: CodeRefusal, request: EnrolmentRequest): Promise<Refusal> {
  const known = await findKiosk(desk.context.knex, request.kioskId);
  record(desk, `code-${judgement}`, known?.id);
  desk.context.alarms.raise({
    kind: judgement === 'used-by-another' ? 'enrolment-code-reused' : 'enrolment-code-refused',
    kioskId: known?.id ?? null,
    fromSequence: null,
    toSequence: null,
  });
  return refuse('code-refused', 'is not valid', 'code');
}
