/**
 * The benches that `npm run bench -- NAME` runs: name, file in this folder, required build steps and measured
 * quantity.
 */
export interface Bench {
  /** Source file in this folder, without `.ts`. */
  readonly file: string;
  /** Steps before the bench, besides the build of the code. `peers` installs the packages of `package.json` in this folder. */
  readonly needs: readonly ('models' | 'screens' | 'peers')[];
  /** One line for the list. */
  readonly measures: string;
  /**
   * Files and folders with the measured code; `FOLDER/*` excludes inner folders. A record is stale when this code has
   * changed since.
   */
  readonly measuredCode: readonly string[];
  /** Names of its records in `results/`. Default: the name of the file. */
  readonly records?: readonly string[];
}

export const BENCHES: Readonly<Record<string, Bench>> = {
  cameras: {
    file: 'cameras',
    needs: [],
    measures: 'CPU time and timestamps of the camera drivers',
    measuredCode: ['hardware/camera'],
  },
  chip: {
    file: 'chip-inspection',
    needs: [],
    measures: 'computing time of a chip inspection, portrait included',
    measuredCode: ['kiosk/rules/document', 'hardware/document-reader'],
  },
  console: {
    file: 'console',
    needs: ['screens'],
    measures: "the officers' console with 200 busy lanes",
    measuredCode: ['server/console', 'server/lanes/feed'],
  },
  conversion: {
    file: 'conversion',
    needs: ['models', 'peers'],
    measures: 'outputs of the converted models, compared with TensorFlow.js and face-api on their own formats',
    measuredCode: ['models/build', 'models/runtime/session.ts'],
  },
  declarations: {
    file: 'declarations',
    needs: [],
    measures:
      'customs declarations: judging, compared with xmllint, and the whole path through a server to the durable record',
    measuredCode: ['server/goods/declarations'],
  },
  detection: {
    file: 'detection',
    needs: [],
    measures: 'found attacks on an invented service, and wrong findings in quiet months, beside fixed thresholds',
    measuredCode: ['server/oversight/detection'],
  },
  face: {
    file: 'face-accuracy',
    needs: ['models', 'peers'],
    measures: 'accuracy of the face comparison, compared with face-api and human',
    measuredCode: ['models/face/*', 'models/calibration'],
  },
  'face-crops': {
    file: 'face-crops',
    needs: ['models'],
    measures: 'false matches and misses of cropped portraits',
    measuredCode: ['models/face/*'],
  },
  'face-frames': {
    file: 'face-frames',
    needs: ['models'],
    measures: 'one comparison of several frames: misses and false matches',
    measuredCode: ['models/face/*', 'kiosk/biometrics/face/probes.ts'],
  },
  'face-groups': {
    file: 'face-groups',
    needs: ['models', 'peers'],
    measures: 'false matches and misses by sex, ethnicity and age',
    measuredCode: ['models/face/*', 'models/calibration'],
  },
  'face-score': {
    file: 'face-score',
    needs: ['models'],
    measures: 'variants of the face score: misses on one source at the rate of another',
    measuredCode: ['models/face/*', 'models/calibration'],
  },
  'face-light': {
    file: 'face-light',
    needs: ['models'],
    measures: 'requests for more light, by sex and ethnicity',
    measuredCode: ['models/face/quality', 'models/face/expose.ts'],
  },
  'face-quality': {
    file: 'face-quality',
    needs: ['models'],
    measures: 'how well the quality measures predict misses',
    measuredCode: ['models/face/quality'],
  },
  'face-speed': {
    file: 'face-speed',
    needs: ['models', 'peers'],
    measures: 'speed of the face pipeline, compared with face-api and human',
    measuredCode: ['models/face/*', 'models/face/quality', 'models/runtime/session.ts'],
  },
  'face-stream': {
    file: 'face-stream',
    needs: ['models', 'screens'],
    measures: 'frames per second and memory of the face stream',
    measuredCode: ['kiosk/biometrics/face', 'models/face/*', 'hardware/camera'],
  },
  finger: {
    file: 'finger',
    needs: [],
    measures: 'accuracy and speed of the fingerprint comparison; --damage: of wet, dry or distorted prints',
    measuredCode: ['models/finger'],
    records: ['finger', 'finger-damage'],
  },
  'frame-rate': {
    file: 'frame-rate',
    needs: ['models'],
    measures: 'genuine heads that are judged at few frames per second',
    measuredCode: ['models/face/presentation-attack', 'models/face/*', 'hardware/simulation'],
  },
  handles: {
    file: 'handles',
    needs: [],
    measures: 'the cost of computing and of guessing a document handle',
    measuredCode: ['kiosk/fleet/handles', 'hardware/secure-element'],
  },
  lane: {
    file: 'lane-speed',
    needs: ['models', 'screens'],
    measures: 'time from start to ready, and of one traveller',
    measuredCode: [
      'kiosk/lane/state-machine',
      'kiosk/biometrics/face',
      'kiosk/rules/document',
      'models/face/*',
      'hardware/simulation',
    ],
  },
  ledger: {
    file: 'ledger',
    needs: [],
    measures: 'entries per second, latency, verification, start with a large log',
    measuredCode: ['server/records/ledger'],
  },
  mirror: {
    file: 'mirror',
    needs: ['models'],
    measures: "the cost of the traveller's mirror picture",
    measuredCode: ['kiosk/main/screen'],
  },
  modbus: {
    file: 'modbus',
    needs: [],
    measures: 'times of the Modbus drivers against pymodbus and libmodbus',
    measuredCode: ['hardware/modbus', 'hardware/gate/modbus'],
  },
  ocr: {
    file: 'ocr',
    needs: [],
    measures: 'reading of machine-readable zones, compared with tesseract',
    measuredCode: ['hardware/document-reader/ocr-b'],
  },
  pad: {
    file: 'pad',
    needs: ['models'],
    measures: 'presentation attack detection on generated presentations',
    measuredCode: ['models/face/presentation-attack', 'kiosk/biometrics/face'],
    records: ['pad', 'pad-today', 'pad-wrapped', 'head-turn-rates'],
  },
  'pad-record': {
    file: 'pad-record',
    needs: ['screens'],
    measures: 'records one presentation of a consenting person',
    measuredCode: [],
    records: [],
  },
  'pad-score': {
    file: 'pad-score',
    needs: ['models'],
    measures: "scores a site's own recorded presentations",
    measuredCode: [],
    records: [],
  },
  pseudonyms: {
    file: 'pseudonyms',
    needs: [],
    measures: 'pseudonyms for partner agencies, beside an oblivious PRF',
    measuredCode: ['kiosk/lists/partners/seal-pseudonym.ts', 'server/sharing/program/count-documents.ts'],
  },
  receipts: {
    file: 'receipts',
    needs: [],
    measures: 'receipts per second with a slow signing key',
    measuredCode: ['server/intake/ingest'],
  },
  reconcile: {
    file: 'reconcile',
    needs: [],
    measures: 'the cost of comparing the database with the log',
    measuredCode: ['server/records/ledger'],
  },
  'shadow-passage': {
    file: 'shadow-passage',
    needs: ['models'],
    measures: 'processor time and memory of a candidate model for a traveller',
    measuredCode: ['kiosk/biometrics/shadow'],
  },
  risk: {
    file: 'risk',
    needs: [],
    measures: 'the risk model on inspected declarations, beside simple models',
    measuredCode: ['models/risk'],
  },
  'roll-out': {
    file: 'roll-out',
    needs: [],
    measures: 'false and true pauses of a roll-out',
    measuredCode: ['server/border/roll-outs/charts.ts', 'server/border/roll-outs/judge-step.ts'],
  },
  rules: {
    file: 'rules',
    needs: [],
    measures: 'time to judge a declaration by 20 rules of law',
    measuredCode: ['server/contract/rules'],
  },
  soak: {
    file: 'soak',
    needs: ['models'],
    measures: 'a day at one lane in compressed time: growth of memory and handles, lost reports',
    measuredCode: ['kiosk', 'hardware/device', 'hardware/host', 'hardware/simulation', 'models/runtime'],
  },
  'template-protection': {
    file: 'template-protection',
    needs: ['models'],
    measures: 'protected face records, compared with BioHash',
    measuredCode: ['models/face/protection'],
  },
  trust: {
    file: 'trust',
    needs: [],
    measures: 'valid document signatures by issuing state',
    measuredCode: ['kiosk/rules/document/trust', 'kiosk/lists/trust'],
  },
  tpm: {
    file: 'tpm',
    needs: [],
    measures: 'latencies of keys in a TPM, beside tpm2-tools and PKCS #11',
    measuredCode: ['hardware/tpm', 'hardware/secure-element'],
  },
  'tuf-conformance': {
    file: 'tuf-conformance',
    needs: [],
    measures: "the client of the signed channel against the TUF project's own suite",
    measuredCode: [
      'kiosk/fleet/releases/refresh.ts',
      'kiosk/fleet/releases/metadata-store.ts',
      'server/contract/release-metadata.ts',
    ],
  },
  vault: {
    file: 'vault',
    needs: [],
    measures: 'the cost of keys and of sealing',
    measuredCode: ['kiosk/vault/captures', 'hardware/secure-element'],
  },
  watchlist: {
    file: 'watchlist',
    needs: [],
    measures: 'building a watchlist of documents and asking it, plainly and blindly',
    measuredCode: [
      'kiosk/lists/watchlist/build',
      'kiosk/lists/watchlist/blind-tag.ts',
      'kiosk/lists/watchlist/fuse-filter.ts',
      'kiosk/lists/watchlist/list-key.ts',
    ],
    records: ['watchlist', 'watchlist-blind'],
  },
  wsq: {
    file: 'wsq',
    needs: [],
    measures: 'speed and fidelity of the WSQ codec',
    measuredCode: ['models/finger/formats/wsq'],
  },
  'year-report': {
    file: 'year-report',
    needs: [],
    measures: 'the report of a year of a large log: bytes, seconds and memory to make it and to judge it',
    measuredCode: ['server/oversight/compliance/years', 'server/records/ledger/entry'],
  },
};
