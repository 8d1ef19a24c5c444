/** `npm run agreements`: two organisations write an agreement and sign it, with the keys that `npm run documents` makes. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { agreementDigest, agreementSchema } from '../../../server/sharing/agreement/agreement.ts';
import { agreementSignaturesSchema, judgeSignatures } from '../../../server/sharing/agreement/signatures.ts';
import { SAMPLE_LIST, SAMPLE_OWN, SAMPLE_PARTNER } from '../sharing/fixtures/agreements.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const built = (...path: string[]): string => join(projectRoot(), '.build', ...path);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function program(file: string, args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}
const run = (...args: string[]): Ran => program(built('server/commands/agreements.js'), args);

/** A folder with four people's keys, both records, and a drafted agreement. */
function twoOrganisations() {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const keyOf = (name: string): string =>
    program(built('kiosk/commands/documents/main.js'), ['key', file(name), '--unsealed']).out.trim();
  const [anna, ben, cora, dan] = ['anna.pem', 'ben.pem', 'cora.pem', 'dan.pem'].map(keyOf);
  const own = { ...SAMPLE_OWN, signers: [anna, ben] };
  const partner = { ...SAMPLE_PARTNER, signers: [cora, dan] };
  writeFileSync(file('own.json'), JSON.stringify(own));
  writeFileSync(file('partner.json'), JSON.stringify(partner));
  return { file };
}

/** Writes what a person replaces in a draft. */
function finish(file: string): void {
  const text = readFileSync(file, 'utf8')
    .replace('State the purpose here', 'Monthly statistics of travel')
    .replace('Name the act and the article here', 'Statistics Act, section 4')
    .replace('Name the unit of the partner here', 'Unit 3');
  writeFileSync(file, text);
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the program for agreements', () => {
  it('drafts an agreement, and takes two signatures of each side', () => {
    const { file } = twoOrganisations();
    const [draft, signatures] = [file('agreement.json'), file('signatures.json')];
    const records = [file('own.json'), file('partner.json')];
    const written = run('draft', ...records, draft);
    expect(written).toMatchObject({ code: 0, out: expect.stringContaining('to replace: recipients.0') });
    expect(run('draft', ...records, draft)).toMatchObject({ code: 1 });
    for (const unfinished of [run('check', draft), run('sign', draft, file('own.json'), file('anna.pem'), signatures)])
      expect(unfinished).toMatchObject({
        code: 1,
        error: expect.stringContaining('legalBasis.instrument: still has the words of the draft'),
      });
    expect(() => readFileSync(signatures)).toThrow();
    finish(draft);
    const agreement = agreementSchema.parse(readJson(draft));
    const lists = [file('lists.json'), '--list', `stolen=${SAMPLE_LIST.signingKey}`];
    expect(run('draft', ...records, ...lists)).toMatchObject({ code: 0 });
    expect(run('compare', draft, file('lists.json')).out).toContain('Kind of the list (stolen): plain is added');
    expect(run('draft', ...records, file('other.json'), '--list', 'stolen').error).toContain('lists[0].signingKey');
    expect(run('check', draft).out).toContain(`digest: ${agreementDigest(agreement)}`);

    const sign = (record: string, key: string) => run('sign', draft, file(record), file(key), signatures);
    const first = sign('own.json', 'anna.pem');
    expect(first).toMatchObject({ code: 0, error: expect.stringContaining('is not sealed') });
    expect(first.out).toContain('"smallestCell": 10');
    expect(first.out).toContain('signed for the provider border-agency');
    expect(run('status', draft, ...records, signatures)).toMatchObject({
      code: 1,
      out: 'missing: provider 1, recipient 2\n',
    });
    // Once more by the same person changes nothing
    expect(sign('own.json', 'anna.pem').out).toContain('signatures in the file: 1');
    for (const [record, key] of [
      ['own.json', 'ben.pem'],
      ['partner.json', 'cora.pem'],
      ['partner.json', 'dan.pem'],
    ] as const)
      expect(sign(record, key).code).toBe(0);
    expect(run('status', draft, ...records, signatures)).toMatchObject({
      code: 0,
      out: 'complete: two people of each side have signed\n',
    });
    const parties = { provider: readJson(records[0]!), recipient: readJson(records[1]!) } as never;
    expect(judgeSignatures(agreement, agreementSignaturesSchema.parse(readJson(signatures)), parties)).toEqual({
      kind: 'complete',
    });

    // One changed word, and no signature holds
    const altered = { ...agreement, retention: { days: agreement.retention.days + 1 } };
    writeFileSync(file('altered.json'), JSON.stringify(altered));
    expect(run('status', file('altered.json'), ...records, signatures)).toMatchObject({
      code: 1,
      error: 'refused: signature-invalid\n',
    });
    expect(run('compare', draft, file('altered.json')).out).toMatch(
      /Days for which the partner may keep a delivery: 400 → 401/,
    );
  });

  it('drafts the record of each side, which is not accepted before a person has finished it', () => {
    const { file } = twoOrganisations();
    const signers = SAMPLE_PARTNER.signers.slice(0, 2);
    const keys = program(built('server/commands/partner.js'), ['keys', 'statistics', file('keys')]);
    writeFileSync(file('keys.json'), keys.out);
    expect(run('draft-record', 'border', file('mine.json'), ...signers).out).toContain('to replace: country');
    const made = run('draft-record', 'statistics', file('theirs.json'), ...signers, '--program', file('keys.json'));
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('to replace: contact') });
    const record = readFileSync(file('theirs.json'), 'utf8');
    expect(record).toContain((JSON.parse(keys.out) as { readonly signingKey: string }).signingKey);
    expect(run('record', file('theirs.json'))).toMatchObject({ code: 1, error: expect.stringContaining('contact') });
    const finished = record
      .replace('Name the organisation here', 'Statistics office')
      .replace('"XX"', '"UT"')
      .replace('Name the contact here', 'data@statistics.example');
    writeFileSync(file('theirs.json'), finished);
    expect(run('record', file('theirs.json')).out).toContain('Statistics office (statistics), 2 people who may sign');
    expect(run('draft-record', 'border', file('bad.json'), 'abc', signers[0]!).error).toContain('signers');
    expect(run('draft-record', 'border', file('bad.json'), ...signers, '--program', file('none')).code).toBe(66);
  });

  it('signs for no one else: the key and the record must be those of a side', () => {
    const { file } = twoOrganisations();
    const draft = file('agreement.json');
    run('draft', file('own.json'), file('partner.json'), draft);
    finish(draft);
    const signatures = file('signatures.json');
    expect(run('sign', draft, file('own.json'), file('cora.pem'), signatures)).toMatchObject({
      code: 1,
      error: 'the record of border-agency does not name this key as one of its signers\n',
    });
    const renewed = { ...(readJson(file('own.json')) as object), name: 'Border agency of Utopia, renewed' };
    writeFileSync(file('renewed.json'), JSON.stringify(renewed));
    expect(run('sign', draft, file('renewed.json'), file('anna.pem'), signatures)).toMatchObject({
      code: 1,
      error: expect.stringContaining('does not name this record of border-agency'),
    });
    expect(() => readFileSync(signatures)).toThrow();
  });

  it('names each fault of a draft, and the article of a law that it does not fulfil', () => {
    const { file } = twoOrganisations();
    const draft = file('agreement.json');
    run('draft', file('own.json'), file('partner.json'), draft);
    finish(draft);
    const agreement = agreementSchema.parse(readJson(draft));
    const onward = { ...agreement, onwardTransfer: { kind: 'listed', to: ['Another office'] } };
    writeFileSync(file('onward.json'), JSON.stringify(onward));
    const judged = run('check', file('onward.json'), '--law', 'eu-gdpr,eu-law-enforcement,uk-gdpr');
    expect(judged.out).toMatch(/^(?:conflict|a person confirms it): \S+, .+ \(https:/m);

    writeFileSync(file('wrong.json'), JSON.stringify({ ...agreement, receiptDays: 0, until: '2020-01-01' }));
    const wrong = run('check', file('wrong.json'));
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('receiptDays: must be at least 1');
    writeFileSync(file('hidden.json'), JSON.stringify({ ...agreement, recipients: ['Unit\u202e'] }));
    expect(run('sign', file('hidden.json'), file('own.json'), file('anna.pem'), file('s.json')).out).not.toContain(
      '\u202e',
    );
  });

  it.each([
    [[], 64],
    [['sign'], 64],
    [['check', 'agreement.json', '--passphrase-file', 'secret'], 64],
    [['check', 'agreement.json', '--law', 'law-of-nature'], 64],
    [['record', 'absent.json'], 66],
  ])('refuses %j with exit code %i', (args, code) => {
    const ran = run(...args);
    expect(ran.code).toBe(code);
    expect(ran.error).not.toBe('');
    expect(ran.out).toBe('');
  });
});
