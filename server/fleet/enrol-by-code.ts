import { bytesToHex } from '@noble/hashes/utils.js';
import { networkOf } from '../http/network-of.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { verifyEnvelope } from '../base/verify-signature.ts';
import { encodeBase64Url } from '../contract/base64url.ts';
import { type EnrolmentAnswer, type EnrolmentRequest, readEnrolmentRequest } from '../contract/certificate-request.ts';
import { secretDigest } from '../contract/enrolment-code.ts';
import { badSignature, readEnvelope } from '../contract/envelope.ts';
import { isPublicKeyAcceptable } from '../contract/signing.ts';
import { placeKiosk, type Enrolled } from '../kiosks/enrol-kiosk.ts';
import { insertCertificate } from './certificate-table.ts';
import type { Transaction } from '../database/connection.ts';
import { type EnrolmentCode, findEnrolmentCode, useEnrolmentCode } from './enrolment-code-table.ts';
import { findKiosk } from '../kiosks/kiosks.ts';
import { answerOf, type CertificateDesk, readRequestedKey, record } from './certificate-desk.ts';
import { recordFleetAct } from './fleet-act.ts';
import { issueCertificate } from './issue-certificate.ts';
import { type CodeRefusal, judgeCode } from './judge-code.ts';

export type EnrolmentGiven = { readonly kind: 'given'; readonly answer: EnrolmentAnswer } | Refusal;

/** All addresses together, by one name. */
const EVERYBODY = '';

const ENROLMENT_REFUSALS = {
  'other-key': 'other-key',
  'other-place': 'lane-taken',
  'lane-taken': 'lane-taken',
  disabled: 'kiosk-disabled',
} as const satisfies Readonly<Record<(Enrolled & { kind: 'refused' })['code'], Refusal['code']>>;

/**
 * Lets a kiosk in by its one-time code, and gives it its first certificate. The signing key signs the request, and so shows that the
 * kiosk has it; the code says where it stands. The code is used, the kiosk enrolled and the certificate recorded in one transaction,
 * and the answer leaves after it. A kiosk that did not get its answer brings the same code again, whenever it wants, and gets another.
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
  const retryAfterS = refused === undefined ? desk.certificatePace.take(request.kioskId) : paceOfWrong(desk, address);
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
      await letIn(transaction, code, publicKey, issuedAt);
      await insertCertificate(transaction, { serial, kioskId: request.kioskId, use: 'lane', issuedAt, notAfter });
    });
  } catch (error) {
    if (!(error instanceof NotLetIn)) throw error;
    if (error.code === 'code-refused') return refuseCode(desk, 'used-by-another', request);
    record(desk, 'place-refused', undefined);
    return refuse(error.code, 'cannot stand where this code says');
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
 * Wrong codes count against their sender, and against all senders together only where the sender's own share allows them. A right code
 * counts against neither: strangers who use up both keep no kiosk out.
 */
function paceOfWrong(desk: CertificateDesk, address: string): number {
  const own = desk.codePace.take(networkOf(address));
  return own > 0 ? own : desk.allCodesPace.take(EVERYBODY);
}

/** Rolls back what the transaction has done so far. */
class NotLetIn extends Error {
  override readonly name = 'NotLetIn';
  readonly code: Refusal['code'];

  constructor(code: Refusal['code']) {
    super('not let in');
    this.code = code;
  }
}

async function letIn(
  transaction: Transaction,
  { digest, kioskId, site, lane, evidenceUrl, madeBy }: EnrolmentCode,
  publicKey: Uint8Array,
  at: number,
): Promise<void> {
  const code = await findEnrolmentCode(transaction, digest);
  const judgement = judgeCode(code, kioskId, publicKey, at);
  if (judgement === 'open') {
    if (!(await useEnrolmentCode(transaction, digest, publicKey, at))) throw new NotLetIn('code-refused');
  } else if (judgement !== 'used-by-it') throw new NotLetIn('code-refused');
  const place = { id: kioskId, site, lane, publicKey, evidenceUrl };
  const placed = await placeKiosk(transaction, place, at);
  if (placed.kind === 'refused') throw new NotLetIn(ENROLMENT_REFUSALS[placed.code]);
  if (placed.kind !== 'enrolled') return;
  await recordFleetAct(transaction, {
    person: madeBy,
    role: 'administrator',
    act: 'fleet.enrol',
    site,
    kioskId,
    result: 'enrolled',
    at,
  });
}

/** The reason goes into the record, not into the answer: a stranger does not learn which codes there are. */
async function refuseCode(desk: CertificateDesk, judgement: CodeRefusal, request: EnrolmentRequest): Promise<Refusal> {
  const known = await findKiosk(desk.context.knex, request.kioskId);
  record(desk, `code-${judgement}`, known?.id);
  desk.context.alarms.raise({
    kind: judgement === 'used-by-another' ? 'enrolment-code-reused' : 'enrolment-code-refused',
    kioskId: known?.id ?? null,
    fromSequence: null,
    toSequence: null,
  });
  return refuse('code-refused', 'lets nobody in', 'code');
}
