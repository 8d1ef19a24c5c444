/** Pure: the annexes of a document for a supervisory authority: components of the lanes, and proofs of the ledger. */
import type { ProcessingRecord } from '../answers/record.ts';
import type { PdfBlock } from '../exports/pdf.ts';
import { dateAndTime, heading, text } from './document-parts.ts';

export interface LedgerAnnex {
  /** Checkpoint of the published log, with the signatures of the log and its witnesses; `undefined` before the first. */
  readonly checkpoint: string | undefined;
  /** Proof file of the retention policy's row; `undefined` while there is no policy, or no published proof of it. */
  readonly policyProof: string | undefined;
}

export function lanesAnnex({ lanes }: ProcessingRecord): PdfBlock[] {
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

export function ledgerAnnex({ policyNumber }: ProcessingRecord, { checkpoint, policyProof }: LedgerAnnex): PdfBlock[] {
  return [
    heading('Annex B. Proofs of the ledger'),
    text(
      'Each act on this system is an entry of a tamper-evident log. The log also has an entry with the SHA-256 of this file. The proof of that entry is saved beside the file, and can be verified without this server: postern-server verify PROOF --policy POLICY --of FILE',
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
