/** The settings of how lanes prove their starts. */
import { allowsSoftwareKeys } from '../../../hardware/host/mode.ts';
import { readFileSync } from 'node:fs';
import {
  type ManufacturerCertificates,
  readManufacturerCertificates,
} from '../../../hardware/tpm/endorsement-chain.ts';
import type { AttestationSettings } from '../../lanes/attestation/start-policy.ts';
import { type ConfigFault, type Environment, SHOULD_BE, type Variable } from './environment.ts';

const POLICY = 'POSTERN_SERVER_LANE_STARTS';
const ROOTS = 'POSTERN_SERVER_LANE_TPM_ROOTS_FILE';

export function laneStartFaults(
  mine: Readonly<Record<string, string | undefined>>,
  environment: Environment | undefined,
): ConfigFault[] {
  const isAsked = mine[POLICY] !== undefined && mine[POLICY] !== 'off';
  const wrong = new Set<Variable>();
  if (isAsked && mine['POSTERN_SERVER_TLS_NAMES'] === undefined) wrong.add(POLICY);
  if (isAsked !== (mine[ROOTS] !== undefined)) wrong.add(ROOTS);
  if (environment?.[ROOTS] !== undefined && rootsIn(environment[ROOTS]) === undefined) wrong.add(ROOTS);
  return [...wrong].map((variable) => ({ variable, shouldBe: SHOULD_BE[variable] }));
}

export function laneStartsOf(environment: Environment): AttestationSettings | undefined {
  const { [POLICY]: policy, [ROOTS]: file } = environment;
  const manufacturers = file === undefined ? undefined : rootsIn(file);
  if (policy === 'off' || manufacturers === undefined) return undefined;
  return { policy, manufacturers, hardwareOnly: !allowsSoftwareKeys(environment.POSTERN_MODE) };
}

function rootsIn(file: string): ManufacturerCertificates | undefined {
  try {
    return readManufacturerCertificates(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
