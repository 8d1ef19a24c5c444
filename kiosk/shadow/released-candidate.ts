/** A candidate among the released models: by its name, and by the header of its file. */
import { SHADOW_SUFFIX } from '../../server/contract/shadow-passage.ts';
import { headerOf } from '../face/released-models.ts';

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
