/** The commands of `postern-server releases`, apart from the process that runs one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { openSigningKey } from '../../../hardware/signing-key/signing-key.ts';
import { PersonsKeyError } from '../../../hardware/signing-key/persons-key-error.ts';
import { type ReadConfig, releasesFolder, type ServerConfig } from '../config/config.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { faultsOf } from '../../contract/fault.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import {
  RELEASE_RINGS,
  releaseKindSchema,
  releaseNameSchema,
  releasePath,
  type ReleaseTerms,
} from '../../contract/release.ts';
import { shadowLimitsSchema } from '../../contract/shadow-passage.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { watchlistIdSchema } from '../../contract/watchlist.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import { exportRepository, importRepository } from '../../lanes/releases/carry.ts';
import { addTarget, changeTerms, type Draft, entriesIn, openDraft, startDraft } from '../../lanes/releases/draft.ts';
import { draftList } from '../../lanes/releases/draft-list.ts';
import { carryRates, draftRates, rateDifferences } from '../../lanes/releases/draft-rates.ts';
import { carrySelection, draftSelection, selectionDifferences } from '../../lanes/releases/draft-selection.ts';
import type { RateChanges } from '../../lanes/releases/rate-changes.ts';
import type { SelectionChanges } from '../../lanes/releases/selection-changes.ts';
import { FOR_ALL_LANES } from '../../lanes/releases/entries.ts';
import { draftRoot } from '../../lanes/releases/draft-root.ts';
import { carryTrustLists, draftTrust } from '../../lanes/releases/draft-trust.ts';
import { publishDraft } from '../../lanes/releases/publish-draft.ts';
import { ReleaseError } from '../../lanes/releases/release-error.ts';
import { type Repository, repositoryIn } from '../../lanes/releases/repository.ts';
import { describeRepository, isDraftComplete } from '../../lanes/releases/describe.ts';
import { signDraft } from '../../lanes/releases/sign-draft.ts';
import type { CommandEnd } from './command-end.ts';

const USAGE = [
  'init DRAFT --root KEYS --targets KEYS [--watchlist KEYS]   drafts the first root; a next one with --next; KEYS: public keys, hex, with commas',
  'add DRAFT --kind KIND --name NAME --version N --file FILE  adds a file to a draft, and makes the draft if there is none',
  '    [--ring RING --lanes LANES --percentage N --not-before TIME --freeze FROM/UNTIL]',
  '    [--return-until TIME --sites LANES]                   staged: the server opens step after step; --lanes: the laboratory',
  '    [--shadow TRAVELLERS/PASS/REFUSE/NOT-JUDGED]          models or a policy NAME.shadow: the travellers, and the most that may disagree, as shares',
  'add-list DRAFT --list LIST --base N --from FOLDER          adds the base and the deltas of a watchlist, in place of those before',
  'drop-list DRAFT --list LIST                                drops the base and the deltas of a watchlist: lanes lose it',
  'add-trust DRAFT --from FOLDER                              adds the files of a trust folder, and withdraws lists that it lacks; --ring, …',
  'add-rates DRAFT --file FILE                                adds the exchange rates of a day: CSV, or the file of the European Central Bank',
  'add-selection DRAFT --file FILE                            adds rules that select declarations for control, in place of those before',
  'change DRAFT --kind KIND --name NAME --version N           changes for whom a file is: --ring, --lanes, --percentage, --state',
  'show DRAFT                                                 prints what the draft would publish',
  'sign DRAFT --key KEY [--compared CODE]                     adds the signature of one person; changes of trust lists need their code',
  '    [--rates CURRENCIES]                                  with the exchange rates that are new, gone, or changed by more than 15 %',
  '    [--selection RULES]                                   with the ids of the selection rules that change',
  '    KEY: a file, or pkcs11:token=NAME;object=NAME?module-path=/PATH/OF/MODULE.so',
  '    [--passphrase-file FILE]                              with the passphrase or PIN; otherwise the program asks for it',
  'publish DRAFT                                              verifies the draft and brings it to the lanes',
  'status                                                     prints what is published, and until when',
  'export FOLDER                                              copies the releases to a USB stick',
  'import FOLDER                                              takes the releases of a USB stick',
] as const;

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

interface Parts {
  readonly config: () => ServerConfig;
  readonly repository: () => Repository;
  readonly nowMs: number;
}

class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
  readonly faults: readonly unknown[];

  constructor(faults: readonly unknown[]) {
    super('the configuration has faults');
    this.faults = faults;
  }
}

const hexKeys = z
  .string()
  .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, 'must be public keys of 64 hex digits, with commas between')
  .transform((text) => text.split(','));
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const freeze = z
  .string()
  .transform((text) => text.split('/'))
  .pipe(z.tuple([instant, instant]))
  .transform(([from, until]) => ({ from, until }));
const lanes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(kioskIdSchema));
const whole = z
  .string()
  .regex(/^[1-9][0-9]{0,9}$/, 'must be a whole number')
  .transform(Number);

/** The number of travellers, then shares. */
const shadowLimits = z
  .string()
  .transform((text) => text.split('/').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
  .transform(([travellers, ...shares]) => {
    const [wouldPassMostPpm, wouldRefuseMostPpm, notJudgedMostPpm] = shares.map((share) => Math.round(share * 1e6));
    return { travellers, wouldPassMostPpm, wouldRefuseMostPpm, notJudgedMostPpm };
  })
  .pipe(shadowLimitsSchema);

const place = z.strictObject({ at: z.string().min(1, 'must be a folder') });
const target = place.extend({ kind: releaseKindSchema, name: releaseNameSchema, version: whole });
const audience = {
  ring: z.enum(RELEASE_RINGS).optional(),
  lanes: lanes.optional(),
  percentage: whole.optional(),
  state: z.enum(['offered', 'paused', 'withdrawn']).optional(),
  'not-before': instant.optional(),
  freeze: z.array(freeze).optional(),
  sites: lanes.optional(),
  'return-until': instant.optional(),
  shadow: shadowLimits.optional(),
};

interface Command<T> {
  readonly schema: z.ZodType<T>;
  run(given: T, parts: Parts): Promise<Answer>;
}
const command = <T>(schema: z.ZodType<T>, run: Command<T>['run']): Command<T> => ({ schema, run });

const initSchema = place.extend({
  root: hexKeys,
  targets: hexKeys,
  watchlist: hexKeys.optional(),
  threshold: whole.default(2),
  next: z.boolean().default(false),
});
const addSchema = target.extend({ ...audience, file: z.string().min(1, 'must be a file') });
const addListSchema = place.extend({
  list: watchlistIdSchema,
  base: whole,
  from: z.string().min(1, 'must be a folder'),
});
const dropListSchema = place.extend({ list: watchlistIdSchema });
const addTrustSchema = place.extend({ ...audience, from: z.string().min(1, 'must be a folder') });
const addFileSchema = place.extend({ file: z.string().min(1, 'must be a file') });
const names = z
  .string()
  .transform((text) => text.split(','))
  .optional();
const changeSchema = target.extend(audience);
const signSchema = place.extend({
  key: z.string().min(1, 'must be a file with a private key, or the address of a key on a token'),
  'passphrase-file': z.string().min(1, 'must be a file').optional(),
  compared: z.string().optional(),
  rates: names,
  selection: names,
});

const COMMANDS = {
  init: command(initSchema, async ({ at, root, targets, watchlist = [], threshold, next }, parts) => {
    const repository = parts.repository();
    if (!next && repository.newest('root') > 0) throw new ReleaseError('present', 'there is a root; use --next');
    const keys = await openKeys(parts.config(), { clock: backgroundClock });
    try {
      const server = Buffer.from((await keys.releases.open()).publicKey).toString('hex');
      const draft = draftRoot(
        startDraft(at, next ? repository : undefined),
        { root, targets, watchlist, server, threshold },
        { nowMs: parts.nowMs },
      );
      return { kind: 'drafted', ...describeRepository(draft), server };
    } finally {
      await keys.close();
    }
  }),
  add: command(addSchema, async ({ at, file, ...given }, { repository, nowMs }) => {
    if (given.kind === 'exchange-rates')
      throw new ReleaseError('not-allowed', 'use add-rates, which compares the rates');
    if (given.kind === 'selection-rules')
      throw new ReleaseError('not-allowed', 'use add-selection, which compares the rules');
    const terms: ReleaseTerms = { ...plainTerms(given), ...changesOf(given) };
    const content = canonicalFile(terms.kind, file);
    try {
      const draft = await addTarget(draftAt(at, repository), terms, content.file, { nowMs });
      if (terms.kind === 'trust-list') await carryTrustLists(repository(), draft);
      return { kind: 'drafted', ...describeRepository(draft) };
    } finally {
      content.remove();
    }
  }),
  'add-list': command(addListSchema, async ({ at, list, base, from }, { repository, nowMs }) => {
    const files = { folder: from, draftFile: join(from, `${list}.draft.json`), base };
    const draft = await draftList(draftAt(at, repository), files, { nowMs });
    return { kind: 'drafted', ...describeRepository(draft) };
  }),
  'drop-list': command(dropListSchema, async ({ at, list }, { repository, nowMs }) => {
    const isPart = ({ name }: ReleaseTerms): boolean => readListPart(name)?.list === list;
    const before = draftAt(at, repository);
    if (!entriesIn(before, 'watchlist').some(({ terms }) => isPart(terms)))
      throw new ReleaseError('not-allowed', `${list}: there is no such list`);
    const draft = changeTerms(before, 'watchlist', (terms) => (isPart(terms) ? undefined : terms), { nowMs });
    return { kind: 'drafted', ...describeRepository(draft) };
  }),
  'add-trust': command(addTrustSchema, async ({ at, from, ...given }, { repository, nowMs }) => {
    const draft = await draftTrust(draftAt(at, repository), from, changesOf(given), { nowMs });
    await carryTrustLists(repository(), draft);
    return { kind: 'drafted', ...describeRepository(draft) };
  }),
  'add-rates': command(addFileSchema, async ({ at, file }, { repository, nowMs }) => {
    const draft = await draftRates(repository(), draftAt(at, repository), file, { nowMs });
    return { kind: 'drafted', ...differencesOf(draft), ...describeRepository(draft) };
  }),
  'add-selection': command(addFileSchema, async ({ at, file }, { repository, nowMs }) => {
    const draft = await draftSelection(repository(), draftAt(at, repository), file, { nowMs });
    return { kind: 'drafted', ...differencesOf(draft), ...describeRepository(draft) };
  }),
  change: command(changeSchema, async ({ at, ...given }, { repository, nowMs }) => {
    const path = releasePath(given);
    const role = given.kind === 'watchlist' ? 'watchlist' : 'targets';
    let found = false;
    const draft = changeTerms(
      draftAt(at, repository),
      role,
      (terms) => {
        if (releasePath(terms) !== path) return terms;
        found = true;
        return { ...withoutPercentage(terms, given.ring), ...changesOf(given) };
      },
      { nowMs },
    );
    if (!found) throw new ReleaseError('not-allowed', `${path}: there is no such target`);
    if (given.kind === 'trust-list') await carryTrustLists(repository(), draft);
    if (given.kind === 'exchange-rates') await carryRates(repository(), draft);
    if (given.kind === 'selection-rules') await carrySelection(repository(), draft);
    return { kind: 'drafted', ...differencesOf(draft), ...describeRepository(draft) };
  }),
  show: command(place, async ({ at }) => {
    const draft = openDraft(at);
    return { kind: 'draft', changed: draft.changed, ...differencesOf(draft), ...describeRepository(draft) };
  }),
  sign: command(signSchema, async ({ at, key: place, 'passphrase-file': file, ...read }) => {
    const draft = openDraft(at);
    const { key, warning } = await openSigningKey(place, { file });
    try {
      const signed = await signDraft(draft, key, read);
      const complete = isDraftComplete(draft);
      return {
        kind: 'signed',
        signed,
        complete,
        ...differencesOf(draft),
        ...describeRepository(draft),
        ...(warning !== undefined && { warning }),
      };
    } finally {
      key.close();
    }
  }),
  publish: command(place, async ({ at }, { repository, nowMs }) => {
    await publishDraft(repository(), openDraft(at), nowMs);
    return { kind: 'published', ...describeRepository(repository()) };
  }),
  status: command(z.strictObject({}), async (_given, { repository }) => ({
    kind: 'releases',
    ...describeRepository(repository()),
  })),
  export: command(place, async ({ at }, { repository, nowMs }) => {
    const { entries } = await exportRepository(repository(), at, nowMs);
    return { kind: 'exported', targets: entries.map(({ terms }) => releasePath(terms)) };
  }),
  import: command(place, async ({ at }, { repository, nowMs }) => {
    const { entries } = await importRepository(repositoryIn(at), repository(), nowMs);
    return { kind: 'imported', targets: entries.map(({ terms }) => releasePath(terms)) };
  }),
} as const;

/** The differences of exchange rates and selection rules, in sentences, for the people who sign. */
function differencesOf(draft: Draft): { readonly rates?: RateChanges; readonly selection?: SelectionChanges } {
  const [rates, selection] = [rateDifferences(draft), selectionDifferences(draft)];
  return { ...(rates !== undefined && { rates }), ...(selection !== undefined && { selection }) };
}

type Audience = z.infer<z.ZodObject<typeof audience>>;

function plainTerms({ kind, name, version }: Pick<ReleaseTerms, 'kind' | 'name' | 'version'>): ReleaseTerms {
  return { ...FOR_ALL_LANES, kind, name, version };
}

function changesOf(given: Audience): Partial<ReleaseTerms> {
  const { ring, lanes: named, percentage, state, 'not-before': notBefore, freeze: freezes } = given;
  const { sites, 'return-until': returnUntil, shadow } = given;
  return {
    ...(ring !== undefined && { ring }),
    ...(named !== undefined && { lanes: named }),
    ...(percentage !== undefined && { percentage }),
    ...(state !== undefined && { state }),
    ...(notBefore !== undefined && { notBefore }),
    ...(freezes !== undefined && { freezes }),
    ...(returnUntil !== undefined && { staged: { sites: sites ?? [], returnUntil } }),
    ...(shadow !== undefined && { shadow }),
  };
}

/** A new ring has the percentage of the command, or none. */
function withoutPercentage({ percentage, ...terms }: ReleaseTerms, ring: string | undefined): ReleaseTerms {
  return ring === undefined && percentage !== undefined ? { ...terms, percentage } : terms;
}

function draftAt(at: string, repository: () => Repository) {
  try {
    return openDraft(at);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return startDraft(at, repository());
  }
}

/** The kinds whose JSON lanes accept in the form of RFC 8785 only. */
const CANONICAL: readonly string[] = ['decision-policy', 'notice', 'watchlist-keys'];
const CANONICAL_LIMITS = { depth: 16, bytes: 2_097_152 };

/** The file itself, or its canonical form in a temporary file. Throws `ReleaseError` `malformed`. */
function canonicalFile(kind: string, file: string): { readonly file: string; readonly remove: () => void } {
  if (!CANONICAL.includes(kind)) return { file, remove: () => undefined };
  let bytes: Uint8Array;
  try {
    bytes = canonicalJson(JSON.parse(readFileSync(file, 'utf8')), CANONICAL_LIMITS);
  } catch (cause) {
    throw new ReleaseError('malformed', `${file} does not hold JSON within the limits of its kind`, { cause });
  }
  const folder = mkdtempSync(join(tmpdir(), 'postern-release-'));
  const canonical = join(folder, 'canonical.json');
  writeFileSync(canonical, bytes);
  return { file: canonical, remove: () => rmSync(folder, { recursive: true }) };
}

const TEXTS =
  'root targets watchlist threshold kind name version file list base from key passphrase-file compared rates selection ring lanes percentage state not-before sites return-until shadow'.split(
    ' ',
  );

function readArguments(words: readonly string[]): { readonly name: string; readonly given: unknown } | undefined {
  const text = { type: 'string' } as const;
  const options = {
    ...Object.fromEntries(TEXTS.map((name) => [name, text])),
    next: { type: 'boolean' } as const,
    freeze: { type: 'string', multiple: true } as const,
  };
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [name = '', at, ...more] = positionals;
    return more.length > 0 ? undefined : { name, given: { ...values, ...(at !== undefined && { at }) } };
  } catch {
    return undefined;
  }
}

async function run<T>(
  { schema, run: work }: Command<T>,
  given: unknown,
  readConfig: () => ReadConfig,
): Promise<CommandEnd> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) return line({ kind: 'refused', code: 'usage', faults: faultsOf(parsed.error) }, 64);
  const config = (): ServerConfig => {
    const read = readConfig();
    if (read.kind === 'refused') throw new ConfigRefused(read.faults);
    return read.config;
  };
  const repository = (): Repository => repositoryIn(releasesFolder(config()));
  return line(await work(parsed.data, { config, repository, nowMs: backgroundClock.wallMs() }), 0);
}

function line(answer: Answer, code: number): CommandEnd {
  return { code, out: `${JSON.stringify(answer)}\n` };
}

/** @param words the words after the name of the program */
export async function releasesCommand(words: readonly string[], readConfig: () => ReadConfig): Promise<CommandEnd> {
  try {
    const asked = readArguments(words);
    if (asked === undefined || !Object.hasOwn(COMMANDS, asked.name))
      return line({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
    return await run(COMMANDS[asked.name as keyof typeof COMMANDS] as Command<unknown>, asked.given, readConfig);
  } catch (error) {
    if (error instanceof ReleaseError || error instanceof PersonsKeyError)
      return line({ kind: 'refused', code: error.code, why: error.message }, 1);
    if (error instanceof ConfigRefused) return line({ kind: 'refused', code: 'config', faults: error.faults }, 78);
    return line({ kind: 'refused', ...startFailureOf(error) }, 1);
  }
}
