/** Face models from a signed release, which take the place of the installed ones. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { type Calibration, provenRange } from '../../../models/calibration/calibration.ts';
import {
  CANDIDATE_HEADER_LIMIT_BYTES,
  type CandidateHeader,
  type FaceCandidate,
  readCandidateHeader,
  readFaceCandidate,
} from '../../../models/face/face-candidate.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { FaceError } from '../../../models/face/face-error.ts';
import { calibrationOf, loadManifest } from '../../../models/files/manifest.ts';

const BEGIN_BYTES = CANDIDATE_HEADER_LIMIT_BYTES + 8;

/** The file of a release and its SHA-256, hex. */
export interface ReleasedModels {
  readonly file: string;
  readonly digest: string;
}

/** Reads and checks the header alone. Throws `FaceError`, and the errors of files. */
export function headerOf(file: string): CandidateHeader {
  const { size } = statSync(file);
  const begin = new Uint8Array(Math.min(size, BEGIN_BYTES));
  const descriptor = openSync(file, 'r');
  try {
    const read = readSync(descriptor, begin, 0, begin.length, 0);
    return readCandidateHeader(begin.subarray(0, read), size);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads the whole file. Throws `FaceError` `candidate-malformed`, also when the bytes do not have the digest. */
export function readReleasedModels({ file, digest }: ReleasedModels): FaceCandidate {
  const bytes = readFileSync(file);
  if (createHash('sha256').update(bytes).digest('hex') !== digest) {
    throw new FaceError('candidate-malformed', 'the file of the models differs from its digest');
  }
  return readFaceCandidate(bytes);
}

/**
 * Whether models prove every false-match rate that the installed ones prove. A policy is judged by the installed ones, so that no policy
 * asks for a rate which the lane cannot prove.
 *
 * @throws ManifestError
 */
export function provesAsMuch(calibration: Calibration): boolean {
  const installed = calibrationOf(loadManifest(), FACE_COMPARATOR);
  return installed !== undefined && provenRange(calibration).strictest <= provenRange(installed).strictest;
}
