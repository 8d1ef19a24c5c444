/** `postern-server agreements`: two organisations write an agreement and sign it, with the keys that `postern-lane documents` makes. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { documentsCommand } from '../../../../kiosk/main/commands/documents/command.ts';
import { agreementsCommand } from '../../../../server/main/commands/agreements-command.ts';
import { agreementDigest, agreementSchema } from '../../../../server/sharing/agreement/agreement.ts';
import { agreementSignaturesSchema, judgeSignatures } from '../../../../server/sharing/agreement/signatures.ts';
import { SAMPLE_LIST, SAMPLE_OWN, SAMPLE_PARTNER } from '../../sharing/fixtures/agreements.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const built = (...path: string[]): string => join(projectRoot(), '.build', ...path);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** As a person starts it. */
function program(file: string, args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

/** In this process. */
const inThisProcess =
  (command: typeof agreementsCommand) =>
  async (...args: string[]): Promise<Ran> => {
    const [out, error]: [string[], string[]] = [[], []];
    const code = await command(args, {
      print: (line) => void out.push(`${line}\n`),
      warn: (line) => void error.push(`${line}\n`),
    });
    return { code, out: out.join(''), error: error.join('') };
  };
const run = inThisProcess(agreementsCommand);
const documents = inThisProcess(documentsCommand);

/** A folder with four people's keys, both records, and a drafted agreement. */
async function twoOrganisations() {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const keyOf = async (name: string) => (await documents('key', file(name), '--unsealed')).out.trim();
  const [anna, ben, cora, dan] = await Promise.all(['anna.pem', 'ben.pem', 'cora.pem', 'dan.pem'].map(keyOf));
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

/** The program prints and ends as its command does. */
async function expectStarted(...args: string[]): Promise<void> {
  expect(program(built('server/main/commands/agreements.js'), args)).toEqual(await run(...args));
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the program for agreements', () => {
  it('drafts an agreement, and takes two signatures of each side', async () => {
    const { file } = await twoOrganisations();
    const [draft, signatures] = [file('agreement.json'), file('signatures.json')];
    const records = [file('own.json'), file('partner.json')];
    const written = await run('draft', ...records, draft);
    expect(written).toMatchObject({ code: 0, out: expect.stringContaining('to replace: recipients.0') });
    expect(await run('draft', ...records, draft)).toMatchObject({ code: 1 });
    for (const unfinished of [
      await run('check', draft),
      await run('sign', draft, file('own.json'), file('anna.pem'), signatures),
    ])
      expect(unfinished).toMatchObject({
        code: 1,
        error: expect.stringContaining('legalBasis.instrument: still has the words of the draft'),
      });
    expect(() => readFileSync(signatures)).toThrow();
    finish(draft);
    const agreement = agreementSchema.parse(readJson(draft));
    const lists = [file('lists.json'), '--list', `stolen=${SAMPLE_LIST.signingKey}`];
    expect(await run('draft', ...records, ...lists)).toMatchObject({ code: 0 });
    expect((await run('compare', draft, file('lists.json'))).out).toContain(
      'Kind of the list (stolen): plain is added',
    );
    expect((await run('draft', ...records, file('other.json'), '--list', 'stolen')).error).toContain(
      'lists[0].signingKey',
    );
    expect((await run('check', draft)).out).toContain(`digest: ${agreementDigest(agreement)}`);

    const sign = (record: string, key: string) => run('sign', draft, file(record), file(key), signatures);
    const first = await sign('own.json', 'anna.pem');
    expect(first).toMatchObject({ code: 0, error: expect.stringContaining('is not sealed') });
    expect(first.out).toContain('"smallestCell": 10');
    expect(first.out).toContain('signed for the provider border-agency');
    expect(await run('status', draft, ...records, signatures)).toMatchObject({
      code: 1,
      out: 'missing: provider 1, recipient 2\n',
    });
    // Once more by the same person changes nothing
    expect((await sign('own.json', 'anna.pem')).out).toContain('signatures in the file: 1');
    for (const [record, key] of [
      ['own.json', 'ben.pem'],
      ['partner.json', 'cora.pem'],
      ['partner.json', 'dan.pem'],
    ] as const)
      expect((await sign(record, key)).code).toBe(0);
    expect(await run('status', draft, ...records, signatures)).toMatchObject({
      code: 0,
      out: 'complete: two people of each side have signed\n',
    });
    const parties = { provider: readJson(records[0]!), recipient: readJson(records[1]!) } as never;
    expect(judgeSignatures(agreement, agreementSignaturesSchema.parse(readJson(signatures)), parties)).toEqual({
      kind: 'complete',
    });

    await expectStarted('status', draft, ...records, signatures);
    // One changed word, and no signature holds
    const altered = { ...agreement, retention: { days: agreement.retention.days + 1 } };
    writeFileSync(file('altered.json'), JSON.stringify(altered));
    expect(await run('status', file('altered.json'), ...records, signatures)).toMatchObject({
      code: 1,
      error: 'refused: signature-invalid\n',
    });
    expect((await run('compare', draft, file('altered.json'))).out).toMatch(
      /Days for which the partner may keep a delivery: 400 → 401/,
    );
  });

  it('drafts the record of each side, which is not accepted before a person has finished it', async () => {
    const { file } = await twoOrganisations();
    const signers = SAMPLE_PARTNER.signers.slice(0, 2);
    const keys = program(built('server/main/commands/partner.js'), ['keys', 'statistics', file('keys')]);
    writeFileSync(file('keys.json'), keys.out);
    expect((await run('draft-record', 'border', file('mine.json'), ...signers)).out).toContain('to replace: country');
    const made = await run(
      'draft-record',
      'statistics',
      file('theirs.json'),
      ...signers,
      '--program',
      file('keys.json'),
    );
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('to replace: contact') });
    const record = readFileSync(file('theirs.json'), 'utf8');
    expect(record).toContain((JSON.parse(keys.out) as { readonly signingKey: string }).signingKey);
    expect(await run('record', file('theirs.json'))).toMatchObject({
      code: 1,
      error: expect.stringContaining('contact'),
    });
    const finished = record
      .replace('Name the organisation here', 'Statistics office')
      .replace('"XX"', '"UT"')
      .replace('Name the contact here', 'data@statistics.example');
    writeFileSync(file('theirs.json'), finished);
    expect((await run('record', file('theirs.json'))).out).toContain(
      'Statistics office (statistics), 2 people who may sign',
    );
    expect((await run('draft-record', 'border', file('bad.json'), 'abc', signers[0]!)).error).toContain('signers');
    expect((await run('draft-record', 'border', file('bad.json'), ...signers, '--program', file('none'))).code).toBe(
      66,
    );
  });

  it('signs for no one else: the key and the record must belong to a side', async () => {
    const { file } = await twoOrganisations();
    const draft = file('agreement.json');
    await run('draft', file('own.json'), file('partner.json'), draft);
    finish(draft);
    const signatures = file('signatures.json');
    expect(await run('sign', draft, file('own.json'), file('cora.pem'), signatures)).toMatchObject({
      code: 1,
      error: 'the record of border-agency does not name this key as one of its signers\n',
    });
    const renewed = { ...(readJson(file('own.json')) as object), name: 'Border agency of Utopia, renewed' };
    writeFileSync(file('renewed.json'), JSON.stringify(renewed));
    expect(await run('sign', draft, file('renewed.json'), file('anna.pem'), signatures)).toMatchObject({
      code: 1,
      error: expect.stringContaining('does not name this record of border-agency'),
    });
    expect(() => readFileSync(signatures)).toThrow();
  });

  it('names each fault of a draft, and the article of a law that it does not fulfil', async () => {
    const { file } = await twoOrganisations();
    const draft = file('agreement.json');
    await run('draft', file('own.json'), file('partner.json'), draft);
    finish(draft);
    const agreement = agreementSchema.parse(readJson(draft));
    const onward = { ...agreement, onwardTransfer: { kind: 'listed', to: ['Another office'] } };
    writeFileSync(file('onward.json'), JSON.stringify(onward));
    const judged = await run('check', file('onward.json'), '--law', 'eu-gdpr,eu-law-enforcement,uk-gdpr');
    expect(judged.out).toMatch(/^(?:conflict|a person confirms it): \S+, .+ \(https:/m);

    writeFileSync(file('wrong.json'), JSON.stringify({ ...agreement, receiptDays: 0, until: '2020-01-01' }));
    const wrong = await run('check', file('wrong.json'));
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('receiptDays: must be at least 1');
    writeFileSync(file('hidden.json'), JSON.stringify({ ...agreement, recipients: ['Unit\u202e'] }));
    expect(
      (await run('sign', file('hidden.json'), file('own.json'), file('anna.pem'), file('s.json'))).out,
    ).not.toContain('\u202e');
  });

  it('is what the process runs', async () => {
    await expectStarted('record', 'absent.json');
  });

  it.each([
    [[], 64],
    [['sign'], 64],
    [['check', 'agreement.json', '--passphrase-file', 'secret'], 64],
    [['check', 'agreement.json', '--law', 'law-of-nature'], 64],
    [['record', 'absent.json'], 66],
  ])('refuses %j with exit code %i', async (args, code) => {
    const ran = await run(...args);
    expect(ran.code).toBe(code);
    expect(ran.error).not.toBe('');
    expect(ran.out).toBe('');
  });
});
