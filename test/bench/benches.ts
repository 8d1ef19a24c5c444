/** The benches that `npm run bench -- NAME` runs: the name of each, its compiled file in this folder, what it needs, what it measures. */
export interface Bench {
  /** Source file in this folder, without `.ts`. */
  readonly file: string;
  /** Build steps that the bench needs besides the code. */
  readonly needs: readonly ('models' | 'screens')[];
  /** One line for the list. */
  readonly measures: string;
}

export const BENCHES: Readonly<Record<string, Bench>> = {
  cameras: { file: 'cameras', needs: [], measures: 'processor time and timestamps of the camera drivers' },
  chip: { file: 'chip-inspection', needs: [], measures: 'computing time of a chip inspection, portrait included' },
  console: { file: 'console', needs: ['screens'], measures: "the officers' console with 200 busy lanes" },
  face: {
    file: 'face-accuracy',
    needs: ['models'],
    measures: 'accuracy of the face comparison, beside face-api and human',
  },
  'face-crops': {
    file: 'face-crops',
    needs: ['models'],
    measures: 'false matches and misses of portraits that leave out part of the face',
  },
  'face-frames': {
    file: 'face-frames',
    needs: ['models'],
    measures: 'one comparison of several frames: misses and false matches',
  },
  'face-gallery': { file: 'face-gallery', needs: [], measures: 'one face against 10,000 and 100,000' },
  'face-groups': {
    file: 'face-groups',
    needs: ['models'],
    measures: 'false matches and misses by sex, ethnicity and age',
  },
  'face-score': {
    file: 'face-score',
    needs: ['models'],
    measures: 'variants of the face score: misses on one source at the rate of another',
  },
  'face-light': {
    file: 'face-light',
    needs: ['models'],
    measures: 'asking for more light, by sex and ethnicity',
  },
  'face-quality': { file: 'face-quality', needs: ['models'], measures: 'what the quality measures predict' },
  'face-quality-cost': {
    file: 'face-quality-cost',
    needs: ['models'],
    measures: 'computing time of the quality measures',
  },
  'face-speed': {
    file: 'face-speed',
    needs: ['models'],
    measures: 'speed of the face pipeline, beside face-api and human',
  },
  'face-stream': {
    file: 'face-stream',
    needs: ['models', 'screens'],
    measures: 'frames a second and memory of the face stream',
  },
  finger: {
    file: 'finger',
    needs: [],
    measures: 'fingerprint comparison: accuracy and speed; with --damage, of wet, dry or distorted prints',
  },
  handles: { file: 'handles', needs: [], measures: 'the cost of a document handle, and of guessing one' },
  lane: { file: 'lane-speed', needs: ['models', 'screens'], measures: 'start to ready, and the time of one traveller' },
  ledger: { file: 'ledger', needs: [], measures: 'entries a second, latency, verification, start with a large log' },
  mirror: { file: 'mirror', needs: ['models'], measures: "the cost of the picture in the traveller's mirror" },
  modbus: {
    file: 'modbus',
    needs: [],
    measures: 'times of the Modbus drivers against pymodbus and libmodbus',
  },
  ocr: { file: 'ocr', needs: [], measures: 'reading of machine-readable zones, beside tesseract' },
  pad: { file: 'pad', needs: ['models'], measures: 'presentation attack detection on generated presentations' },
  'pad-record': { file: 'pad-record', needs: ['screens'], measures: 'records one presentation of a person who agreed' },
  'pad-score': { file: 'pad-score', needs: ['models'], measures: "scores a site's own recorded presentations" },
  receipts: { file: 'receipts', needs: [], measures: 'receipts a second with a slow signing key' },
  reconcile: { file: 'reconcile', needs: [], measures: 'the cost of comparing the database with the log' },
  'template-protection': {
    file: 'template-protection',
    needs: ['models'],
    measures: 'protected face records, beside BioHash',
  },
  trust: { file: 'trust', needs: [], measures: 'which document signatures hold, by issuing state' },
  vault: { file: 'vault', needs: [], measures: 'the cost of keys and of sealing' },
  wsq: { file: 'wsq', needs: [], measures: 'speed and faithfulness of the WSQ codec' },
};
