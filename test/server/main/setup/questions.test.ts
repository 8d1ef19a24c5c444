import { describe, expect, it } from 'vitest';
import { askAnswers } from '../../../../server/main/setup/questions.ts';
import type { Prompter } from '../../../../hardware/host/setup/prompter.ts';
import { promptedPerson } from '../../../support/prompted-person.ts';
import { testWitness } from './test-witness.ts';

const NEW = { settings: {}, hasAccounts: false };
const { url, keys } = testWitness('w.example');
const WITNESS = `${url} ${keys.join(' ')}`;

describe('the questions of setup', () => {
  it('lead to a rehearsal with a suggestion for each but the names', async () => {
    const one = promptedPerson({ 'Is this server': 'rehearsal', Names: 'gate.example' });
    expect(await askAnswers(one, NEW)).toMatchObject({
      answers: {
        mode: 'rehearsal',
        names: 'gate.example',
        ledger: 'gate.example/rehearsal',
        keys: 'files',
        witnesses: [],
      },
      secrets: {},
    });
    expect(one.asked).toHaveLength(9);
  });

  it('keep PIN and password apart from the answers', async () => {
    const administrator = 'postgres://root:CANARY@db.example/postgres';
    const one = promptedPerson({
      ...{ 'Is this server': 'production', Names: 'gate.example', 'PKCS #11': '/m.so', Label: 'server', PIN: 'CANARY' },
      ...{ 'Where is the data': 'address', 'Address of an account': administrator, 'Witness:': WITNESS },
      ...{ 'Certificate for': '/etc/tls.crt', 'Private key': '/etc/tls.key' },
    });
    const asked = await askAnswers(one, NEW);
    expect(asked).toMatchObject({
      answers: { keys: 'token', database: 'address', witnesses: [WITNESS], keyFile: '/etc/tls.key' },
      secrets: { pin: 'CANARY', administrator },
    });
    expect(JSON.stringify(asked?.answers)).not.toContain('CANARY');
  });

  it('suggest what an earlier run has set, and do not ask for the database again', async () => {
    const settings = {
      POSTERN_MODE: 'production',
      POSTERN_SERVER_TLS_NAMES: 'gate.example',
      POSTERN_SERVER_LEDGER_ORIGIN: 'gate.example/ledger',
      POSTERN_SERVER_KEY_PROVIDER: 'tpm',
      POSTERN_SERVER_TPM: 'device:/dev/tpmrm1',
      POSTERN_SERVER_CONTROLLER: 'Border agency',
    };
    const one = promptedPerson({ 'Where is the data': 'address' });
    expect(await askAnswers(one, { settings, hasAccounts: true })).toMatchObject({
      answers: {
        ...{ mode: 'production', names: 'gate.example', ledger: 'gate.example/ledger', keys: 'tpm' },
        ...{ tpm: 'device:/dev/tpmrm1', controller: 'Border agency' },
      },
      secrets: {},
    });
    expect(one.asked.some((message) => message.startsWith('Address of an account'))).toBe(false);
  });

  it('end without answers when the person cancels at any of them', async () => {
    const all = promptedPerson({ 'Is this server': 'rehearsal', Names: 'gate.example' });
    await askAnswers(all, NEW);
    for (const at of all.asked.keys()) {
      const one = promptedPerson({ 'Is this server': 'rehearsal', Names: 'gate.example' });
      const unless = <T>(answer: T): T | Promise<undefined> =>
        one.asked.length > at ? Promise.resolve(undefined) : answer;
      const cancelling: Prompter = {
        text: (question) => unless(one.text(question)),
        secret: (question) => unless(one.secret(question)),
        choose: (message, options, initial) => unless(one.choose(message, options, initial)),
      };
      expect(await askAnswers(cancelling, NEW)).toBeUndefined();
      expect(one.asked).toHaveLength(at + 1);
    }
  });
});
