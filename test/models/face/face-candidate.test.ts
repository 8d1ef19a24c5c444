import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaceAnalyser, openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { FaceError } from '../../../models/face/face-error.ts';
import { packFaceCandidate, readCandidateHeader, readFaceCandidate } from '../../../models/face/face-candidate.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import { faceCandidate } from '../../support/face-candidates.ts';
import { withoutModels } from './built-face-models.ts';
import { cut, samplePhotograph } from './rendering/photographs.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof FaceError ? error.code : String(error);
  }
};

describe.skipIf(withoutModels)('the file of a candidate', () => {
  const file = faceCandidate();

  it('holds a comparator, its networks and its calibration', () => {
    const candidate = readFaceCandidate(file);
    expect(candidate.comparator.networks.map(({ length }) => length)).toEqual([192, 512]);
    expect(candidate.models.map(({ bytes }) => bytes.length)).toEqual(
      readCandidateHeader(file, file.length).networks.map(({ bytes }) => bytes),
    );
    expect(candidate.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused when it is cut, lengthened, of another format, or empty', () => {
    const longer = Buffer.concat([file, Buffer.from([0])]);
    for (const bad of [
      file.subarray(0, 7),
      file.subarray(0, 400),
      file.subarray(0, file.length - 1),
      longer,
      Buffer.alloc(0),
    ]) {
      expect(codeOf(() => readFaceCandidate(bad))).toBe('candidate-malformed');
    }
    const other = Buffer.from(file);
    other.write('PFC2');
    expect(codeOf(() => readFaceCandidate(other))).toBe('candidate-malformed');
    const endless = Buffer.from(file.subarray(0, 64));
    endless.writeUInt32BE(0xffff_ffff, 4);
    expect(codeOf(() => readFaceCandidate(endless))).toBe('candidate-malformed');
  });

  it('is refused when its weights, centring or calibration contradict themselves', () => {
    const header = readCandidateHeader(file, file.length);
    const [first] = header.networks;
    if (first === undefined) throw new TypeError('a network is expected');
    const packed = (changes: object, network: object = {}) =>
      codeOf(() =>
        packFaceCandidate({ ...header, networks: [{ ...first, weight: 1, ...network }], ...changes }, [
          new Uint8Array(9),
        ]),
      );
    expect(packed({})).toBe('done');
    expect(packed({}, { weight: 0.5 })).toBe('candidate-malformed');
    expect(packed({}, { length: 128 })).toBe('candidate-malformed');
    expect(packed({}, { name: '../x' })).toBe('candidate-malformed');
    expect(packed({ reportAfter: 1 })).toBe('candidate-malformed');
    expect(packed({ calibration: { ...header.calibration, knots: [...header.calibration.knots].reverse() } })).toBe(
      'candidate-malformed',
    );
  });

  it('is refused by the runtime when a network differs from its digest or is not a network', async () => {
    const broken = Buffer.from(file);
    broken[broken.length - 9] = 255 - (broken[broken.length - 9] ?? 0);
    await expect(openFaceAnalyser({ candidate: readFaceCandidate(broken) })).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    const noise = readFaceCandidate(faceCandidate({ network: Buffer.from('not a network') }));
    await expect(openFaceAnalyser({ candidate: noise })).rejects.toMatchObject({ code: 'session-failed' });
  });
});

describe.skipIf(withoutModels)('an analyser with a candidate', () => {
  let own: FaceAnalyser;
  let candidate: FaceAnalyser;
  beforeAll(async () => {
    own = await openFaceAnalyser();
    candidate = await openFaceAnalyser({ candidate: readFaceCandidate(faceCandidate()) });
  });
  afterAll(async () => {
    await own?.close();
    await candidate?.close();
  });

  async function compared(analyser: FaceAnalyser) {
    const image = cut(await samplePhotograph(3), 464, 131, 412, 412);
    const outcome = await analyser.reference(image);
    const seen = await analyser.analyse(image);
    if (outcome.kind !== 'reference' || seen.kind !== 'face') throw new Error('expected one face');
    const probe = await analyser.embed(image, seen);
    wipeObservation(seen);
    return analyser.compare(outcome.template, probe, 1e-3);
  }

  it('of the networks in use gives the same result', async () => {
    expect(await compared(candidate)).toEqual(await compared(own));
  });

  it('opens no protected record, because another comparator made it', () => {
    const probe = { role: 'probe', embedding: () => new Float32Array(706), wipe: () => undefined } as const;
    expect(codeOf(() => candidate.compareProtected(new Uint8Array() as never, new Uint8Array(), probe, 1e-3))).toBe(
      'template-unusable',
    );
  });
});
