/** A candidate among the released models: by its name, and by the header of its file. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import {
  CANDIDATE_HEADER_LIMIT_BYTES,
  type CandidateHeader,
  readCandidateHeader,
} from '../../models/face/face-candidate.ts';
import { SHADOW_SUFFIX } from '../../server/contract/shadow-passage.ts';

const HEADER_BYTES = CANDIDATE_HEADER_LIMIT_BYTES + 8;

export function isShadow({ name }: { readonly name: string }): boolean {
  return name.endsWith(SHADOW_SUFFIX);
}

/** Whether the file is a candidate: its header is valid and fits the length. The candidate's process checks the rest. */
export function isCandidate(file: string): boolean {
  try {
    headerOf(file);
    return true;
  } catch {
    return false;
  }
}

/** Reads and checks the header alone. Throws `FaceError`, and the errors of files. */
export function headerOf(file: string): CandidateHeader {
  const { size } = statSync(file);
  const begin = new Uint8Array(Math.min(size, HEADER_BYTES));
  const descriptor = openSync(file, 'r');
  try {
    const read = readSync(descriptor, begin, 0, begin.length, 0);
    return readCandidateHeader(begin.subarray(0, read), size);
  } finally {
    closeSync(descriptor);
  }
}
