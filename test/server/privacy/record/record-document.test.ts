import { describe, expect, test } from 'vitest';
import type { ProcessingRecord } from '../../../../server/privacy/answers/record.ts';
import { makePdf, type PdfBlock } from '../../../../server/privacy/exports/pdf.ts';
import { durationInWords } from '../../../../server/privacy/record/document-parts.ts';
import { recordDocument } from '../../../../server/privacy/record/record-document.ts';
import { type PartnerProcessing, processingRecord } from '../../../../server/privacy/record/processing-record.ts';

const AT = Date.UTC(2026, 10, 28, 14, 5);
const DIGEST = 'a'.repeat(64);

function record(over: Partial<ProcessingRecord> = {}, partners: readonly PartnerProcessing[] = []): ProcessingRecord {
  const lane = {
    ...{ kioskId: 'north-1', site: 'north', lane: '1', at: AT, policyDigest: DIGEST, noticeDigest: 'b'.repeat(64) },
    ...{ modelDigests: { 'face-detector': 'c'.repeat(64) }, devices: ['camera: v4l2 maker-x 1.2'], isSimulated: false },
  };
  const facts = {
    ...{
      mode: 'production',
      answerable: { controller: 'Border Agency', contact: 'dpo@border.example' },
      policy: undefined,
    },
    ...{
      ledgerPolicy: 'quorum none\n',
      lanes: [lane],
      cleared: 90,
      travellers: 100,
      viewings: 7,
      markedViewings: 0,
      erased: 300,
    },
    ...{ overdueLanes: 0, requestsWaiting: 1, closedRequestsDays: 1_096, alertLogDays: 90, partners, shadowLanes: 2 },
  };
  return { ...processingRecord(facts, AT), ...over };
}

const annex = { checkpoint: 'log.example/border\n42\nqqqq=\n', policyProof: 'c2sp.org/tlog-proof@v1\nindex 7\n' };

function wordsOf(blocks: readonly PdfBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'table') return [block.columns, ...block.rows].map((row) => row.join(' | ')).join('\n');
      if (block.kind === 'signatures') return block.of.join('\n');
      return block.kind === 'page' ? '' : block.text;
    })
    .join('\n');
}

describe('the record of processing as a document', () => {
  test('has each letter of Art. 30(1), facts for Art. 35, places to sign and both annexes, in this order', () => {
    const headings = recordDocument(record(), annex).blocks.flatMap((block) =>
      block.kind === 'heading' ? [block.text] : [],
    );
    expect(headings).toEqual([
      '1. Controller',
      '2. Purposes, legal bases and time limits for erasure',
      '3. Categories of data subjects and of personal data',
      '4. Recipients',
      '5. Transfers to third countries or international organisations',
      '6. Technical and organisational security measures',
      '7. Facts for a data protection impact assessment (Article 35)',
      '8. Signatures',
      'Annex A. Components of each lane, by its latest report',
      'Annex B. Proofs of the ledger',
    ]);
  });
  test('writes dates and durations in words, never in ISO 8601, and names classes in words', () => {
    const words = wordsOf(recordDocument(record(), annex).blocks);
    expect(words).toContain('28 November 2026, 14:05 UTC');
    expect(words).not.toMatch(/\bPT?\d+[DHMS]\b|\d{4}-\d\d-\d\dT|after-doubt|registered-traveller/);
  });
  test('says who approved the policy in force, and holds its proof and the checkpoint', () => {
    const words = wordsOf(recordDocument(record({ policyNumber: 3, policyDigest: DIGEST }), annex).blocks);
    expect(words).toContain(
      `Retention policy 3 is in force. Two privacy officers approved it. SHA-256 of its canonical form: ${DIGEST}.`,
    );
    expect(words).toContain(annex.policyProof);
    expect(words).toContain(annex.checkpoint);
  });
  test('says what is missing: a controller, a policy, a published checkpoint', () => {
    const bare = record({ answerable: { controller: null, contact: null } });
    const words = wordsOf(recordDocument(bare, { checkpoint: undefined, policyProof: undefined }).blocks);
    expect(words).toContain('does not name a controller');
    expect(words).toContain('No retention policy has been approved');
    expect(words).toContain('has not published a checkpoint yet');
    const waiting = recordDocument(record({ policyNumber: 3, policyDigest: DIGEST }), {
      checkpoint: undefined,
      policyProof: undefined,
    });
    expect(wordsOf(waiting.blocks)).toContain('Retention policy 3 is not covered by a published checkpoint yet.');
  });
  test('names partner agencies among the recipients, and the country of one abroad that gets data about single persons', () => {
    const counts = {
      line: 'Partner agency statistics: counts of crossings, agreement a version 1, Act',
      categories: [],
      abroad: null,
    };
    const single = {
      line: 'Partner agency north: sealed pseudonyms, agreement b version 2, Act',
      categories: [],
      abroad: 'NO',
    };
    const words = wordsOf(recordDocument(record({}, [counts, single]), annex).blocks);
    expect(words).toContain(counts.line);
    expect(words).toContain(`${single.line}, country NO`);
    expect(words).not.toContain(`${counts.line}, country`);
    expect(words).not.toContain('transfers no personal data');
    expect(wordsOf(recordDocument(record({}, [counts]), annex).blocks)).toContain('transfers no personal data');
  });
  test('says in development and rehearsal that it has no legal effect, and does not in production', () => {
    const words = (mode: string) => wordsOf(recordDocument(record({ mode }), annex).blocks);
    expect(words('development')).toContain('no legal effect');
    expect(words('rehearsal')).toContain('runs in rehearsal');
    expect(words('production')).not.toContain('no legal effect');
  });
  test('is a PDF with signature lines on one page, whatever comes before them', async () => {
    const { title } = recordDocument(record(), annex);
    for (let lines = 0; lines < 60; lines += 7) {
      const blocks: PdfBlock[] = [
        ...Array.from({ length: lines }, (): PdfBlock => ({ kind: 'text', text: 'Line' })),
        { kind: 'signatures', of: ['One', 'Two', 'Three'] },
      ];
      const bytes = await makePdf(title, blocks, AT, null);
      expect(
        Buffer.from(bytes)
          .toString('latin1')
          .match(/\/Type \/Page\b/g)?.length,
      ).toBeLessThanOrEqual(2);
    }
  });
});

test.each([
  [0, 'not kept'],
  [60_000, '1 minute'],
  [90_000, '90 seconds'],
  [3_600_000, '1 hour'],
  [5_400_000, '90 minutes'],
  [172_800_000, '2 days'],
])('a duration of %d ms is "%s"', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});
