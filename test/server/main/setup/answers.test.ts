import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseWitness, readAnswers, readAnswersFile } from '../../../../server/main/setup/answers.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const REHEARSAL = { mode: 'rehearsal', names: 'gate.example', keys: 'files', ledger: 'gate.example/rehearsal' };
const PRODUCTION = {
  ...{ mode: 'production', names: 'gate.example, 10.0.0.1', keys: 'token', ledger: 'gate.example/1' },
  ...{ module: '/usr/lib/token.so', token: 'server' },
};

describe('answers for a new server', () => {
  it('have defaults for all that a small server needs', () => {
    expect(readAnswers(REHEARSAL)).toMatchObject({
      answers: { address: '0.0.0.0', port: 8_080, lanesPort: 8_443, database: 'embedded', witnesses: [] },
    });
    expect(readAnswers(PRODUCTION)).toMatchObject({ kind: 'valid', answers: { names: 'gate.example,10.0.0.1' } });
  });

  it.each([
    ['an unknown answer', { prot: 1 }, 'The file has a name that the contract does not know.'],
    [
      'an address alone',
      { names: '10.0.0.1' },
      'names must be 1 to 16 names and addresses, separated by commas, at least one of which is a name.',
    ],
    ['a port of root', { port: 443 }, 'port must be at least 1024.'],
    [
      'keys in files',
      { mode: 'production', ledger: 'gate.example/1' },
      'keys must be token or tpm in production: keys in files can be copied.',
    ],
    ['a token without its module', { keys: 'token', token: 'x' }, 'module must be set with keys on a token.'],
    [
      'a ledger without the mark',
      { ledger: 'gate.example/1' },
      'ledger must end in /rehearsal in a rehearsal, and only there.',
    ],
    [
      'a certificate without its key',
      { certificateFile: '/etc/tls.crt' },
      'keyFile must be set beside certificateFile.',
    ],
    [
      'a relative path',
      { certificateFile: 'tls.crt', keyFile: '/k' },
      'certificateFile must be the absolute path of a file.',
    ],
    [
      'a value of two lines',
      { contact: 'a\nPOSTERN_MODE=development' },
      'contact must be one line of 1 to 300 characters without a backslash.',
    ],
    ['a quorum that cannot be reached', { quorum: 1 }, 'quorum must be at most the number of witnesses.'],
    [
      'a witness without keys',
      { witnesses: ['https://w.example'] },
      'witnesses[0] must be the address of a witness and its two keys, separated by spaces.',
    ],
  ])('with %s are refused in one sentence', (_case, wrong, sentence) => {
    expect(readAnswers({ ...REHEARSAL, ...wrong })).toEqual({ kind: 'refused', faults: [sentence] });
  });

  it('name every fault at once', () => {
    expect(readAnswers({})).toMatchObject({ faults: { length: 4 } });
    expect(readAnswers(null)).toMatchObject({ faults: { length: 1 } });
  });

  it('on a token need the file with its PIN, when they come from a file', () => {
    const file = join(temporaryFolder(), 'answers.json');
    writeFileSync(file, JSON.stringify(PRODUCTION));
    expect(readAnswersFile(file)).toEqual({ kind: 'refused', faults: ['pinFile must be set with keys on a token.'] });
    writeFileSync(file, JSON.stringify({ ...PRODUCTION, pinFile: '/root/pin' }));
    expect(readAnswersFile(file)).toMatchObject({ kind: 'valid' });
    writeFileSync(file, '{');
    expect(readAnswersFile(file)).toEqual({ kind: 'refused', faults: [`${file} is not JSON.`] });
    expect(() => readAnswersFile(`${file}.none`)).toThrow(expect.objectContaining({ code: 'absent' }));
  });

  it.each(['', 'w.example a+1+x', 'ftp://w.example a', 'https://w.example not-a-key'])(
    'refuse the witness "%s"',
    (text) => {
      expect(parseWitness(text)).toBeUndefined();
    },
  );
});
