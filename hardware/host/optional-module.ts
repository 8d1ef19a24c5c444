/** Modules that a production build leaves out. */

/**
 * The module that `load` imports, or `undefined` when this build does not contain its file. Rejects with every other error of
 * loading, also when a module that it imports is absent.
 *
 * @param file name of the compiled file, for example `simulators.js`
 */
export async function optionalModule<T>(file: string, load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    if (isAbsent(error, file)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown, file: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') return false;
  const [, path] = /^Cannot find module '([^']+)'/.exec(error.message) ?? [];
  return path?.split(/[/\\]/).at(-1) === file;
}
