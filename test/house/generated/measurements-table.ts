/**
 * The top README's table of measurements, generated from the records in `test/bench/results` with their dates. A record is stale when the
 * measured code has changed since.
 */
import { readFileSync } from 'node:fs';
import { recordFile } from '../../bench/support/record-file.ts';
import { ageOfRecord, shownAge } from '../../bench/support/stale-records.ts';

interface Row {
  readonly record: string;
  readonly bench: string;
  readonly what: string;
  readonly value: (read: Reader) => string;
  /** Peers measured in the same run. */
  readonly peers?: (read: Reader) => string;
}

/** The number at a path of a record. Throws when it is missing, so that a changed record format is noticed. */
type Reader = (...path: readonly (string | number)[]) => number;

const ms = (value: number): string => `${value >= 20 ? value.toFixed(0) : value.toFixed(1)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
const percent = (value: number, digits = 1): string => `${(value * 100).toFixed(digits)} %`;

const PLAIN = 'ours: detect + landmarks + embed, plain';
const AS_THE_LANE = 'ours: detect + landmarks + quality + embed';
const SPEED_PEERS = {
  human: 'human: detect + landmarks + descriptor',
  'face-api SSD': 'face-api SSD: detect + landmarks + descriptor',
  'face-api tiny': 'face-api tiny 416: detect + landmarks + descriptor',
} as const;

const speedPeers =
  (ours: string) =>
  (read: Reader): string =>
    Object.entries(SPEED_PEERS)
      .map(([name, run]) => {
        const times = read('milliseconds', run, 'median') / read('milliseconds', ours, 'median');
        return `${name} ${times.toFixed(1)} times as long`;
      })
      .join(', ');

const ROWS: readonly Row[] = [
  {
    ...{ record: 'face-speed', bench: 'face-speed' },
    what: 'find, locate and embed a face in a 1280 × 720 frame, one thread',
    value: (read) => ms(read('milliseconds', PLAIN, 'median')),
    peers: speedPeers(PLAIN),
  },
  {
    ...{ record: 'face-speed', bench: 'face-speed' },
    what: 'the same as the lane compares: two landmark passes, two networks, a mirror image, quality',
    value: (read) => ms(read('milliseconds', AS_THE_LANE, 'median')),
    peers: speedPeers(AS_THE_LANE),
  },
  {
    ...{ record: 'face-score', bench: 'face-score' },
    what: "true-match rate on LFW's development half where a policy states a false-match rate of 1e-3, 3e-4, 1e-4: of impostors of the holder's sex and ethnicity",
    value: (read) =>
      [0, 1, 2].map((point) => percent(1 - read('operatingPoints', point, 'falseNonMatchRate'))).join(', '),
  },
  {
    ...{ record: 'face-score', bench: 'face-score' },
    what: 'the same at a false-match rate of 1e-3, 1e-4, 1e-5 of strangers',
    value: (read) => [0, 1, 2].map((rate) => percent(1 - read('strangers', rate, 'falseNonMatchRate'))).join(', '),
  },
  {
    ...{ record: 'finger', bench: 'finger' },
    what: 'FVC2002, mean equal error rate of four databases',
    value: (read) => percent(read('reports', 0, 'meanEqualErrorRate'), 2),
  },
  {
    ...{ record: 'chip-inspection', bench: 'chip' },
    what: 'a whole chip inspection over PC/SC, with a JPEG 2000 portrait of 15 KB; without the time of the radio',
    value: (read) => ms(read('inspectionMs', 'whole inspection over PC/SC', 'median')),
  },
  {
    ...{ record: 'lane-speed', bench: 'lane' },
    what: 'a simulated traveller from arrival to the open gate; 4.0 s of it are scripted touches, 0.4 s the barrier',
    value: (read) => seconds(read('traveller', 'medianMs')),
    peers: (read) => `before the camera ${seconds(read('traveller', 'cameraMs'))}`,
  },
  {
    ...{ record: 'ocr', bench: 'ocr' },
    what: 'generated pictures of machine-readable zones: silently wrong',
    value: (read) => `${read('silentlyWrong', 'count')} of ${read('silentlyWrong', 'of')}`,
  },
];

export function measurementsInMarkdown(): string {
  const rows = ROWS.map(({ record, bench, what, value, peers }) => {
    const found: unknown = JSON.parse(readFileSync(recordFile(record), 'utf8'));
    const read: Reader = (...path) => numberAt(found, path, record);
    return `| ${what} | ${value(read)} | ${peers?.(read) ?? ''} | ${shownAge(ageOfRecord(record))} | \`${bench}\` |`;
  });
  return ['| measured | Postern | same run | date | bench |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function numberAt(record: unknown, path: readonly (string | number)[], name: string): number {
  let value = record;
  for (const key of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  if (typeof value !== 'number') throw new Error(`the record ${name} has no number at ${path.join(' › ')}`);
  return value;
}
