import { describe, expect, test } from 'vitest';
import type { PdfBlock } from '../../../../server/privacy/exports/pdf.ts';
import { assessmentDocument } from '../../../../server/privacy/record/assessment-document.ts';
import { processingRecord, type RecordFacts } from '../../../../server/privacy/record/processing-record.ts';

const AT = Date.UTC(2026, 10, 28, 14, 5);
const FACTS: RecordFacts = {
  mode: 'production',
  answerable: { controller: 'Border Agency', contact: 'dpo@border.example' },
  policy: undefined,
  ledgerPolicy: 'quorum none\n',
  lanes: [
    {
      ...{
        kioskId: 'north-1',
        site: 'north',
        lane: '1',
        at: AT,
        policyDigest: 'a'.repeat(64),
        noticeDigest: 'b'.repeat(64),
      },
      ...{ modelDigests: { 'face-detector': 'c'.repeat(64) }, devices: ['camera: maker-x 1.2'], isSimulated: false },
    },
  ],
  ...{ cleared: 90, travellers: 120, viewings: 7, markedViewings: 1, erased: 300 },
  ...{ overdueLanes: 0, requestsWaiting: 2, closedRequestsDays: 1_096, alertLogDays: 90, partners: [], shadowLanes: 0 },
};
const annex = { checkpoint: 'log.example/border\n42\nqqqq=\n', policyProof: undefined };

function documentOf(over: Partial<RecordFacts> = {}) {
  const facts = { ...FACTS, ...over };
  return assessmentDocument(processingRecord(facts, AT), facts, annex);
}

function wordsOf(blocks: readonly PdfBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'table') return [block.columns, ...block.rows].map((row) => row.join(' | ')).join('\n');
      if (block.kind === 'signatures') return block.of.join('\n');
      return block.kind === 'page' ? '' : block.text;
    })
    .join('\n');
}

describe('the facts for an impact assessment as a document', () => {
  test('follow the letters of Art. 35(7), with places to sign and the proofs of the ledger in an annex', () => {
    const { blocks } = documentOf();
    expect(blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))).toEqual([
      '1. Controller',
      '2. Description of the processing (Article 35(7)(a))',
      '3. Necessity and proportionality (Article 35(7)(b))',
      '4. The four weeks from 31 October 2026 to 28 November 2026',
      '5. Measures against the risks (Article 35(7)(d))',
      '6. To be completed by the controller',
      '7. Signatures',
      'Annex A. Components of each lane, by its latest report',
      'Annex B. Proofs of the ledger',
    ]);
    expect(wordsOf(blocks)).toContain(annex.checkpoint);
  });
  test('state the counts in sentences', () => {
    const words = wordsOf(documentOf().blocks);
    expect(words).toContain('120 travellers used a lane. 90 of them (75.0 %) passed without an officer');
    expect(words).toContain('Officers viewed captures 7 times. One viewing stands out in comparison with colleagues.');
    expect(words).toContain('Lanes erased 300 captures and records. No lane has an overdue item now.');
    expect(words).toContain('2 requests of travellers await an answer now.');
    expect(words).toContain('1 lane has reported. They use 1 model in all');
  });
  test('state zero and one in words that fit', () => {
    const none = {
      travellers: 0,
      cleared: 0,
      viewings: 0,
      markedViewings: 0,
      erased: 1,
      requestsWaiting: 1,
      overdueLanes: 1,
    };
    const words = wordsOf(documentOf(none).blocks);
    for (const said of [
      'No traveller used a lane.',
      'No officer viewed captures.',
      'Lanes erased 1 capture or record. 1 lane has an overdue item now.',
      '1 request of travellers awaits an answer now.',
    ])
      expect(words).toContain(said);
  });
  test('leave the judgement of the risks to the controller', () => {
    expect(wordsOf(documentOf().blocks)).toContain(
      'the assessment of the risks to the rights and freedoms of travellers',
    );
  });
  test('have no ISO duration, no ISO date and no name of a class from the code', () => {
    expect(wordsOf(documentOf().blocks)).not.toMatch(
      /\bPT?\d+[DHMS]\b|\d{4}-\d\d-\d\dT|after-doubt|registered-traveller/,
    );
  });
});
