/**
 * Pure: the record of processing as a document for a supervisory authority. GDPR Art. 30(1) in the order of its letters, facts for an
 * assessment by Art. 35, a place to sign, and in an annex what each lane runs and the proofs of the ledger.
 */
import type { RetentionClass } from '../../contract/retention.ts';
import type { ProcessingRecord } from '../answers/record.ts';
import type { PdfBlock, PdfContent } from '../exports/pdf.ts';

export interface LedgerAnnex {
  /** Checkpoint of the published log, with the signatures of the log and its witnesses; `undefined` before the first. */
  readonly checkpoint: string | undefined;
  /** Proof file of the retention policy's row; `undefined` while there is no policy, or no published proof of it. */
  readonly policyProof: string | undefined;
}

const CLASS_WORDS: { readonly [C in RetentionClass]: string } = {
  cleared: 'Captures of cleared travellers',
  referred: 'Captures of referred travellers, until the decision',
  resolved: 'Captures of referred travellers, after the decision',
  'after-doubt': 'Captures of travellers admitted despite a doubt',
  'legal-hold': 'Captures under a legal hold',
  'registered-traveller': 'Templates of registered travellers',
  'inspection-records': 'Records of document inspections',
};

export function recordDocument(record: ProcessingRecord, annex: LedgerAnnex): PdfContent {
  return {
    title: 'Record of processing activities',
    blocks: [
      text(
        `Article 30(1) of Regulation (EU) 2016/679. State of ${dateAndTime(record.serverTime)}, taken from the running system.`,
      ),
      ...controller(record),
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

function controller({ answerable, mode }: ProcessingRecord): PdfBlock[] {
  return [
    heading('1. Controller'),
    text(
      answerable.controller === null
        ? 'The configuration does not name a controller.'
        : `The controller is ${answerable.controller}.`,
    ),
    text(
      answerable.contact === null
        ? 'The configuration does not name a contact for data protection.'
        : `Contact for data protection: ${answerable.contact}.`,
    ),
    ...(mode === 'production'
      ? []
      : [
          text(
            'This system runs in development mode. Its travellers are invented, and this document has no legal effect.',
          ),
        ]),
  ];
}

function purposes({ classes, policyNumber, policyDigest }: ProcessingRecord): PdfBlock[] {
  const limits: PdfBlock = {
    kind: 'table',
    columns: ['Data', 'Purpose', 'Legal basis', 'Kept at most', 'Visible to'],
    rows: classes.map(({ retentionClass, purpose, legalBasis, limitMs, visibleTo }) => [
      CLASS_WORDS[retentionClass],
      purpose,
      legalBasis,
      retentionClass === 'cleared' && limitMs === 0 ? 'until the passage ends' : durationInWords(limitMs),
      visibleTo.map(readerWords).join(', ') || 'no one',
    ]),
  };
  const policy =
    policyNumber === null || policyDigest === null
      ? 'No retention policy has been approved on this server. The times below are the longest that any policy may allow; each lane applies its own signed policy.'
      : `Retention policy ${policyNumber} is in force. Two privacy officers approved it. SHA-256 of its canonical form: ${policyDigest}.`;
  return [heading('2. Purposes, legal bases and time limits for erasure'), text(policy), limits];
}

function readerWords(reader: string): string {
  return reader === 'nobody' ? 'no one' : reader.replaceAll('-', ' ');
}

function lanesAnnex({ lanes }: ProcessingRecord): PdfBlock[] {
  return [
    heading('Annex A. Components of each lane, by its latest report'),
    ...(lanes.length === 0 ? [text('No lane has reported a traveller yet.')] : []),
    ...lanes.flatMap(
      ({ site, lane, at, policyDigest, noticeDigest, modelDigests, devices, isSimulated }): PdfBlock[] => [
        text(`Lane ${lane} of ${site}, report of ${dateAndTime(at)}${isSimulated ? ', with simulated devices' : ''}:`),
        {
          kind: 'table',
          columns: ['Component', 'Version, or SHA-256'],
          rows: [
            ['Decision policy', policyDigest],
            ['Notice', noticeDigest],
            ...Object.entries(modelDigests).map(([role, digest]) => [`Model: ${role.replaceAll('-', ' ')}`, digest]),
            ...devices.map((device) => ['Device', device]),
          ],
        },
      ],
    ),
  ];
}

function ledgerAnnex({ policyNumber }: ProcessingRecord, { checkpoint, policyProof }: LedgerAnnex): PdfBlock[] {
  return [
    heading('Annex B. Proofs of the ledger'),
    text(
      'Each act on this system is an entry of a tamper-evident log. The log also has an entry with the SHA-256 of this file. The proof of that entry is saved beside the file, and can be verified without this server: npm run verify -- PROOF --policy POLICY --of FILE',
    ),
    ...(checkpoint === undefined
      ? [text('The log has not published a checkpoint yet.')]
      : [
          text('Checkpoint of the log when this file was made (C2SP tlog-checkpoint):'),
          { kind: 'code' as const, text: checkpoint },
        ]),
    ...(policyNumber === null
      ? []
      : policyProof === undefined
        ? [text(`Retention policy ${policyNumber} is not covered by a published checkpoint yet.`)]
        : [text(`Proof of retention policy ${policyNumber}:`), { kind: 'code' as const, text: policyProof }]),
  ];
}

function heading(words: string): PdfBlock {
  return { kind: 'heading', text: words };
}

function text(words: string): PdfBlock {
  return { kind: 'text', text: words };
}

function item(words: string): PdfBlock {
  return { kind: 'item', text: words };
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

function day(at: number): string {
  return date.format(at);
}

function dateAndTime(at: number): string {
  return `${day(at)}, ${clock.format(at)} UTC`;
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

/** `60 minutes` is said as `1 hour`. */
export function durationInWords(ms: number): string {
  if (ms === 0) return 'not kept';
  for (const [unitMs, unit] of UNITS) {
    if (ms % unitMs === 0) return `${ms / unitMs} ${unit}${ms === unitMs ? '' : 's'}`;
  }
  return `${ms} milliseconds`;
}
