/** The contract in real time, with modules of two other implementations. `modbus-gate.test.ts` has it with a module in memory. */
import { describe } from 'vitest';
import { describeGate } from '../../../contracts/describe-gate.ts';
import { MODBUS_PARTS } from '../../../support/modbus/foreign-module.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { foreignGateRig } from './foreign-gate-rig.ts';

const missing = missingSystemParts('the Modbus gate', MODBUS_PARTS);
const SETUPS = [
  ['TCP', 'pymodbus', 'tcp'],
  ['RTU', 'libmodbus', 'rtu'],
] as const;

describe.skipIf(missing !== undefined)(`the Modbus gate${missing === undefined ? '' : ` (${missing})`}`, () => {
  for (const [line, implementation, framing] of SETUPS) {
    describeGate(`the Modbus gate over ${line} to ${implementation}`, () => foreignGateRig(implementation, framing));
  }
});
