/** The environment of the front's own service as typed configuration. The server's account cannot write these settings. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { NO_CREDENTIALS, withCredentials } from '../../../../hardware/host/credentials.ts';
import { type ServiceManager, serviceManagerOf } from '../../../../hardware/host/service-manager.ts';
import { addressSchema, isLoopback, readTlsFiles } from '../../../lanes/fleet/tls-config.ts';
import type { FrontSettings } from './messages.ts';

export interface FrontConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: FrontSettings['tls'];
  /** Ed25519 public keys, hex. */
  readonly signerKeys: readonly string[];
  /** Absent: the model of the project. */
  readonly riskModelFile: string | undefined;
  /** Absolute path: keeps the number of the newest list of offices. */
  readonly dataDir: string;
}

export interface FrontConfigFault {
  readonly variable: string;
  readonly shouldBe: string;
}

export type ReadFrontConfig =
  | { readonly kind: 'valid'; readonly config: FrontConfig }
  | { readonly kind: 'refused'; readonly faults: readonly FrontConfigFault[] };

const PREFIX = 'POSTERN_FRONT_';
const HOST = 'POSTERN_FRONT_HOST';
const CERTIFICATE = 'POSTERN_FRONT_TLS_CERTIFICATE_FILE';
const KEY = 'POSTERN_FRONT_TLS_KEY_FILE';

export const FRONT_SHOULD_BE: Readonly<Record<string, string>> = {
  POSTERN_FRONT_PORT:
    'must be set: the port for traders, from 0 (any free one) to 65535, equal to POSTERN_SERVER_TRADERS_PORT',
  [HOST]:
    'must be the address on which the front listens for traders, equal to POSTERN_SERVER_TRADERS_HOST; other than loopback only with a certificate; the default is 127.0.0.1',
  [CERTIFICATE]: `must be the path of a certificate (PEM, with its chain) that traders' programs trust, beside ${KEY}`,
  [KEY]: `must be the path of the certificate's key (PEM), readable by its owner only, beside ${CERTIFICATE}; the account of the server must not be able to read it`,
  POSTERN_FRONT_SIGNER_KEYS:
    'must be set: the public keys (64 hex digits each) of two or more people who sign the list of customs offices, separated by commas',
  POSTERN_FRONT_RISK_MODEL_FILE:
    'must be the path of a risk model that npm run tool -- train-risk has made from own dispositions; the default is the model of the project',
  POSTERN_FRONT_DATA_DIR: 'must be the path of a folder; the default is .data/front',
};

export const frontEnvironmentSchema = z.strictObject({
  POSTERN_FRONT_PORT: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,4})$/)
    .refine((text) => Number(text) <= 65_535),
  POSTERN_FRONT_HOST: addressSchema.default('127.0.0.1'),
  POSTERN_FRONT_TLS_CERTIFICATE_FILE: z.string().min(1).optional(),
  POSTERN_FRONT_TLS_KEY_FILE: z.string().min(1).optional(),
  POSTERN_FRONT_SIGNER_KEYS: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})+$/)
    .transform((text) => text.split(','))
    .refine((keys) => new Set(keys).size === keys.length),
  POSTERN_FRONT_RISK_MODEL_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_FRONT_DATA_DIR: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .default('.data/front'),
});

/** Reads the process's environment. Reports every fault. */
export function readFrontConfig(environment: Readonly<NodeJS.ProcessEnv> = process.env): ReadFrontConfig {
  const named = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith(PREFIX)));
  const { settings, unresolved } = withCredentials(named, environment['CREDENTIALS_DIRECTORY']);
  const parsed = frontEnvironmentSchema.safeParse(settings);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
      );
  const files = { certificateFile: settings[CERTIFICATE], keyFile: settings[KEY] };
  const tls = unresolved.length === 0 ? readTlsFiles(files) : undefined;
  if (tls === 'unusable') wrong.push(CERTIFICATE, KEY);
  if (tls === undefined && parsed.success && !isLoopback(parsed.data.POSTERN_FRONT_HOST)) wrong.push(HOST);
  const faults = [
    ...[...new Set(wrong)].map((variable) => ({
      variable,
      shouldBe: FRONT_SHOULD_BE[variable] ?? 'must not be set: the front has no such variable',
    })),
    ...unresolved.map((variable) => ({ variable, shouldBe: NO_CREDENTIALS })),
  ];
  if (!parsed.success || tls === 'unusable' || faults.length > 0) return { kind: 'refused', faults };
  const { data } = parsed;
  return {
    kind: 'valid',
    config: {
      host: data.POSTERN_FRONT_HOST,
      port: Number(data.POSTERN_FRONT_PORT),
      tls,
      signerKeys: data.POSTERN_FRONT_SIGNER_KEYS,
      riskModelFile: data.POSTERN_FRONT_RISK_MODEL_FILE,
      dataDir: resolve(data.POSTERN_FRONT_DATA_DIR),
    },
  };
}

/** The first descriptor that systemd passes (sd_listen_fds(3)). */
const FIRST_LISTENER = 3;

export interface FrontService {
  /** Descriptor of the socket at which the server connects; `undefined` for a process that was not started at its socket. */
  readonly listener: number | undefined;
  readonly manager: ServiceManager | undefined;
}

/** Reads the environment that the service manager gave this process. */
export function frontServiceOf(environment: Readonly<NodeJS.ProcessEnv> = process.env): FrontService {
  const isOurs = environment['LISTEN_PID'] === String(process.pid) && environment['LISTEN_FDS'] === '1';
  return { listener: isOurs ? FIRST_LISTENER : undefined, manager: serviceManagerOf(environment) };
}
