/** The commands of `postern-lane tpm`, apart from the process that runs one. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { TPM_LIMITS } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { factsOf, lockoutOf } from '../../../hardware/tpm/capability.ts';
import { isOfChipMaker } from '../../../hardware/tpm/chip-makers.ts';
import { pointOf } from '../../../hardware/tpm/ec-key.ts';
import { type Approval, approvalsSchema, signApproval } from '../../../hardware/tpm/measured-value.ts';
import { inTpm, type OpenedTpm, openTpm } from '../../../hardware/tpm/open-tpm.ts';
import { digestOfPcrs, pcrList, readPcrs } from '../../../hardware/tpm/pcr.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import type { CommandEnd } from './command-output.ts';
import { Complaint } from './complaint.ts';

type Answer = Readonly<Record<string, unknown>>;
type ReadConfig = () => Omit<KioskConfig, 'serverKey'>;
type Run = (readConfig: ReadConfig, ...words: string[]) => Promise<Answer>;

async function withTpm(readConfig: ReadConfig, use: (opened: OpenedTpm) => Promise<Answer>): Promise<Answer> {
  const { tpm } = readConfig();
  if (tpm === undefined) throw new Complaint('POSTERN_KIOSK_KEY_PROVIDER is not tpm');
  const options = { ...tpm, clock: systemClock, hardwareOnly: false, commandMs: TPM_LIMITS.commandMs };
  const opened = await openTpm(options, AbortSignal.timeout(TPM_LIMITS.openMs));
  try {
    return await inTpm(opened.tpm, () => use(opened));
  } finally {
    await opened.close();
  }
}

function status(readConfig: ReadConfig): Promise<Answer> {
  return withTpm(readConfig, async ({ tpm }) => {
    const facts = await factsOf(tpm);
    return { kind: 'status', ...facts, production: isOfChipMaker(facts), lockout: await lockoutOf(tpm) };
  });
}

function measure(readConfig: ReadConfig, registers = ''): Promise<Answer> {
  const pcrs = pcrsOf(registers);
  return withTpm(readConfig, async ({ tpm }) => {
    const digest = digestOfPcrs(pcrs, await readPcrs(tpm, pcrs));
    return { kind: 'measured', pcrs, digest: Buffer.from(digest).toString('hex') };
  });
}

async function approve(
  _config: ReadConfig,
  keyFile = '',
  approvalsFile = '',
  registers = '',
  digest = '',
): Promise<Answer> {
  const key = readKey(keyFile);
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Complaint('the digest is that of `measure`, 64 hex digits');
  const approval = signApproval(pcrsOf(registers), Buffer.from(digest, 'hex'), key);
  const before = existsSync(approvalsFile) ? readApprovals(approvalsFile) : [];
  write(approvalsFile, [...before.filter((one) => one.digest !== digest), approval]);
  return { kind: 'approved', pcrs: approval.pcrs, digest };
}

async function withdraw(_config: ReadConfig, approvalsFile = '', digest = ''): Promise<Answer> {
  const before = readApprovals(approvalsFile);
  const left = before.filter((one) => one.digest !== digest);
  if (left.length === before.length) throw new Complaint(`${approvalsFile} has no approval of this digest`);
  write(approvalsFile, left);
  return { kind: 'withdrawn', digest, left: left.length };
}

const COMMANDS = {
  status: { words: '', what: 'at a lane: who made its TPM, and the state of its lockout', run: status },
  measure: { words: 'PCRS', what: 'at a lane: the digest of these registers, e.g. 0,2,4,7,11', run: measure },
  approve: {
    words: 'KEY APPROVALS PCRS DIGEST',
    what: 'approves a start with this digest, signed with KEY',
    run: approve,
  },
  withdraw: { words: 'APPROVALS DIGEST', what: 'removes the approval of a start', run: withdraw },
} as const;
const USAGE = [
  'usage: postern-lane tpm <command>',
  ...Object.entries(COMMANDS).map(([name, { words, what }]) => `  ${`${name} ${words}`.padEnd(36)}${what}`),
].join('\n');

function pcrsOf(text: string): readonly number[] {
  if (!/^\d{1,2}(,\d{1,2})*$/.test(text)) throw new Complaint('the registers are numbers with commas, e.g. 0,2,4,7');
  try {
    return pcrList(text.split(',').map(Number));
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : 'the registers are not valid');
  }
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (pointOf(createPublicKey(key)) !== undefined) return key;
  } catch {
    // Refused below, like a key on another curve
  }
  throw new Complaint(`${file} must hold a private key on P-256 in PEM`);
}

function readApprovals(file: string): readonly Approval[] {
  try {
    return approvalsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).approvals;
  } catch {
    throw new Complaint(`${file} must hold approvals`);
  }
}

function write(file: string, approvals: readonly Approval[]): void {
  replaceFileSync(file, `${JSON.stringify(approvalsSchema.parse({ version: 1, approvals }), null, 2)}\n`, {
    mode: 0o644,
  });
}

/** @param readConfig of the lane's commands; throws `ConfigError` */
export async function tpmCommand(given: readonly string[], readConfig: ReadConfig): Promise<CommandEnd> {
  const [name = '', ...words] = given;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (command === undefined || words.length !== command.words.split(' ').filter((word) => word !== '').length) {
    return { code: 2, complaint: USAGE };
  }
  try {
    const run: Run = command.run;
    const answer = await run(readConfig, ...words);
    return { code: 0, out: JSON.stringify(answer) };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof Complaint) return { code: 2, complaint: error.message };
    // Messages of this program's errors contain no secrets
    return { code: 1, complaint: `not done: ${error instanceof Error ? error.message : 'for an unknown reason'}` };
  }
}
