/**
 * The part of libfprint 1.94 and GLib that a capture needs, through koffi.
 *
 * Three rules that the headers do not state. First, all four libraries are opened with RTLD_NODELETE before koffi loads
 * them: GLib registers thread-local destructors, and a process that unloads it crashes at exit. Second, no other main
 * context is pushed on a thread, because enumeration would wait indefinitely for the default one. Third, only one thread at
 * a time iterates the default context: the blocking call while there is one, otherwise `iterate`.
 */
import koffi from 'koffi';

const RTLD_NOW = 2;
const RTLD_NODELETE = 0x1000;
const LIBRARIES = ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0', 'libfprint-2.so.2'] as const;

/** FP_DEVICE_FEATURE_CAPTURE: returns images instead of matching on the device. */
const FEATURE_CAPTURE = 1;

/** A pointer into the libraries' memory. */
export type Handle = unknown;

export interface LibraryError {
  /** The quark's name, e.g. `fp-device-error-quark`. */
  readonly domain: string;
  readonly code: number;
  readonly message: string;
}

export type Captured = { readonly image: NativeImage } | { readonly error: LibraryError };

export interface NativeImage {
  readonly width: number;
  readonly height: number;
  /** Memory of the library, valid until `release`, which overwrites it. */
  readonly pixels: Uint8Array;
  release(): void;
}

export interface LibFprint {
  /** Devices that are plugged in now. */
  devices(): readonly Handle[];
  driverOf(device: Handle): string;
  canCapture(device: Handle): boolean;
  open(device: Handle): LibraryError | undefined;
  isRemoved(device: Handle): boolean;
  /** Waits for a finger in a thread of libuv's pool. */
  capture(device: Handle, cancellable: Handle): Promise<Captured>;
  newCancellable(): Handle;
  /** May be called from any thread, any number of times. */
  cancel(cancellable: Handle): void;
  release(object: Handle): void;
  /** Processes pending events, such as hot-plugging. Must not run during a capture. */
  iterate(): void;
}

/** Returns `missing`, the name of the library, when one is not installed. */
export function loadLibFprint(): LibFprint | { readonly missing: string } {
  const dlopen = koffi.load('libc.so.6').func('void* dlopen(const char*, int)');
  for (const library of LIBRARIES) {
    if (dlopen(library, RTLD_NOW | RTLD_NODELETE) === null) return { missing: library };
  }
  const glib = koffi.load('libglib-2.0.so.0');
  const gobject = koffi.load('libgobject-2.0.so.0');
  const gio = koffi.load('libgio-2.0.so.0');
  const fprint = koffi.load('libfprint-2.so.2');
  const errorStruct = koffi.struct('GError', { domain: 'uint32', code: 'int', message: 'const char*' });
  const arrayStruct = koffi.struct('GPtrArray', { pdata: 'void**', len: 'uint' });

  const quarkName = glib.func('const char* g_quark_to_string(uint32)');
  const freeError = glib.func('void g_error_free(void*)');
  const iteration = glib.func('bool g_main_context_iteration(void*, bool)');
  const unref = gobject.func('void g_object_unref(void*)');
  const getProperty = gobject.func('void g_object_get(void*, const char*, ...)');
  const newCancellable = gio.func('void* g_cancellable_new(void)');
  const cancel = gio.func('void g_cancellable_cancel(void*)');
  const newContext = fprint.func('void* fp_context_new(void)');
  const getDevices = fprint.func('void* fp_context_get_devices(void*)');
  const getDriver = fprint.func('const char* fp_device_get_driver(void*)');
  const getFeatures = fprint.func('uint fp_device_get_features(void*)');
  const openSync = fprint.func('bool fp_device_open_sync(void*, void*, _Out_ void**)');
  const captureSync = fprint.func('void* fp_device_capture_sync(void*, bool, void*, _Out_ void**)');
  const imageWidth = fprint.func('uint fp_image_get_width(void*)');
  const imageHeight = fprint.func('uint fp_image_get_height(void*)');
  const imageData = fprint.func('void* fp_image_get_data(void*, _Out_ size_t*)');

  const takeError = (out: readonly unknown[]): LibraryError | undefined => {
    const [pointer] = out;
    if (pointer === null || pointer === undefined) return undefined;
    const { domain, code, message } = koffi.decode(pointer, errorStruct) as {
      domain: number;
      code: number;
      message: string | null;
    };
    freeError(pointer);
    return { domain: String(quarkName(domain)), code, message: message ?? '' };
  };

  const toImage = (image: Handle): NativeImage => {
    const length = [0];
    const data = imageData(image, length);
    const pixels = new Uint8Array(koffi.view(data, Number(length[0])));
    return {
      width: Number(imageWidth(image)),
      height: Number(imageHeight(image)),
      pixels,
      release() {
        pixels.fill(0);
        unref(image);
      },
    };
  };

  const context: Handle = newContext();
  return {
    devices() {
      const { pdata, len } = koffi.decode(getDevices(context), arrayStruct) as { pdata: unknown; len: number };
      return len === 0 ? [] : (koffi.decode(pdata, koffi.array('void*', len)) as Handle[]);
    },
    driverOf: (device) => String(getDriver(device)),
    canCapture: (device) => (Number(getFeatures(device)) & FEATURE_CAPTURE) !== 0,
    open(device) {
      const error = [null];
      return openSync(device, null, error) ? undefined : takeError(error);
    },
    isRemoved(device) {
      const value = Buffer.alloc(4);
      getProperty(device, 'removed', 'void*', value, 'void*', null);
      return value.readInt32LE(0) !== 0;
    },
    capture: (device, cancellable) =>
      new Promise((resolve, reject) => {
        const error = [null];
        captureSync.async(device, true, cancellable, error, (failure: Error | null, image: Handle) => {
          if (failure) return reject(failure);
          if (image !== null) return resolve({ image: toImage(image) });
          return resolve({ error: takeError(error) ?? { domain: '', code: 0, message: 'no image and no error' } });
        });
      }),
    newCancellable: () => newCancellable() as Handle,
    cancel: (cancellable) => void cancel(cancellable),
    release: (object) => void unref(object),
    iterate() {
      while (iteration(null, false)) continue;
    },
  };
}
