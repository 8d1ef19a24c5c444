import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNote, parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { ed25519Key, logSigner } from '../../../../../server/platform/transparency/note/signer.ts';
import { parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { TLOG_DATA, tlogFiles, tlogText } from '../../../records/ledger/fixtures/tlog-data.ts';

/** The example in the documentation of golang.org/x/mod/sumdb/note. */
const PETER = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const PETERS_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const other = logSigner('other.example', ed25519Key(new Uint8Array(32).fill(1)));

const bad = (code: string) => expect.objectContaining({ code }) as unknown;

describe('signed notes', () => {
  test('made by Go verify', () => {
    const [verified] = verifyNote(parseNote(PETERS_NOTE), [PETER]);
    expect(verified).toMatchObject({ key: PETER, time: undefined });
    expect(formatNote(parseNote(PETERS_NOTE))).toBe(PETERS_NOTE);
  });
  test('with a wrong signature of a known key are refused, with any other signatures', () => {
    const note = parseNote(PETERS_NOTE);
    const signatures = [...note.signatures, other.sign(note.text)];
    expect(verifyNote({ ...note, signatures }, [PETER, other.key])).toHaveLength(2);
    const forged = {
      ...note,
      text: `${note.text}more\n`,
      signatures: [note.signatures[0]!, other.sign(`${note.text}more\n`)],
    };
    expect(() => verifyNote(forged, [PETER, other.key])).toThrow(bad('bad-signature'));
    expect(verifyNote(forged, [other.key])).toHaveLength(1);
  });
  test('count a key once', () => {
    const note = parseNote(PETERS_NOTE);
    const signatures = [note.signatures[0]!, note.signatures[0]!];
    expect(verifyNote({ ...note, signatures }, [PETER])).toHaveLength(1);
  });
  test('with unknown signers only are not verified', () => {
    expect(() => verifyNote(parseNote(PETERS_NOTE), [other.key])).toThrow(bad('no-known-signature'));
  });
  test('end their text at the last blank line', () => {
    const note = parseNote(`a\n\nb\n\n${PETERS_NOTE.split('\n\n')[1]}`);
    expect(note.text).toBe('a\n\nb\n');
  });
  test.each([
    ['no blank line', PETERS_NOTE.replace('\n\n', '\n')],
    ['no signature', PETERS_NOTE.slice(0, PETERS_NOTE.indexOf('\n\n') + 2)],
    ['no last newline', PETERS_NOTE.slice(0, -1)],
    ['carriage returns', PETERS_NOTE.replaceAll('\n', '\r\n')],
    ['a tab', PETERS_NOTE.replace('If you', 'If\tyou')],
    ['a hyphen for the dash', PETERS_NOTE.replace('— P', '- P')],
    ['two spaces', PETERS_NOTE.replace('Neumann ', 'Neumann  ')],
    ['base64 without padding', PETERS_NOTE.replace('nAM=', 'nAM')],
    ['a signature of a key id alone', 'a\n\n— PeterNeumann x08gow==\n'],
    ['a plus sign in a name', PETERS_NOTE.replace('— PeterN', '— Peter+N')],
    ['101 signatures', PETERS_NOTE + `${PETERS_NOTE.split('\n\n')[1]}`.repeat(100)],
    ['a megabyte', 'a'.repeat(1_000_000) + PETERS_NOTE],
    ['half a surrogate pair', `\ud800${PETERS_NOTE}`],
  ])('with %s are refused', (_name, text) => {
    expect(() => parseNote(text)).toThrow(bad('malformed-note'));
  });
  test('decode to what was encoded, or are refused', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 3 }), fc.nat({ max: 4 }), (where, put, drop) => {
        const at = where % PETERS_NOTE.length;
        const text = PETERS_NOTE.slice(0, at) + put + PETERS_NOTE.slice(at + drop);
        try {
          expect(formatNote(parseNote(text))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed-note' });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe.skipIf(TLOG_DATA === undefined)('notes of others (POSTERN_DATA)', () => {
  const TESSERA = parseVkey('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx');
  test('Tessera’s checkpoints verify', () => {
    const names = tlogFiles('tessera-testlog', 'testdata', 'log').filter((name) => name.startsWith('checkpoint'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      expect(verifyNote(parseNote(tlogText('tessera-testlog', 'testdata', 'log', name)), [TESSERA])).toHaveLength(1);
    }
  });
});
