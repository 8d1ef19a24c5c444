/** Words for readiness checks of lanes. Complete by type. */
import type {
  CheckState,
  Drift,
  ItemResult,
  ReadinessFault,
  ReadinessItem,
  ReadinessResult,
} from '../../contract/readiness-vocabulary.ts';
import type { ReadinessValues } from '../../contract/readiness-values.ts';
import { formatNumber } from '../languages/format.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const CHECK_STATE_WORDS: Words<CheckState> = translated({
  running: 'A technician checks it',
  unfinished: 'The check did not end',
  failed: 'The check was not passed',
});

export const RESULT_WORDS: Words<ReadinessResult> = translated({
  ready: 'Ready for service',
  'not-ready': 'Not ready',
  interrupted: 'Interrupted',
});

export const ITEM_RESULT_WORDS: Words<ItemResult> = translated({
  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Skipped',
  'not-fitted': 'Not fitted',
});

export const ITEM_WORDS: Words<ReadinessItem> = translated({
  'secure-element': 'Secure element',
  clock: 'Clock',
  disk: 'Disk',
  server: 'Connection to the server',
  certificates: 'Certificates',
  models: 'Models and analysis',
  camera: 'Camera',
  exposure: 'Light and exposure',
  'frame-rate': 'Analysed frames',
  'screen-light': 'Light of the screen',
  'document-reader': 'Document reader',
  'fingerprint-scanner': 'Fingerprint scanner',
  'token-reader': 'Code reader',
  indicator: 'Lamps',
  gate: 'Gate',
  'walk-through': 'Walk-through',
});

export const FAULT_WORDS: Words<ReadinessFault> = translated({
  'no-answer': 'no answer',
  'not-permitted': 'access refused',
  'timed-out': 'no answer in time',
  'damaged-data': 'damaged data',
  unsupported: 'unsuitable device or driver',
  busy: 'used by another program',
  jammed: 'jammed',
  'keys-unusable': 'keys cannot be used',
  'clock-unreliable': 'clock jumped',
  'clock-differs': 'clock differs from the server’s',
  'disk-full': 'disk almost full',
  'disk-read-only': 'disk cannot be written',
  'server-unreachable': 'server cannot be reached',
  'reports-waiting': 'reports not delivered',
  'certificate-missing': 'certificate missing',
  'certificate-expires': 'certificate not renewed',
  'analysis-silent': 'analysis does not answer',
  'no-frames': 'no pictures',
  'frames-few': 'too few pictures',
  'frames-late': 'pictures arrive late',
  'too-dark': 'too dark',
  'too-bright': 'too bright',
  'exposure-not-held': 'exposure cannot be locked',
  'analysis-slow': 'analysis too slow',
  'no-screen': 'no screen',
  'light-not-seen': 'light not seen',
  'light-weak': 'light too weak',
  'no-document': 'no document noticed',
  'zone-unreadable': 'printed lines not read',
  'chip-unreadable': 'chip not read',
  'document-removed': 'document lifted too early',
  'no-finger': 'no finger noticed',
  'poor-contact': 'poor contact of the finger',
  'no-code': 'no code noticed',
  'code-unreadable': 'code not valid',
  'lamps-wrong': 'wrong or dark lamp',
  obstructed: 'obstructed',
  'gate-slow': 'gate opens slowly',
  'no-one-entered': 'no one seen to enter',
  'not-passed': 'no one seen to leave',
  'turned-back': 'person seen to turn back',
  'second-person': 'two people seen',
});

export const DRIFT_WORDS: Words<Drift> = translated({
  'scene-light': 'light of the scene',
  'screen-latency': 'time from screen to camera',
  'screen-light': 'contrast of the screen’s light',
  'frame-rate': 'rate of analysed frames',
  'gate-open-time': 'opening time of the gate',
  'gate-close-time': 'closing time of the gate',
});

/** With their units; `{value}` is the number. */
const VALUES: Words<keyof Required<ReadinessValues>> = translated({
  signatureMs: 'one signature: {value} ms',
  clockOffsetMs: 'clock ahead of the server: {value} ms',
  diskFreeMiB: 'free on the disk: {value} MiB',
  diskFreePercent: 'free on the disk: {value} %',
  roundTripMs: 'answer of the server: {value} ms',
  undeliveredReports: 'reports not delivered: {value}',
  laneCertificateDays: 'certificate of the lane: {value} days left',
  evidenceCertificateDays: 'certificate for consoles: {value} days left',
  analysisAnswerMs: 'answer of the analysis: {value} ms',
  cameraFramesPerS: 'pictures of the camera a second: {value}',
  frameAgeMs: 'age of a picture: {value} ms',
  scenePerMille: 'brightness of the picture: {value} ‰',
  whitePercent: 'overexposed: {value} %',
  analysedFramesPerS: 'analysed pictures a second: {value}',
  screenLatencyMs: 'from screen to camera: {value} ms',
  screenJitterMs: 'variation of that: {value} ms',
  lightContrastPercent: 'contrast of the screen’s light: {value} %',
  documentMs: 'document read in {value} ms',
  fingerMs: 'finger captured in {value} ms',
  codeMs: 'code read in {value} ms',
  gateOpenMs: 'gate opens in {value} ms',
  gateCloseMs: 'gate closes in {value} ms',
  passageMs: 'walked through in {value} ms',
});

export function valueWords(values: ReadinessValues): string[] {
  return (Object.keys(VALUES) as (keyof ReadinessValues)[]).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [VALUES[name].replace('{value}', formatNumber(value))];
  });
}
