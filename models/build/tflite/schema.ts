/**
 * The field numbers and codes of TensorFlow Lite's schema.fbs (version 3) that the models use. The number of a field
 * is its position in its table.
 */
export const MODEL = { version: 0, operatorCodes: 1, subgraphs: 2, buffers: 4 } as const;
export const OPERATOR_CODE = { deprecatedBuiltinCode: 0, builtinCode: 3 } as const;
export const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3 } as const;
export const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3 } as const;
export const OPERATOR = { opcodeIndex: 0, inputs: 1, outputs: 2, builtinOptions: 4 } as const;
export const BUFFER = { data: 0 } as const;

export const CONV_2D_OPTIONS = {
  padding: 0,
  strideWidth: 1,
  strideHeight: 2,
  activation: 3,
  dilationWidth: 4,
  dilationHeight: 5,
} as const;

export const DEPTHWISE_CONV_2D_OPTIONS = {
  padding: 0,
  strideWidth: 1,
  strideHeight: 2,
  activation: 4,
  dilationWidth: 5,
  dilationHeight: 6,
} as const;

/** `AddOptions`, `SubOptions` and `MulOptions` agree. */
export const ARITHMETIC_OPTIONS = { activation: 0 } as const;

/** `ActivationFunctionType.NONE`. */
export const NO_ACTIVATION = 0;
/** `Padding`. */
export const PADDING = { same: 0, valid: 1 } as const;

/** `BuiltinOperator`. */
export const BUILTIN_OPERATORS: ReadonlyMap<number, string> = new Map([
  [0, 'ADD'],
  [3, 'CONV_2D'],
  [4, 'DEPTHWISE_CONV_2D'],
  [18, 'MUL'],
  [19, 'RELU'],
  [22, 'RESHAPE'],
  [41, 'SUB'],
  [101, 'ABS'],
]);

interface Storage {
  readonly bytes: number;
  read(view: DataView, offset: number): number;
}

/** `TensorType`. The integers are shapes, far below the 2^24 that float32 holds exactly. */
export const TENSOR_TYPES: ReadonlyMap<number, Storage> = new Map<number, Storage>([
  [0, { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) }],
  [2, { bytes: 4, read: (view, offset) => view.getInt32(offset, true) }],
]);
