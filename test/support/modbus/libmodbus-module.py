"""An input and output module made of libmodbus, another implementation of the protocol, for tests.

Arguments and orders as in pymodbus-module.py, without the watchdog and without refusals.
"""

import ctypes
import json
import os
import sys
import threading

SIZE, COILS, READ_INPUTS = 0x1100, 16, 2
PATIENCE_S = 2
library = ctypes.CDLL("libmodbus.so.5", use_errno=True)


class Mapping(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in (
        "nb_bits", "start_bits", "nb_input_bits", "start_input_bits",
        "nb_input_registers", "start_input_registers", "nb_registers", "start_registers",
    )] + [
        ("tab_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_registers", ctypes.POINTER(ctypes.c_uint16)),
        ("tab_registers", ctypes.POINTER(ctypes.c_uint16)),
    ]


for name in ("modbus_new_tcp", "modbus_new_rtu"):
    getattr(library, name).restype = ctypes.c_void_p
library.modbus_mapping_new.restype = ctypes.POINTER(Mapping)
library.modbus_mapping_new.argtypes = [ctypes.c_int] * 4
library.modbus_new_tcp.argtypes = [ctypes.c_char_p, ctypes.c_int]
library.modbus_new_rtu.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char, ctypes.c_int, ctypes.c_int]
library.modbus_receive.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
library.modbus_reply.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(Mapping)]
library.modbus_set_slave.argtypes = [ctypes.c_void_p, ctypes.c_int]
library.modbus_set_byte_timeout.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32]
library.modbus_connect.argtypes = [ctypes.c_void_p]
library.modbus_tcp_listen.argtypes = [ctypes.c_void_p, ctypes.c_int]
library.modbus_tcp_accept.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_int)]

kind, place = sys.argv[1:3]
memory = library.modbus_mapping_new(64, 64, SIZE, 64)
told = None


def tell():
    global told
    now = [memory.contents.tab_bits[at] for at in range(COILS)]
    if now != told:
        told = now
        print(json.dumps({"coils": now}), flush=True)


def obey():
    for line in sys.stdin:
        order = json.loads(line)
        for at, value in order.get("inputs", {}).items():
            memory.contents.tab_input_bits[int(at)] = value
        for at, value in order.get("counters", {}).items():
            memory.contents.tab_input_registers[int(at)] = value
    os._exit(0)


def serve(context):
    query = ctypes.create_string_buffer(260)
    while True:
        length = library.modbus_receive(context, query)
        if length > 0:
            library.modbus_reply(context, query, length, memory)
            tell()
            if query.raw[7 if kind == "tcp" else 1] == READ_INPUTS:
                print('{"read": true}', flush=True)
        elif length == -1 and kind == "tcp":
            return


threading.Thread(target=obey, daemon=True).start()
if kind == "tcp":
    context = library.modbus_new_tcp(b"127.0.0.1", int(place))
    listening = ctypes.c_int(library.modbus_tcp_listen(context, 4))
    tell()
    while True:
        library.modbus_tcp_accept(context, ctypes.byref(listening))
        serve(context)
else:
    context = library.modbus_new_rtu(place.encode(), 115200, b"N", 8, 1)
    library.modbus_set_slave(context, 1)
    # Parts of a request may be far apart on a busy machine
    library.modbus_set_byte_timeout(context, PATIENCE_S, 0)
    if library.modbus_connect(context) != 0:
        sys.exit("the serial line cannot be opened")
    tell()
    serve(context)
