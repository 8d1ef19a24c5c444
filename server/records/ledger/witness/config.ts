/** The witness's environment as typed configuration. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isKeyName, type VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import { parsePolicy } from '../../../platform/transparency/proof/policy.ts';

export interface WitnessConfig {
  /** The name of its keys: domain and path of the agency. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly logs: readonly VerifierKey[];
}

export interface WitnessConfigFault {
  readonly variable: string;
  readonly shouldBe: string;
}

export type ReadWitnessConfig =
  | { readonly kind: 'valid'; readonly config: WitnessConfig }
  | { readonly kind: 'refused'; readonly faults: readonly WitnessConfigFault[] };

const PREFIX = 'POSTERN_WITNESS_';

export const WITNESS_SHOULD_BE: Readonly<Record<string, string>> = {
  POSTERN_WITNESS_NAME: 'must be set: the name of this witness, for example witness.agency.example/1',
  POSTERN_WITNESS_HOST: 'must be an address of this machine; the default is 127.0.0.1, behind a proxy that speaks TLS',
  POSTERN_WITNESS_PORT: 'must be a port from 0 (any free one) to 65535; the default is 8090',
  POSTERN_WITNESS_DATA_DIR: 'must be the path of a folder; the default is .data/witness',
  POSTERN_WITNESS_LOGS: 'must be set: the path of a tlog-policy file whose log lines name the logs to watch',
};

export const witnessEnvironmentSchema = z.strictObject({
  POSTERN_WITNESS_NAME: z.string().refine(isKeyName).max(255),
  POSTERN_WITNESS_HOST: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')]).default('127.0.0.1'),
  POSTERN_WITNESS_PORT: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,4})$/)
    .refine((text) => Number(text) <= 65_535)
    .default('8090'),
  POSTERN_WITNESS_DATA_DIR: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .default('.data/witness'),
  POSTERN_WITNESS_LOGS: z.string().min(1).transform(readLogs),
});

/** Reads the process's environment. Reports every fault. */
export function readWitnessConfig(environment: Readonly<NodeJS.ProcessEnv> = process.env): ReadWitnessConfig {
  const mine = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith(PREFIX)));
  const parsed = witnessEnvironmentSchema.safeParse(mine);
  if (!parsed.success) {
    const names = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
    );
    const unknown = 'must not be set: the witness has no such variable';
    const faults = [...new Set(names)].map((variable) => ({
      variable,
      shouldBe: WITNESS_SHOULD_BE[variable] ?? unknown,
    }));
    return { kind: 'refused', faults };
  }
  const { data } = parsed;
  return {
    kind: 'valid',
    config: {
      name: data.POSTERN_WITNESS_NAME,
      host: data.POSTERN_WITNESS_HOST,
      port: Number(data.POSTERN_WITNESS_PORT),
      dataDir: resolve(data.POSTERN_WITNESS_DATA_DIR),
      logs: data.POSTERN_WITNESS_LOGS,
    },
  };
}

function readLogs(path: string, context: z.RefinementCtx): readonly VerifierKey[] {
  try {
    const { logs } = parsePolicy(readFileSync(path, 'utf8'));
    if (logs.length > 0) return logs.map(({ key }) => key);
  } catch {
    // One message covers both an unreadable and a malformed file.
  }
  context.addIssue({ code: 'custom', message: 'names no logs' });
  return z.NEVER;
}
