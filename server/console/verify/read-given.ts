import { LONGEST_PROOF_CHARACTERS } from '../../platform/transparency/proof/proof-file.ts';
import { decodeUtf8 } from '../../platform/transparency/text.ts';
import type { Given } from './state.ts';

/** Reads one dropped or chosen file. Does not read a file that is too large. */
export async function readGiven(files: ArrayLike<File>): Promise<Given> {
  const file = files[0];
  if (file === undefined) return { kind: 'none' };
  if (files.length > 1) return { kind: 'unread', fault: 'several' };
  if (file.size > LONGEST_PROOF_CHARACTERS) return { kind: 'unread', fault: 'too-large' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { kind: 'given', text: decodeUtf8(bytes, 'malformed-proof'), name: file.name };
  } catch {
    return { kind: 'unread', fault: 'not-text' };
  }
}

/** Reads pasted or typed text. A text area does not end its last line; a proof file and a policy do. */
export function pasted(text: string): Given {
  if (text.trim() === '') return { kind: 'none' };
  if (text.length > LONGEST_PROOF_CHARACTERS) return { kind: 'unread', fault: 'too-large' };
  const lines = text.replaceAll('\r\n', '\n');
  return { kind: 'given', text: lines.endsWith('\n') ? lines : `${lines}\n`, name: undefined };
}
