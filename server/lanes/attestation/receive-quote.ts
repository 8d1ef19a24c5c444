/** Receives a lane's quote: the statement of its TPM about how the machine was started. */
import type { Socket } from 'node:net';
import { isAttestationKey, judgeQuote } from '../../../hardware/tpm/judge-attested.ts';
import { readPublicArea } from '../../../hardware/tpm/public-area.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import {
  QUOTED_REGISTERS,
  type QuoteAnswer,
  type QuoteMessage,
  quoteNonce,
  readQuote,
} from '../../contract/attestation.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { isStart, listSoftware } from './approved-software.ts';
import { type AttestationDesk, certifiedSender, refuseStatement } from './attestation-desk.ts';
import { type BoundKey, findAttestationKey } from './attestation-keys.ts';
import { judgeStart } from './judge-start.ts';
import { findQuote, type LaneQuote, putQuote } from './lane-quotes.ts';

export type QuoteReceived = { readonly kind: 'received'; readonly answer: QuoteAnswer } | Refusal;

/** Resolves when the quote is durable. A genuine quote with unknown values is received too, so that people see what differs. */
export async function receiveQuote(desk: AttestationDesk, socket: Socket, wire: Uint8Array): Promise<QuoteReceived> {
  const sender = await certifiedSender(desk, 'quote', socket, wire);
  if (sender.kind === 'refused') return sender;
  const { kiosk, certificate, envelope } = sender;
  const read = readQuote(envelope);
  if (read.kind === 'refused') return read;
  const message = read.message;
  const refused = (why: string, path: string) => refuseStatement(desk, kiosk.id, 'quote-refused', why, path);
  const challengedAt = desk.challenges.madeAt(message.challenge);
  if (challengedAt === undefined) {
    return refuse('challenge-refused', 'was not made by this server, or is too old', 'challenge');
  }
  if (message.certificate !== certificate) return refused('is not that of this connection', 'certificate');
  const key = await findAttestationKey(desk.context.knex, kiosk.id);
  if (key === undefined) return refuse('attestation-key-unknown', 'has no attestation key yet', 'kioskId');
  const judged = judgeMessage(key, message);
  if (judged.kind === 'refused')
    return refused(`is not this TPM’s statement for this question: ${judged.code}`, 'quote');

  const { knex, queue, clock, alarms } = desk.context;
  const quotedAt = Math.round(clock.wallMs());
  const stored = {
    kioskId: kiosk.id,
    challengedAt,
    quotedAt,
    certificate,
    registers: message.registers,
    release: message.release ?? null,
    resets: judged.resets,
    restarts: judged.restarts,
  };
  const objection = await queue.run(async (transaction) => {
    const bound = await findAttestationKey(transaction, kiosk.id);
    if (bound === undefined || !Buffer.from(bound.publicArea).equals(key.publicArea)) return REPLACED_KEY;
    const before = await findQuote(transaction, kiosk.id);
    const found = before === undefined ? undefined : objectionAfter(before, stored);
    if (found === undefined) await putQuote(transaction, stored);
    return found;
  });
  if (objection !== undefined) return refused(objection.why, objection.path);
  const verdict = judgeStart(message.registers, (await listSoftware(knex)).filter(isStart));
  if (verdict.kind === 'not-approved') {
    alarms.raise({ kind: 'lane-start-unknown', kioskId: kiosk.id, fromSequence: null, toSequence: null });
  }
  return { kind: 'received', answer: { start: verdict.kind, at: quotedAt } };
}

interface Objection {
  readonly why: string;
  readonly path: string;
}

const REPLACED_KEY: Objection = { why: 'is by a key that another one has replaced', path: 'quote' };
/** The counters have 32 bits, and the TPM's constant may carry them over the end. */
const COUNTER = 2 ** 32;

/**
 * Why a quote cannot follow the one before it by the same key. The private key of a TLS certificate is in the memory of one process, so a
 * machine that was started again cannot have it: a key that outlived a start was copied.
 */
function objectionAfter(before: LaneQuote, quote: LaneQuote): Objection | undefined {
  if (before.challengedAt >= quote.challengedAt) {
    return { why: 'was answered before, or is older than the last one answered', path: 'challenge' };
  }
  const starts = (quote.resets - before.resets + COUNTER) % COUNTER;
  if (starts >= COUNTER / 2) return { why: 'is of an earlier start of this machine', path: 'quote' };
  const isSameStart = starts === 0 && before.restarts === quote.restarts;
  if (before.certificate === quote.certificate && !isSameStart) {
    return { why: 'was used before this machine was started again', path: 'certificate' };
  }
  return undefined;
}

function judgeMessage({ publicArea }: BoundKey, message: QuoteMessage) {
  const area = readPublicArea(publicArea);
  if (!isAttestationKey(area)) return { kind: 'refused', code: 'bad-signature' } as const;
  const values = new Map(message.registers.map(({ register, value }) => [register, Buffer.from(value, 'hex')]));
  const areAll = QUOTED_REGISTERS.every((register, at) => message.registers[at]?.register === register);
  if (!areAll) return { kind: 'refused', code: 'other-registers' } as const;
  const statement = decodeBase64Url(message.quote) ?? new Uint8Array();
  const signature = decodeBase64Url(message.signature) ?? new Uint8Array();
  return judgeQuote(area.point, { statement, signature }, quoteNonce(message), values);
}
