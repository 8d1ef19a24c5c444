import { describe, expect, test } from 'vitest';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { checkpointText } from '../../../../../server/platform/transparency/note/checkpoint.ts';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import {
  ed25519Cosigner,
  ed25519Key,
  logSigner,
  mlDsa44Cosigner,
} from '../../../../../server/platform/transparency/note/signer.ts';
import { verifySignature } from '../../../../../server/platform/transparency/note/verify-signature.ts';
import { parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { TLOG_DATA, tlogFiles, tlogJson, tlogText } from '../../../records/ledger/fixtures/tlog-data.ts';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const TEXT = checkpointText({ origin: 'log.example/x', size: 5, root: seed(9) });
const TIME = 1_735_689_600;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.each([
  ['Ed25519', ed25519Cosigner('w.example', ed25519Key(seed(1)))],
  ['ML-DSA-44', mlDsa44Cosigner('w.example', seed(1))],
])('a cosignature by %s', (name, cosigner) => {
  const { signature } = cosigner.cosign(TEXT, TIME);
  test('verifies and has its time', () => {
    expect(verifySignature(cosigner.key, TEXT, signature)).toEqual({ kind: 'valid', time: TIME });
  });
  test('covers its time, the size, the root and the origin', () => {
    const later = Uint8Array.from(signature);
    later[7]! ^= 1;
    expect(verifySignature(cosigner.key, TEXT, later).kind).toBe('refused');
    for (const text of [TEXT.replace('\n5\n', '\n6\n'), TEXT.replace('log.example', 'log2.example')]) {
      expect(verifySignature(cosigner.key, text, signature).kind).toBe('refused');
    }
  });
  test('covers its cosigner’s name only where the specification requires it', () => {
    const renamed = { ...cosigner.key, name: 'x.example' };
    expect(verifySignature(renamed, TEXT, signature).kind).toBe(name === 'Ed25519' ? 'valid' : 'refused');
  });
  test('of another length is refused', () => {
    expect(verifySignature(cosigner.key, TEXT, signature.subarray(1)).kind).toBe('refused');
    expect(verifySignature(cosigner.key, TEXT, new Uint8Array()).kind).toBe('refused');
  });
  test('with a time beyond exact numbers is refused, not rounded', () => {
    const far = Uint8Array.from(signature).fill(0xff, 0, 8);
    expect(verifySignature(cosigner.key, TEXT, far).kind).toBe('refused');
  });
  test('covers extension lines only where the specification requires it', () => {
    const judged = verifySignature(cosigner.key, `${TEXT}extension\n`, signature);
    expect(judged.kind).toBe(name === 'Ed25519' ? 'refused' : 'valid');
  });
});

test('by ML-DSA over a text that is not a checkpoint is refused', () => {
  const cosigner = mlDsa44Cosigner('w.example', seed(1));
  const { signature } = cosigner.cosign(TEXT, TIME);
  expect(verifySignature(cosigner.key, 'no checkpoint\n', signature).kind).toBe('refused');
});

test('is not replaceable by a log’s signature', () => {
  const key = ed25519Key(seed(1));
  const { signature } = logSigner('w.example', key).sign(TEXT);
  const cosigner = ed25519Cosigner('w.example', key);
  expect(verifySignature(cosigner.key, TEXT, Buffer.concat([new Uint8Array(8), signature])).kind).toBe('refused');
});

describe.skipIf(TLOG_DATA === undefined)('cosignatures of others (POSTERN_DATA)', () => {
  test('the golden log’s, deterministic ML-DSA included, are reproduced byte for byte', () => {
    const seeds = tlogJson('golden', 'seeds.json') as Record<string, string>;
    const of = (name: string) => Buffer.from(seeds[name]!, 'hex');
    for (const size of tlogFiles('golden', 'checkpoints')) {
      const { text, signatures } = parseNote(tlogText('golden', 'checkpoints', size));
      const time = TIME + Number(size);
      const made = [
        logSigner('golden.example/audit', ed25519Key(of('log'))).sign(text),
        ed25519Cosigner('w1.golden.example', ed25519Key(of('w1.golden.example'))).cosign(text, time),
        ed25519Cosigner('w2.golden.example', ed25519Key(of('w2.golden.example'))).cosign(text, time + 1),
        mlDsa44Cosigner('w3.golden.example', of('w3.golden.example'), { hedged: false }).cosign(text, time + 2),
      ];
      expect(made.map((one) => hex(one.signature))).toEqual(signatures.map((one) => hex(one.signature)));
    }
  });
  test('all verify with the golden keys', () => {
    const keys = tlogText('golden', 'vkeys.txt').trimEnd().split('\n').map(parseVkey);
    expect(verifyNote(parseNote(tlogText('golden', 'checkpoint')), keys).map(({ time }) => time)).toEqual([
      undefined,
      TIME + 70_000,
      TIME + 70_001,
      TIME + 70_002,
    ]);
  });
});

interface Wycheproof<Group> {
  readonly testGroups: readonly (Group & {
    readonly tests: readonly {
      tcId: number;
      msg: string;
      sig: string;
      ctx?: string;
      result: string;
      comment: string;
    }[];
  })[];
}

describe.skipIf(TLOG_DATA === undefined)('Wycheproof (POSTERN_DATA)', () => {
  test('Ed25519 verdicts equal the expected ones', () => {
    const { testGroups } = tlogJson('wycheproof', 'ed25519_test.json') as Wycheproof<{ publicKey: { pk: string } }>;
    let judged = 0;
    for (const { publicKey, tests } of testGroups) {
      const pk = Buffer.from(publicKey.pk, 'hex');
      for (const one of tests) {
        if (one.sig.length !== 128) continue;
        const valid = ed25519.verify(Buffer.from(one.sig, 'hex'), Buffer.from(one.msg, 'hex'), pk, { zip215: false });
        expect(valid, `${one.tcId} ${one.comment}`).toBe(one.result === 'valid');
        judged += 1;
      }
    }
    expect(judged).toBeGreaterThan(80);
  });
  test('ML-DSA-44 verdicts equal the expected ones', () => {
    const { testGroups } = tlogJson('wycheproof', 'mldsa_44_verify_test.json') as Wycheproof<{ publicKey: string }>;
    let judged = 0;
    for (const { publicKey, tests } of testGroups) {
      for (const one of tests) {
        const context = Buffer.from(one.ctx ?? '', 'hex');
        let valid = false;
        try {
          valid = ml_dsa44.verify(
            Buffer.from(one.sig, 'hex'),
            Buffer.from(one.msg, 'hex'),
            Buffer.from(publicKey, 'hex'),
            {
              context,
            },
          );
        } catch {
          valid = false;
        }
        expect(valid, `${one.tcId} ${one.comment}`).toBe(one.result === 'valid');
        judged += 1;
      }
    }
    expect(judged).toBeGreaterThan(40);
  });
});
