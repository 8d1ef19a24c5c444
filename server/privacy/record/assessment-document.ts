/**
 * Pure: the facts for a data protection impact assessment as a document, in the order of GDPR Art. 35(7). It states what the system does and
 * counted. The judgement of the risks is the controller's, so the document has room for it and does not anticipate it.
 */
import type { ProcessingRecord } from '../answers/record.ts';
import type { PdfBlock, PdfContent } from '../exports/pdf.ts';
import { ledgerAnnex, type LedgerAnnex, lanesAnnex } from './annexes.ts';
import { controller, dateAndTime, day, heading, item, purposes, share, text } from './document-parts.ts';
import type { RecordFacts } from './processing-record.ts';

const FOUR_WEEKS_MS = 28 * 86_400_000;

export function assessmentDocument(record: ProcessingRecord, facts: RecordFacts, annex: LedgerAnnex): PdfContent {
  return {
    title: 'Facts for a data protection impact assessment',
    blocks: [
      text(
        `Article 35(7) of Regulation (EU) 2016/679. State of ${dateAndTime(record.serverTime)}, taken from the running system.`,
      ),
      heading('1. Controller'),
      ...controller(record),
      heading('2. Description of the processing (Article 35(7)(a))'),
      ...PROCESSING.map(text),
      {
        kind: 'table',
        columns: ['Data subjects', 'Personal data'],
        rows: record.categories.map(({ who, data }) => [who, data]),
      },
      text('Recipients:'),
      ...record.recipients.map(item),
      text(record.transfers),
      heading('3. Necessity and proportionality (Article 35(7)(b))'),
      ...purposes(record),
      heading(`4. The four weeks from ${day(record.serverTime - FOUR_WEEKS_MS)} to ${day(record.serverTime)}`),
      ...figures(facts),
      heading('5. Measures against the risks (Article 35(7)(d))'),
      ...record.measures.map(item),
      heading('6. To be completed by the controller'),
      text('This document holds facts only. The assessment also needs:'),
      ...TO_COMPLETE.map(item),
      heading('7. Signatures'),
      text('The signatories confirm that these facts were used in the assessment of the processing.'),
      { kind: 'signatures', of: ['Prepared by', 'Data protection officer', 'For the controller'] },
      { kind: 'page' },
      ...lanesAnnex(record),
      ...ledgerAnnex(record, annex),
    ],
  };
}

const PROCESSING = [
  'A traveller passes a border lane without an officer if the checks of the document and the comparison of the face with the portrait on its chip succeed. If a check fails or cannot be completed, an officer decides. A machine never refuses a traveller.',
  'The lane takes pictures of the face, reads the document and, where its policy requires, fingerprints. It seals each capture at once and compares it in the lane. The server receives results of checks and no biometric data.',
  'An officer who decides on a referral can view its captures for one minute, for a stated purpose, after a fresh proof of identity. Each viewing is recorded.',
];

const TO_COMPLETE = [
  'the assessment of the risks to the rights and freedoms of travellers (Article 35(7)(c));',
  'the advice of the data protection officer (Article 35(2));',
  'the views of travellers or their representatives, where appropriate (Article 35(9));',
  'the decision whether to consult the supervisory authority before the processing (Article 36).',
];

function figures(facts: RecordFacts): PdfBlock[] {
  const { travellers, cleared, viewings, markedViewings, erased, overdueLanes, requestsWaiting, lanes } = facts;
  const models = new Set(lanes.flatMap(({ modelDigests }) => Object.values(modelDigests))).size;
  const simulated = lanes.filter(({ isSimulated }) => isSimulated).length;
  return [
    text(
      travellers === 0
        ? 'No traveller used a lane.'
        : `${counted(travellers, 'traveller')} used a lane. ${cleared} of them (${share(cleared, travellers)}) passed without an officer; an officer dealt with the others, or they left.`,
    ),
    text(
      viewings === 0
        ? 'No officer viewed captures.'
        : `Officers viewed captures ${viewings === 1 ? 'once' : `${viewings} times`}. ${markedViewings === 0 ? 'No viewing stands out' : markedViewings === 1 ? 'One viewing stands out' : `${markedViewings} viewings stand out`} in comparison with colleagues.`,
    ),
    text(
      `${erased === 0 ? 'Lanes have reported no erasure.' : `Lanes erased ${counted(erased, 'capture or record', 'captures and records')}.`} ${overdueLanes === 0 ? 'No lane has an overdue item now.' : `${counted(overdueLanes, 'lane')} ${overdueLanes === 1 ? 'has' : 'have'} an overdue item now.`}`,
    ),
    text(
      requestsWaiting === 0
        ? 'No request of a traveller awaits an answer now.'
        : `${counted(requestsWaiting, 'request')} of travellers ${requestsWaiting === 1 ? 'awaits' : 'await'} an answer now.`,
    ),
    text(
      `${counted(lanes.length, 'lane')} ${lanes.length === 1 ? 'has' : 'have'} reported. They use ${counted(models, 'model')} in all (annex A). ${simulated === 0 ? 'No lane has simulated devices.' : `${counted(simulated, 'lane')} ${simulated === 1 ? 'has' : 'have'} simulated devices.`}`,
    ),
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
