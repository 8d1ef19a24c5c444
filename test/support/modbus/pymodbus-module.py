"""An input and output module made of pymodbus, another implementation of the protocol, for tests.

Arguments: "tcp" and a port, or "rtu" and a serial line. Orders come as lines of JSON on standard input:
{"inputs": {"4": 1}}, {"counters": {"0": 7}}, {"refuse": true}. Lines of JSON on standard output report the coils, whenever they
change, and each reading of the inputs.
A watchdog as in the WAGO 750: register 0x1000 is its time in units of 100 ms, a change of 0x1003 starts it, 0x1006 is its state.
Once it has expired the coils are off, and writing a coil is refused with exception 4.
"""

import asyncio
import json
import os
import sys
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.framer import FramerType
from pymodbus.pdu import ExceptionResponse
from pymodbus.server import ModbusSerialServer, ModbusTcpServer

TIME, TRIGGER, STATE, STOP = 0x1000, 0x1003, 0x1006, 0x1008
COILS, SIZE, READ_INPUTS = 16, 0x1100, 2
module = {"refuse": False, "heard": time.monotonic()}
inputs = ModbusSequentialDataBlock(1, [0] * 64)
counters = ModbusSequentialDataBlock(1, [0] * 64)
told = None


def tell():
    global told
    now = [int(value) for value in coils.values[:COILS]]
    if now != told:
        told = now
        print(json.dumps({"coils": now}), flush=True)


class Registers(ModbusSequentialDataBlock):
    def setValues(self, address, values):
        super().setValues(address, values)
        first = address - 1
        if first == TRIGGER and self.values[TIME] > 0:
            self.values[STATE] = 1
        if first == STOP:
            self.values[STATE] = 0


class Coils(ModbusSequentialDataBlock):
    def setValues(self, address, values):
        if module["refuse"] or registers.values[STATE] == 2:
            return
        super().setValues(address, values)
        tell()


registers = Registers(1, [0] * SIZE)
coils = Coils(1, [0] * 64)


def heard(sending, pdu):
    if not sending:
        module["heard"] = time.monotonic()
        if pdu.function_code == READ_INPUTS:
            print('{"read": true}', flush=True)
        return pdu
    is_write = pdu.function_code in (5, 15)
    if module["refuse"] or (registers.values[STATE] == 2 and is_write):
        answer = ExceptionResponse(pdu.function_code, 4)
        answer.transaction_id, answer.dev_id = pdu.transaction_id, pdu.dev_id
        return answer
    return pdu


async def guard():
    while True:
        await asyncio.sleep(0.005)
        limit = registers.values[TIME] / 10
        if registers.values[STATE] == 1 and time.monotonic() - module["heard"] > limit:
            registers.values[STATE] = 2
            coils.values = [0] * 64
            tell()


async def obey():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        order = json.loads(line)
        for at, value in order.get("inputs", {}).items():
            inputs.values[int(at)] = value
        for at, value in order.get("counters", {}).items():
            counters.values[int(at)] = value
        module["refuse"] = order.get("refuse", module["refuse"])
    os._exit(0)


async def main():
    kind, place = sys.argv[1:3]
    context = ModbusServerContext(
        slaves={1: ModbusSlaveContext(di=inputs, co=coils, ir=counters, hr=registers)}, single=False
    )
    if kind == "tcp":
        server = ModbusTcpServer(context, address=("127.0.0.1", int(place)), trace_pdu=heard)
    else:
        server = ModbusSerialServer(
            context, framer=FramerType.RTU, port=place, baudrate=115200, parity="N", trace_pdu=heard
        )
    await server.serve_forever(background=True)
    tell()
    await asyncio.gather(obey(), guard())


asyncio.run(main())
