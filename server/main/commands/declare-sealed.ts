/**
 * `postern-server declare-sealed DECLARATION --at URL --key-file FILE --readers DIGEST --submission KEY`: an example of a trader's own program. It judges a
 * declaration (JSON, or XML by its suffix) on the trader's machine, seals it to the customs offices, and sends ciphertexts and the readable part alone.
 *
 * DIGEST identifies the offices; the customs authority gives it to the trader outside this server; FILE holds the key of the program,
 * readable by its owner only; NODE_EXTRA_CA_CERTS names a certificate authority that Node does not have. Prints one JSON line. Exit codes: 0 sent, 1 refused or
 * with errors, 64 wrong arguments, 66 unusable files.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { API_KEY, SUBMISSION_KEY } from '../../goods/declarations/api/vocabulary.ts';
import { declareSealed } from '../../goods/declarations/program/declare-sealed.ts';

const USAGE = 'DECLARATION --at URL --key-file FILE --readers DIGEST --submission KEY';

function print(line: Readonly<Record<string, unknown>>, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.exitCode = exitCode;
}

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) return print({ kind: 'refused', code: 'usage', usage: USAGE }, 64);
  const { file, at, keyFile, readers, submissionKey } = asked;
  let [key, bytes] = ['', new Uint8Array()];
  try {
    if (!isFileExposed(keyFile)) key = readFileSync(keyFile, 'utf8').trim();
    bytes = Uint8Array.from(readFileSync(file));
  } catch {
    return print({ kind: 'refused', code: 'no-file' }, 66);
  }
  if (!API_KEY.test(key)) return print({ kind: 'refused', code: 'no-key' }, 66);
  const format = file.endsWith('.xml') ? 'xml' : 'json';
  const nowMs = () => backgroundClock.wallMs();
  const outcome = await declareSealed({ bytes, format }, { at, key, readers, submissionKey, nowMs });
  print(outcome, outcome.kind === 'sent' ? 0 : 1);
}

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const options = { at: text, 'key-file': text, readers: text, submission: text };
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [file, ...more] = positionals;
    const { at = '', 'key-file': keyFile = '', readers = '', submission: submissionKey = '' } = values;
    const isUsable =
      /^https?:\/\//.test(at) &&
      URL.canParse(at) &&
      keyFile !== '' &&
      /^[0-9a-f]{64}$/.test(readers) &&
      SUBMISSION_KEY.test(submissionKey);
    return file === undefined || more.length > 0 || !isUsable
      ? undefined
      : { file, at, keyFile, readers, submissionKey };
  } catch {
    return undefined;
  }
}

await main();
