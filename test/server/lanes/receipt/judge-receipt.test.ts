import { randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { encodeEnvelope, reportBytes, reportDigest, reportSigningInput } from '../../../../server/contract/envelope.ts';
import type { KioskId } from '../../../../server/contract/field.ts';
import { payloadBytes } from '../../../../server/contract/payload.ts';
import type { ErasureReport } from '../../../../server/contract/report.ts';
import { RETENTION_POLICY_FORM, type RetentionPolicy, retentionDigest } from '../../../../server/contract/retention.ts';
import {
  erasureTagOf,
  type ReceiptCode,
  type TravellerReceipt,
  travellerReceiptBytes,
  travellerReceiptSigningInput,
  travellerReceiptText,
} from '../../../../server/contract/traveller-receipt.ts';
import { commitTo, entryPayload, joinOpening } from '../../../../server/records/ledger/entry/commitment.ts';
import { leafHash } from '../../../../server/contract/merkle/hash.ts';
import { checkpointText } from '../../../../server/platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../../../server/platform/transparency/note/note.ts';
import { ed25519Cosigner, ed25519Key, logSigner } from '../../../../server/platform/transparency/note/signer.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { formatProofFile } from '../../../../server/platform/transparency/proof/proof-file.ts';
import { judgeReceipt, type ReceiptClaim } from '../../../../server/lanes/receipt/judge-receipt.ts';
import { linesOf } from '../../../../server/lanes/receipt/receipt-words.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { erasureReport, KIOSK, REPORTED_AT } from '../../fixtures/sample-report.ts';

const seed = new Uint8Array(32).fill(5);
const laneKeys: ReadonlyMap<KioskId, Uint8Array> = new Map([[KIOSK, ed25519.getPublicKey(seed)]]);
const code = '0123456789abcdef0123456789abcdef' as ReceiptCode;
const digestOf = (policy: RetentionPolicy): string => retentionDigest(payloadBytes(RETENTION_POLICY_FORM, policy));

const CLEARED: TravellerReceipt = {
  version: 1,
  retentionClass: 'cleared',
  code,
  issuedAt: REPORTED_AT,
  goneBy: REPORTED_AT + 240_000,
  retentionDigest: digestOf(DEVELOPMENT_RETENTION),
  keyIds: [],
  kioskId: KIOSK,
};

function receipt(over: Partial<TravellerReceipt> = {}, by = seed): string {
  const statement = travellerReceiptBytes({ ...CLEARED, ...over });
  return travellerReceiptText(statement, ed25519.sign(travellerReceiptSigningInput(statement), by));
}

function erased(
  over: Partial<ErasureReport> = {},
  by = seed,
): { envelope: Uint8Array; report: ErasureReport; digest: string } {
  const report = erasureReport({ receiptTags: ['0'.repeat(32), erasureTagOf(code)], ...over });
  const payload = reportBytes(report);
  const signature = ed25519.sign(reportSigningInput(payload), by);
  return {
    report,
    digest: reportDigest(payload),
    envelope: encodeEnvelope({ kioskId: report.kioskId, payload, signature }),
  };
}

/** A ledger with one entry, the report, cosigned by one witness. */
function provedInLedger(digest: string): NonNullable<ReceiptClaim['ledger']> {
  const fields = { kioskId: KIOSK, sequence: 3, digest, feedPosition: 1, receivedAt: REPORTED_AT };
  const opening = { salt: randomBytes(32), payload: entryPayload({ type: 'report', version: 1, ...fields }) };
  const log = logSigner('log.example/border', ed25519Key(randomBytes(32)));
  const witness = ed25519Cosigner('witness.example', ed25519Key(randomBytes(32)));
  const text = checkpointText({ origin: log.key.name, size: 1, root: leafHash(commitTo({ type: 'report' }, opening)) });
  const signatures = [log.sign(text), witness.cosign(text, 1_772_000_000)];
  return {
    proof: formatProofFile({
      extra: joinOpening(opening),
      index: 0,
      hashes: [],
      checkpoint: formatNote({ text, signatures }),
    }),
    policy: `log ${encodeVkey(log.key)}\nwitness ombudsman ${encodeVkey(witness.key)}\nquorum ombudsman\n`,
  };
}

const judged = (claim: Partial<ReceiptClaim>) => judgeReceipt({ text: receipt(), laneKeys, ...claim });

describe('traveller receipt', () => {
  it('is valid alone, and claims no more than it proves', () => {
    const verdict = judged({});
    expect(verdict).toMatchObject({ kind: 'verified', withinPolicy: undefined, erasure: undefined });
    const early = linesOf(verdict, REPORTED_AT).join(' ');
    expect(early).toContain('does not prove');
    expect(early).not.toContain('DESTROYED');
    expect(linesOf(verdict, REPORTED_AT + 3_600_000).join(' ')).toContain('The time is over');
  });

  it('proves the destruction with the lane’s report, and its publication with the ledger', () => {
    const { envelope, digest } = erased();
    expect(judged({ report: envelope })).toMatchObject({ erasure: { by: 'tag' } });
    const verdict = judged({ report: envelope, ledger: provedInLedger(digest), policy: DEVELOPMENT_RETENTION });
    expect(verdict).toMatchObject({ kind: 'verified', withinPolicy: true });
    const words = linesOf(verdict, REPORTED_AT).join(' ');
    expect(words).toContain('DESTROYED');
    expect(words).toContain('cosigned by ombudsman');
  });

  it('proves the destruction of a referral’s keys', () => {
    const keyIds = ['a'.repeat(32)];
    const text = receipt({ retentionClass: 'referred', keyIds, goneBy: REPORTED_AT + 3_600_000 });
    const { envelope } = erased({ retentionClass: 'referred', cause: 'due', keyIds, receiptTags: ['1'.repeat(32)] });
    expect(judged({ text, report: envelope })).toMatchObject({ erasure: { by: 'keys' } });
  });

  it.each([
    ['forged', { text: receipt({}, new Uint8Array(32).fill(6)) }, 'bad-signature'],
    ['of a lane whose key is not given', { laneKeys: new Map<KioskId, Uint8Array>() }, 'unknown-lane'],
    [
      'checked with another lane’s key',
      { laneKeys: new Map([[KIOSK, ed25519.getPublicKey(new Uint8Array(32).fill(7))]]) },
      'bad-signature',
    ],
    ['cut', { text: receipt().slice(0, 60) }, 'malformed-receipt'],
    ['made under an older policy', { policy: { ...DEVELOPMENT_RETENTION, number: 2 } }, 'other-policy'],
    [
      'promising more time than the policy',
      { text: receipt({ goneBy: REPORTED_AT + 86_400_000 }), policy: DEVELOPMENT_RETENTION },
      'beyond-policy',
    ],
    ['with a report that was forged', { report: erased({}, new Uint8Array(32).fill(6)).envelope }, 'bad-report'],
    ['with an invalid report', { report: new TextEncoder().encode('{}') }, 'bad-report'],
    [
      'with a report of another erasure',
      { report: erased({ receiptTags: ['1'.repeat(32)] }).envelope },
      'not-in-report',
    ],
    [
      'with a proof of another report',
      { report: erased().envelope, ledger: provedInLedger('b'.repeat(64)) },
      'other-entry-proved',
    ],
    [
      'with an invalid proof',
      { report: erased().envelope, ledger: { proof: 'x', policy: 'quorum none\n' } },
      'malformed-proof',
    ],
  ] as [string, Partial<ReceiptClaim>, string][])('is refused when %s', (_fault, claim, refusal) => {
    const verdict = judged(claim);
    expect(verdict).toEqual({ kind: 'refused', code: refusal });
    expect(linesOf(verdict, REPORTED_AT)[0]).toBe(`NOT VERIFIED (${refusal})`);
  });
});
