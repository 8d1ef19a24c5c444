import { ModbusError } from '../../../hardware/modbus/modbus-error.ts';
import { decodeAnswer, type ModbusRequest } from '../../../hardware/modbus/pdu.ts';
import { encodeRtuFrame, rtuAnswer } from '../../../hardware/modbus/rtu-frame.ts';
import { encodeTcpFrame, tcpFrames } from '../../../hardware/modbus/tcp-frame.ts';

const REQUESTS: readonly ModbusRequest[] = [
  { kind: 'read-coils', address: 0, count: 8 },
  { kind: 'read-discrete-inputs', address: 0, count: 16 },
  { kind: 'read-holding-registers', address: 0x1000, count: 1 },
  { kind: 'read-input-registers', address: 16, count: 12 },
  { kind: 'write-coil', address: 3, value: true },
  { kind: 'write-registers', address: 1, values: [1, 2] },
];

const ANSWER = Uint8Array.from([2, 2, 0xac, 0xdb]);

export const seeds = async () =>
  [
    encodeTcpFrame({ transaction: 1, unit: 1, pdu: ANSWER }),
    encodeRtuFrame({ unit: 1, pdu: ANSWER }),
    encodeRtuFrame({ unit: 1, pdu: Uint8Array.from([0x82, 4]) }),
  ].map((frame) => Uint8Array.from(frame));

/** Any error but `ModbusError` is a finding. */
export function fuzz(data: Uint8Array): void {
  refused(() => {
    const frames = tcpFrames();
    const half = data.length >> 1;
    for (const part of [data.subarray(0, half), data.subarray(half)])
      frames.push(part).forEach(({ pdu }) => decode(pdu));
  });
  for (const request of REQUESTS) {
    refused(() => {
      const frame = rtuAnswer(request, data);
      if (frame !== undefined) decodeAnswer(request, frame.pdu);
    });
  }
}

function decode(pdu: Uint8Array): void {
  for (const request of REQUESTS) refused(() => decodeAnswer(request, pdu));
}

function refused(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ModbusError)) throw error;
  }
}
