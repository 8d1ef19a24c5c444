/** Pure: parts that the documents for a supervisory authority share: texts, dates and durations in words, and the table of time limits. */
import type { RetentionClass } from '../../contract/retention.ts';
import type { ProcessingRecord } from '../answers/record.ts';
import type { PdfBlock } from '../exports/pdf.ts';

export const CLASS_WORDS: { readonly [C in RetentionClass]: string } = {
  cleared: 'Captures of cleared travellers',
  referred: 'Captures of referred travellers, until the decision',
  resolved: 'Captures of referred travellers, after the decision',
  'after-doubt': 'Captures of travellers admitted despite a doubt',
  'legal-hold': 'Captures under a legal hold',
  'registered-traveller': 'Templates of registered travellers',
  'inspection-records': 'Records of document inspections',
  'readiness-records': 'Technicians who made readiness checks of lanes',
};

/** The controller, the contact for data protection, and the mode of the system. */
export function controller({ answerable, mode }: ProcessingRecord): PdfBlock[] {
  return [
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
      : [text(`This system runs in ${mode}. Its travellers are invented, and this document has no legal effect.`)]),
  ];
}

/** The policy in force and its time limits. */
export function purposes({ classes, policyNumber, policyDigest }: ProcessingRecord): PdfBlock[] {
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
  return [text(policy), limits];
}

function readerWords(reader: string): string {
  return reader === 'nobody' ? 'no one' : reader.replaceAll('-', ' ');
}

export function heading(words: string): PdfBlock {
  return { kind: 'heading', text: words };
}

export function text(words: string): PdfBlock {
  return { kind: 'text', text: words };
}

export function item(words: string): PdfBlock {
  return { kind: 'item', text: words };
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export function day(at: number): string {
  return date.format(at);
}

export function dateAndTime(at: number): string {
  return `${day(at)}, ${clock.format(at)} UTC`;
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

/** `60 minutes` is written as `1 hour`. */
export function durationInWords(ms: number): string {
  if (ms === 0) return 'not kept';
  for (const [unitMs, unit] of UNITS) {
    if (ms % unitMs === 0) return `${ms / unitMs} ${unit}${ms === unitMs ? '' : 's'}`;
  }
  return `${ms} milliseconds`;
}

export function share(part: number, whole: number): string {
  return whole === 0 ? 'no travellers' : `${((100 * part) / whole).toFixed(1)} %`;
}
