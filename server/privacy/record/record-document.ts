/**
 * Pure: the record of processing as a document for a supervisory authority. GDPR Art. 30(1) in the order of its letters, facts for an
 * assessment by Art. 35, a place to sign, and in an annex what each lane runs and the proofs of the ledger.
 */
import type { ProcessingRecord } from '../answers/record.ts';
import type { PdfContent } from '../exports/pdf.ts';
import { ledgerAnnex, type LedgerAnnex, lanesAnnex } from './annexes.ts';
import { controller, dateAndTime, day, heading, item, purposes, text } from './document-parts.ts';

export function recordDocument(record: ProcessingRecord, annex: LedgerAnnex): PdfContent {
  return {
    title: 'Record of processing activities',
    blocks: [
      text(
        `Article 30(1) of Regulation (EU) 2016/679. State of ${dateAndTime(record.serverTime)}, taken from the running system.`,
      ),
      heading('1. Controller'),
      ...controller(record),
      heading('2. Purposes, legal bases and time limits for erasure'),
      ...purposes(record),
      heading('3. Categories of data subjects and of personal data'),
      {
        kind: 'table',
        columns: ['Data subjects', 'Personal data'],
        rows: record.categories.map(({ who, data }) => [who, data]),
      },
      heading('4. Recipients'),
      ...record.recipients.map(item),
      ...(record.witnesses.length === 0
        ? [text('No other organisation witnesses the log.')]
        : [text('Organisations that witness the log:'), ...record.witnesses.map(item)]),
      heading('5. Transfers to third countries or international organisations'),
      text(record.transfers),
      heading('6. Technical and organisational security measures'),
      ...record.measures.map(item),
      heading('7. Facts for a data protection impact assessment (Article 35)'),
      text(`Over the four weeks to ${day(record.serverTime)}, unless a line says "now".`),
      { kind: 'table', columns: ['Fact', 'Value'], rows: record.facts.map(({ name, value }) => [name, value]) },
      heading('8. Signatures'),
      text(
        'The signatories confirm that this record describes the processing for which the controller is responsible.',
      ),
      { kind: 'signatures', of: ['Prepared by', 'Data protection officer', 'For the controller'] },
      { kind: 'page' },
      ...lanesAnnex(record),
      ...ledgerAnnex(record, annex),
    ],
  };
}
