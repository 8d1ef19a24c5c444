import { LedgerError } from '../../../server/platform/transparency/ledger-error.ts';
import { checkpointText, parseCheckpoint } from '../../../server/platform/transparency/note/checkpoint.ts';
import { formatNote, parseNote } from '../../../server/platform/transparency/note/note.ts';
import { ed25519Cosigner, ed25519Key, logSigner } from '../../../server/platform/transparency/note/signer.ts';
import { encodeVkey, parseVkey } from '../../../server/platform/transparency/note/vkey.ts';
import { parsePolicy } from '../../../server/platform/transparency/proof/policy.ts';
import { formatProofFile, parseProofFile } from '../../../server/platform/transparency/proof/proof-file.ts';
import { decodeUtf8 } from '../../../server/platform/transparency/text.ts';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../../server/records/ledger/witness/add-checkpoint.ts';
import { never } from '../fuzz-target.ts';

/** Each text of the ledger's: what is read is written again the same, so that nothing has two spellings. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => formatNote(parseNote(text)),
  (text) => formatProofFile(parseProofFile(text)),
  (text) => formatAddCheckpoint(parseAddCheckpoint(text)),
  (text) => encodeVkey(parseVkey(text)),
  (text) => {
    const { origin, size, root } = parseCheckpoint(text);
    // Extension lines are not kept.
    const written = checkpointText({ origin, size, root });
    return text.startsWith(written) ? text : written;
  },
  (text) => {
    parsePolicy(text);
    return text;
  },
];

export async function seeds(): Promise<Uint8Array<ArrayBuffer>[]> {
  const key = ed25519Key(new Uint8Array(32).fill(1));
  const log = logSigner('log.example/x', key);
  const witness = ed25519Cosigner('w.example', key);
  const hash = new Uint8Array(32).fill(2);
  const text = checkpointText({ origin: 'log.example/x', size: 9, root: hash });
  const checkpoint = formatNote({ text, signatures: [log.sign(text), witness.cosign(text, 1_735_689_600)] });
  const policy = `log ${encodeVkey(log.key)}\nwitness w ${encodeVkey(witness.key)} https://w.example\ngroup g any w\nquorum g\n`;
  return [
    checkpoint,
    formatProofFile({ extra: hash, index: 4, hashes: [hash, hash], checkpoint }),
    formatAddCheckpoint({ old: 5, proof: [hash], checkpoint }),
    encodeVkey(log.key),
    text,
    policy,
  ].map((seed) => Uint8Array.from(Buffer.from(seed)));
}

export function fuzz(data: Uint8Array): void {
  let text: string;
  try {
    text = decodeUtf8(data, 'malformed-note');
  } catch {
    return;
  }
  for (const form of FORMS) {
    try {
      if (form(text) !== text) never('a text of the ledger has two spellings');
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
    }
  }
}
