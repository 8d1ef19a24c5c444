/** The commands of `postern-server agreements`, apart from the process that runs one. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createFileSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { PersonsKeyError } from '../../../hardware/signing-key/persons-key-error.ts';
import { openSigningKey } from '../../../hardware/signing-key/signing-key.ts';
import { legalConflicts } from '../../oversight/compliance/frameworks/judge.ts';
import { FRAMEWORK_IDS } from '../../oversight/compliance/frameworks/vocabulary.ts';
import { faultsOf } from '../../contract/fault.ts';
import { watchlistIdSchema } from '../../contract/watchlist.ts';
import { type Agreement, agreementDigest, agreementSchema } from '../../sharing/agreement/agreement.ts';
import { differencesOf, englishOf } from '../../sharing/agreement/differences.ts';
import { draftAgreement, draftList, draftRecord, unreplaced } from '../../sharing/agreement/draft-agreement.ts';
import { type Party, partyDigest, partySchema } from '../../sharing/agreement/party.ts';
import { signAgreement, withSignature } from '../../sharing/agreement/sign-agreement.ts';
import {
  type AgreementSignature,
  agreementSignaturesSchema,
  judgeSignatures,
} from '../../sharing/agreement/signatures.ts';

const USAGE = [
  'usage: postern-server agreements <command>',
  '  draft-record ID RECORD SIGNER SIGNER          writes a record to edit; SIGNER: the public key of a person who may sign, hex',
  '    [--program KEYS]                              of a partner; KEYS: the file with what `postern-server partner keys` printed',
  '  record RECORD                                 checks the record of an organisation, and prints its digest',
  '  draft PROVIDER RECIPIENT AGREEMENT            writes an agreement between two organisations, to edit; both are records',
  '    [--list LIST=KEY]                             with a list of documents that the partner sends; KEY: its public key in the signed channel',
  '  check AGREEMENT [--law LAWS]                  prints each fault, and what does not fulfil the laws',
  '  compare BEFORE AFTER                          prints what changes from one version to another',
  '  sign AGREEMENT RECORD KEY SIGNATURES          prints the agreement and adds the signature of one person of RECORD',
  '  status AGREEMENT PROVIDER RECIPIENT SIGNATURES  prints whose signatures are missing',
  `LAWS is one or more of ${FRAMEWORK_IDS.join(', ')}, with commas between`,
  'KEY is a file, or the address of a key on a token: pkcs11:token=NAME;object=NAME?module-path=/PATH/OF/MODULE.so',
  '--passphrase-file FILE reads the passphrase or PIN from a file; otherwise the program asks for it',
].join('\n');

/** The line of `postern-server partner keys`. */
const programKeysSchema = z.looseObject({ encryptionKey: z.string(), signingKey: z.string() });

const EXIT = { refused: 1, usage: 64, file: 66 } as const;

class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Where a command prints lines. */
export interface CommandLines {
  readonly print: (line: string) => void;
  /** To the standard error. */
  readonly warn: (line: string) => void;
}

interface Options {
  readonly law?: string;
  readonly list?: string;
  readonly program?: string;
  readonly 'passphrase-file'?: string;
}

function writeRecord([id, file, ...signers]: Words, { program }: Options, lines: CommandLines): void {
  const keys = program === undefined ? undefined : read(programKeysSchema, program);
  writeNew(lines, file, partySchema.safeParse(draftRecord(id, signers, keys)));
}

function checkRecord([file]: Words, _options: Options, { print }: CommandLines): void {
  const party = recordIn(file);
  refuseDraft(file, party);
  print(`${party.name} (${party.id}), ${party.signers.length} people who may sign`);
  print(`digest: ${partyDigest(party)}`);
}

function writeDraft([providerFile, recipientFile, file]: Words, { list }: Options, lines: CommandLines): void {
  const [provider, recipient] = [recordIn(providerFile), recordIn(recipientFile)];
  const [name = '', signingKey = ''] = list?.split('=') ?? [];
  const named = watchlistIdSchema.safeParse(name);
  if (list !== undefined && !named.success) throw new Complaint(EXIT.usage, USAGE);
  const lists = named.success ? [draftList({ list: named.data, signingKey })] : [];
  writeNew(
    lines,
    file,
    agreementSchema.safeParse(draftAgreement(provider, recipient, backgroundClock.wallMs(), lists)),
  );
}

function writeNew({ print }: CommandLines, file: string, draft: z.ZodSafeParseResult<unknown>): void {
  if (!draft.success) throw new Complaint(EXIT.refused, linesOf(file, draft.error));
  if (createFileSync(file, `${JSON.stringify(draft.data, null, 2)}\n`, { mode: 0o644 }) === 'exists')
    throw new Complaint(EXIT.refused, `${file} is there already: it is not overwritten`);
  print(`written: ${file}`);
  for (const path of unreplaced(draft.data)) print(`to replace: ${path}`);
}

function refuseDraft(file: string, value: unknown): void {
  const paths = unreplaced(value).map((path) => `  ${path}: still has the words of the draft`);
  if (paths.length > 0) throw new Complaint(EXIT.refused, [`${file} is not finished:`, ...paths].join('\n'));
}

function check([file]: Words, { law = '' }: Options, { print }: CommandLines): number {
  const laws = lawsIn(law);
  const agreement = agreementIn(file);
  refuseDraft(file, agreement);
  print(`${agreement.id} version ${agreement.version} has no fault`);
  print(`digest: ${agreementDigest(agreement)}`);
  const conflicts = legalConflicts(laws, { agreements: [agreement] });
  for (const { framework, article, verdict, source } of conflicts)
    print(`${verdict === 'conflict' ? 'conflict' : 'a person confirms it'}: ${framework}, ${article} (${source})`);
  return conflicts.some(({ verdict }) => verdict === 'conflict') ? EXIT.refused : 0;
}

function compare([before, after]: Words, _options: Options, { print }: CommandLines): void {
  const differences = differencesOf(agreementIn(before), agreementIn(after));
  print(differences.length === 0 ? 'no difference' : differences.map(englishOf).join('\n'));
}

async function sign(
  [file, recordFile, place, signaturesFile]: Words,
  options: Options,
  { print, warn }: CommandLines,
): Promise<void> {
  const [agreement, party] = [agreementIn(file), recordIn(recordFile)];
  refuseDraft(file, agreement);
  refuseDraft(recordFile, party);
  const before = existsSync(signaturesFile) ? signaturesIn(signaturesFile) : [];
  print(JSON.stringify(agreement, null, 2));
  const { key, warning } = await openSigningKey(place, { file: options['passphrase-file'] });
  const signed = signAgreement(agreement, party, key);
  key.close();
  if (signed.kind === 'refused') throw new Complaint(EXIT.refused, refusalOf(signed.code, agreement, party));
  const signatures = withSignature(before, signed.signature);
  replaceFileSync(signaturesFile, `${JSON.stringify(signatures, null, 2)}\n`, { mode: 0o644 });
  print(`signed for the ${signed.signature.side} ${party.id} by ${signed.signature.publicKey}`);
  print(`digest: ${agreementDigest(agreement)}; signatures in the file: ${signatures.length}`);
  if (warning !== undefined) warn(warning);
}

function refusalOf(code: 'other-record' | 'not-a-signer', { id, version }: Agreement, party: Party): string {
  return code === 'other-record'
    ? `${id} version ${version} does not name this record of ${party.id}: after new keys an agreement needs a new version`
    : `the record of ${party.id} does not name this key as one of its signers`;
}

function status(
  [file, providerFile, recipientFile, signaturesFile]: Words,
  _options: Options,
  { print }: CommandLines,
): number {
  const parties = { provider: recordIn(providerFile), recipient: recordIn(recipientFile) };
  const signed = judgeSignatures(agreementIn(file), signaturesIn(signaturesFile), parties);
  switch (signed.kind) {
    case 'complete':
      print('complete: two people of each side have signed');
      return 0;
    case 'incomplete':
      print(`missing: provider ${signed.missing.provider}, recipient ${signed.missing.recipient}`);
      return EXIT.refused;
    case 'refused':
      throw new Complaint(EXIT.refused, `refused: ${signed.code}`);
  }
}

function recordIn(file: string): Party {
  return read(partySchema, file);
}

function agreementIn(file: string): Agreement {
  return read(agreementSchema, file);
}

function signaturesIn(file: string): readonly AgreementSignature[] {
  return read(agreementSignaturesSchema, file);
}

function read<T>(schema: z.ZodType<T>, file: string): T {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Complaint(EXIT.file, `${file} cannot be read as JSON`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Complaint(EXIT.refused, linesOf(file, parsed.error));
  return parsed.data;
}

function linesOf(file: string, error: z.ZodError): string {
  const faults = faultsOf(error).map(({ path, message }) => `  ${path === '' ? 'the file' : path}: ${message}`);
  return [`${file} has faults:`, ...faults].join('\n');
}

function lawsIn(text: string) {
  const names = text === '' ? [] : text.split(',');
  return names.map((name) => {
    const law = FRAMEWORK_IDS.find((id) => id === name);
    if (law === undefined) throw new Complaint(EXIT.usage, USAGE);
    return law;
  });
}

/** Escapes control and invisible characters: an agreement comes from another organisation. */
function escaped(text: string): string {
  return text.replaceAll(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );
}

type Words = readonly [string, string, string, string];

interface Command {
  readonly words: number;
  readonly option?: keyof Options;
  /** Returns the exit code where it is not 0. */
  readonly run: (words: Words, options: Options, lines: CommandLines) => number | void | Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'draft-record': { words: 4, run: writeRecord, option: 'program' },
  record: { words: 1, run: checkRecord },
  draft: { words: 3, run: writeDraft, option: 'list' },
  check: { words: 1, run: check, option: 'law' },
  compare: { words: 2, run: compare },
  sign: { words: 4, run: sign, option: 'passphrase-file' },
  status: { words: 4, run: status },
};

/** Throws `Complaint` with the usage. */
function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { law: text, list: text, program: text, 'passphrase-file': text };
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = '', ...words] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    const isUsable = words.length === command?.words && !words.includes('');
    const hasOnlyItsOption = Object.keys(values).every((option) => option === command?.option);
    if (command !== undefined && isUsable && hasOnlyItsOption)
      return { run: command.run, words: words as unknown as Words, values };
  } catch {
    // An unknown option
  }
  throw new Complaint(EXIT.usage, USAGE);
}

/** @returns the exit code */
export async function agreementsCommand(args: readonly string[], { print, warn }: CommandLines): Promise<number> {
  try {
    const { run, words, values } = readArguments(args);
    return (await run(words, values, { print: (text) => print(escaped(text)), warn })) ?? 0;
  } catch (error) {
    if (!(error instanceof Complaint) && !(error instanceof PersonsKeyError)) throw error;
    warn(error.message);
    return error instanceof Complaint ? error.exitCode : EXIT.refused;
  }
}
